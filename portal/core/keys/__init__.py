"""The keyring: seal, open, blind index, derive, rotate.

Sealed values are AES-256-GCM with a version byte and a key number, so that rotation is a batch job; the
associated data says where the value belongs, so that it cannot be moved to another row.
"""

from portal.core.keys.keyring import BrokenSeal, Keyring

__all__ = ["BrokenSeal", "Keyring"]
