"""A line of text as it is seen: pieces from left to right, each in one direction and one typeface.

The order is that of the Unicode bidirectional algorithm (UAX #9), so that a Swedish place name keeps its order in
an Arabic sentence, and the other way round.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from portal.platform.paper.typefaces import Direction, Face, characters

ISOLATE, RELEASE = "\u2066", "\u2069"  # left-to-right isolate, pop directional isolate
REPLACEMENT = "\ufffd"
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile(r"[\s\x00]+")
_FROM_THE_RIGHT = re.compile(r"[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc]")
_NUMBER_IN_PARTS = re.compile(
    r"[\u2212–-]?\d[\d\u00a0,]*\u00a0kr\b"  # an amount
    r"|\+?\d+(?:[ \u00a0–-]\d+)+(?![\d:])"  # a telephone number or a date, but not the hour after it
    r"|\+\d+"
)


@dataclass(frozen=True)
class Run:
    """One piece of a line, in logical order, that one typeface prints in one direction."""

    text: str
    direction: Direction
    face: Face


def tidy(text: str) -> str:
    """The text on one line: every stretch of white space or line breaks is one space; no-break spaces stay."""
    kept = text.replace("\u00a0", ISOLATE)
    return _SPACES.sub(" ", kept).strip().replace(ISOLATE, "\u00a0")


def visual_runs(line: str, direction: Direction) -> list[Run]:
    """The pieces of a line from left to right; `direction` is that of the paragraph.

    A character that no typeface has becomes the replacement sign, so that nothing is lost unseen. Invisible marks are
    left out before: nobody's words may turn the rest of the line round.
    """
    return [run for text, way in _in_sight_order(_INVISIBLE.sub("", line), direction) for run in _by_face(text, way)]


def _in_sight_order(line: str, direction: Direction) -> Iterator[tuple[str, Direction]]:
    if direction == "ltr" and not _FROM_THE_RIGHT.search(line):
        yield line, "ltr"
        return
    import fpdf.bidi  # noqa: PLC0415 - takes a second to import; only those who print pay for it

    base = fpdf.enums.TextDirection.coerce(direction)
    seen = fpdf.bidi.BidiParagraph(_numbers_kept_whole(line), base, preserve_bn_chars=True).get_reordered_characters()
    for level, members in groupby(seen, key=lambda member: member.embedding_level):
        text = "".join(member.character for member in members)
        yield (text[::-1], "rtl") if level % 2 else (text, "ltr")


def _numbers_kept_whole(line: str) -> str:
    """A telephone number, a date or an amount in Arabic keeps the order of its parts, as readers of Arabic expect."""
    return _NUMBER_IN_PARTS.sub(lambda number: f"{ISOLATE}{number.group()}{RELEASE}", line)


def _by_face(text: str, direction: Direction) -> list[Run]:
    pieces: list[tuple[Face, str]] = []
    face = Face.ARABIC if direction == "rtl" else Face.SANS
    shown = _INVISIBLE.sub("", text)
    if shown and characters(face).issuperset(map(ord, shown)):
        return [Run(shown, direction, face)]
    for sign in shown:
        face, printed = _face_for(sign, face)
        if pieces and pieces[-1][0] is face:
            pieces[-1] = (face, pieces[-1][1] + printed)
        else:
            pieces.append((face, printed))
    runs = [Run(piece, direction, chosen) for chosen, piece in pieces]
    return runs[::-1] if direction == "rtl" else runs


def _face_for(sign: str, before: Face) -> tuple[Face, str]:
    """The face to go on with: the one in use if it has the character, else the first that has it."""
    order = (before, *(face for face in Face if face is not before))
    return next(((face, sign) for face in order if ord(sign) in characters(face)), (Face.SANS, REPLACEMENT))
