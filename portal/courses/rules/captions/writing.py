"""Cues as WebVTT and SRT; reading WebVTT again gives the same cues.

No `X-TIMESTAMP-MAP`: the files stand beside the film, not inside its playlist.
"""

from collections.abc import Iterable

from portal.courses.rules.captions.times import as_clock
from portal.courses.rules.captions.words import tidied
from portal.courses.rules.cues import Cue

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def as_webvtt(cues: Iterable[Cue]) -> str:
    """A WebVTT file of `cues`, with a number before each."""
    blocks = [
        f"{number}\n{as_clock(cue.start)} --> {as_clock(cue.end)}\n{tidied(cue.words).translate(_ESCAPED)}\n"
        for number, cue in enumerate(cues, start=1)
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def as_srt(cues: Iterable[Cue]) -> str:
    """An SRT file of `cues`; SRT has no escapes, so words stand as they are."""
    blocks = [
        f"{number}\n{as_clock(cue.start, ',')} --> {as_clock(cue.end, ',')}\n{_unarrowed(cue.words)}\n"
        for number, cue in enumerate(cues, start=1)
    ]
    return "\n".join(blocks)


def _unarrowed(words: str) -> str:
    return tidied(words).replace("-->", "->")
