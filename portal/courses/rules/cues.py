"""What is written beside a film: captions, and chapters to go to."""

from enum import StrEnum
from typing import NamedTuple


class Cue(NamedTuple):
    """Words on the screen from `start` to `end` seconds."""

    start: float
    end: float
    words: str


class Chapter(NamedTuple):
    """A place in the film worth going to."""

    start: float
    title: str


class TrackKind(StrEnum):
    """What a track of a film holds; the `kind` of the workshop's tracks."""

    CAPTIONS = "captions"
    CHAPTERS = "chapters"
