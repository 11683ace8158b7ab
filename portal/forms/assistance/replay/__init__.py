"""Replay: any decision computed again, byte for byte, from what was stored when it was made.

`replaying` does it with one decision or all; `commands` is `portal assistance replay`; `portal fsck` does it too.
A court, or the resident, can so be shown that the figures follow from what was known then (förvaltningslagen 31 §).
"""
