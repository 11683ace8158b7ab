"""What a course's folder holds, once it has been read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.courses.published import CourseWords, PartWords, SurveyQuestion
from portal.courses.rules.catalogue import Variant
from portal.courses.rules.cues import Cue, TrackKind
from portal.courses.rules.facts import CourseFacts


class BadFolder(ValueError):
    """The folder is no course; `faults` are sentences that begin with the file and, where there is one, the line."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(faults))


@dataclass(frozen=True)
class FilmFiles:
    """A film: the folder of what is encoded already or the file to encode, and what is written to it."""

    media: Path | None
    source: Path | None
    tracks: Mapping[tuple[TrackKind, str], tuple[Cue, ...]]


@dataclass(frozen=True)
class PartFiles:
    """A part: its words by language and its films."""

    words: Mapping[str, PartWords]
    films: Mapping[Variant, FilmFiles]


@dataclass(frozen=True)
class Bundle:
    """A course as its folder says it is; `spoken` is the language that is heard in its films."""

    facts: CourseFacts
    words: Mapping[str, CourseWords]
    survey: tuple[SurveyQuestion, ...]
    spoken: str
    parts: tuple[PartFiles, ...]
