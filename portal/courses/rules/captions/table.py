"""Captions and chapters as the rows of a table that somebody fills in; rows may stand in any order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.courses.rules.captions.chapters import chapter_cues, check_chapters
from portal.courses.rules.captions.checking import check
from portal.courses.rules.captions.faults import Fault, Problem
from portal.courses.rules.captions.reading import CUES_MOST
from portal.courses.rules.captions.times import as_clock, read_time
from portal.courses.rules.captions.words import tidied
from portal.courses.rules.cues import Chapter, Cue, TrackKind


@dataclass(frozen=True)
class Row:
    """One row as it was typed; a chapter has no end."""

    start: str
    end: str
    words: str

    @property
    def is_blank(self) -> bool:
        """True when nothing was typed."""
        return not (self.start.strip() or self.end.strip() or self.words.strip())


@dataclass(frozen=True)
class Table:
    """What the rows say, by time, and what is wrong; a fault's `number` is that of its row, from 1."""

    cues: tuple[Cue, ...]
    faults: tuple[Fault, ...]

    @property
    def refusals(self) -> tuple[Fault, ...]:
        """The faults that cannot be kept; the rest are warnings."""
        return tuple(fault for fault in self.faults if not fault.is_warning)


def rows_of(cues: Iterable[Cue]) -> tuple[Row, ...]:
    """The rows in which cues are shown."""
    return tuple(Row(as_clock(cue.start), as_clock(cue.end), cue.words) for cue in cues)


def read_table(kind: TrackKind, rows: Sequence[Row], seconds: float | None = None) -> Table:
    """The cues of all rows but blank ones, ordered by their start; `seconds` is the length of the film."""
    typed = [(number, row) for number, row in enumerate(rows, start=1) if not row.is_blank]
    read = [(number, _cue(kind, row)) for number, row in typed]
    unread = [Fault(Problem.BAD_TIME, number=number) for number, cue in read if cue is None]
    timed = sorted(((cue, number) for number, cue in read if cue is not None), key=lambda pair: pair[0].start)
    cues = [cue for cue, _ in timed]
    found = [*unread, *(_at(fault, [number for _, number in timed]) for fault in _checked(kind, cues, seconds))]
    if len(cues) > CUES_MOST:
        found.append(Fault(Problem.TOO_MANY))
    return Table(_whole(kind, cues, seconds), tuple(sorted(found, key=lambda fault: fault.number)))


def _cue(kind: TrackKind, row: Row) -> Cue | None:
    start, end = read_time(row.start), read_time(row.end)
    if kind is TrackKind.CHAPTERS:
        end = start
    words = tidied(row.words)
    return None if start is None or end is None else Cue(start, end, words)


def _checked(kind: TrackKind, cues: Sequence[Cue], seconds: float | None) -> Sequence[Fault]:
    return check_chapters(_chapters(cues), seconds) if kind is TrackKind.CHAPTERS else check(cues, seconds)


def _whole(kind: TrackKind, cues: Sequence[Cue], seconds: float | None) -> tuple[Cue, ...]:
    return chapter_cues(_chapters(cues), seconds) if kind is TrackKind.CHAPTERS else tuple(cues)


def _chapters(cues: Sequence[Cue]) -> tuple[Chapter, ...]:
    return tuple(Chapter(cue.start, " ".join(cue.words.split())) for cue in cues)


def _at(fault: Fault, numbers: Sequence[int]) -> Fault:
    return Fault(fault.problem, number=numbers[fault.number - 1])
