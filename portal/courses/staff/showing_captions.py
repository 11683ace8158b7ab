"""Captions or chapters in one language as their page shows them: a page of rows, faults by row, the running text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from flask import request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from portal.core.errors import NotFound
from portal.courses.models import Film, FilmTrack
from portal.courses.rules.captions import PROBLEM_NAMES, Fault, transcript
from portal.courses.rules.captions.table import Row, rows_of
from portal.courses.rules.cues import Cue, TrackKind
from portal.courses.service.captioning import cues_of, faults_of, track_of, version_of
from portal.courses.staff.caption_forms import NEW_ROWS, PAGE, Typed
from portal.courses.staff.showing_films import FilmPage

NAMES = {TrackKind.CAPTIONS: "texter", TrackKind.CHAPTERS: "kapitel"}
DONE = {
    "sparat": _l("The changes are saved."),
    "flyttat": _l("Everything is moved."),
    "godkant": _l("Thank you. The words count as read now."),
    "borttaget": _l("The words are removed."),
}
FIRST = "fran"
FAULTS_SHOWN = 20


class ShownRow(NamedTuple):
    """A row with its number in the whole track and what is wrong with it."""

    number: int
    row: Row
    faults: tuple[Fault, ...]


class Remark(NamedTuple):
    """A fault in words, and where it can be put right (empty: nowhere on these pages)."""

    words: str
    url: str


@dataclass(frozen=True)
class TrackPage:
    """The page of one track. `typed` is what somebody wrote and could not be kept; `file_faults` are of a file."""

    film: Film
    kind: TrackKind
    language: str
    track: FilmTrack | None
    faults: tuple[Fault, ...] = ()
    typed: Typed | None = None
    file_faults: tuple[Fault, ...] = ()
    fault: str = ""
    is_stale: bool = False

    @classmethod
    def of(cls, film: Film, kind: TrackKind, language: str) -> "TrackPage":
        """The page as it is kept; raises NotFound for a language that is none of the film's."""
        if language not in FilmPage(film).languages:
            raise NotFound
        track = track_of(film, kind, language)
        return cls(film, kind, language, track, faults_of(track, film.seconds) if track else ())

    def with_typed(self, typed: Typed, faults: Sequence[Fault] = ()) -> "TrackPage":
        """The page with what somebody typed instead of what is kept."""
        return replace(self, typed=typed, faults=tuple(faults))

    @property
    def is_chapters(self) -> bool:
        """True when rows have no end."""
        return self.kind is TrackKind.CHAPTERS

    @property
    def version(self) -> str:
        """What the form says it has seen: what was there when it was opened."""
        return self.typed.seen if self.typed else self.present_version

    @property
    def present_version(self) -> str:
        """What is kept now."""
        return version_of(self.track)

    @property
    def is_overtaken(self) -> bool:
        """True when somebody else has changed the track since the form was opened."""
        return self.version != self.present_version

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """What is kept."""
        return cues_of(self.track)

    @property
    def first(self) -> int:
        """The number of the first row of this page of rows."""
        if self.typed:
            return self.typed.first
        asked = request.args.get(FIRST, "1")
        wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= len(str(PAGE**2)) else 1
        return (min(wanted, max(len(self.cues), 1)) - 1) // PAGE * PAGE + 1

    @property
    def count(self) -> int:
        """How many kept rows this page of rows stands for."""
        return self.typed.count if self.typed else len(self.cues[self.first - 1 : self.first - 1 + PAGE])

    @cached_property
    def all_rows(self) -> tuple[Row, ...]:
        """All rows of the track, those of this page as they were typed."""
        kept = rows_of(self.cues)
        if self.typed is None:
            return kept
        start = self.typed.first - 1
        return (*kept[:start], *self.typed.rows, *kept[start + self.typed.count :])

    @property
    def rows(self) -> list[ShownRow]:
        """The rows of this page; on the last one there are blank ones to write in."""
        start = min(self.first - 1, len(self.all_rows))
        shown = list(self.typed.rows) if self.typed else list(self.all_rows[start : start + PAGE])
        if self.typed is None and start + PAGE >= len(self.all_rows):
            shown += [Row("", "", "")] * NEW_ROWS
        return [ShownRow(number, row, self._of_row(number)) for number, row in enumerate(shown, start=start + 1)]

    @property
    def pages(self) -> list[tuple[int, int, str]]:
        """First and last row and address of each page of rows, when there is more than one."""
        firsts = range(1, len(self.cues) + 1, PAGE)
        if len(firsts) < 2:  # noqa: PLR2004 (one page needs no list)
            return []
        ends = [min(first + PAGE - 1, len(self.cues)) for first in firsts]
        return [(first, end, self.url("track", fran=first)) for first, end in zip(firsts, ends, strict=True)]

    @property
    def to_mend(self) -> list[Remark]:
        """What must be put right, each a link to its row."""
        refusals = [fault for fault in self.faults if not fault.is_warning][:FAULTS_SHOWN]
        return [Remark(self._said(fault), self._place(fault)) for fault in refusals]

    @property
    def to_mend_in_file(self) -> list[str]:
        """What is wrong with the file, by line."""
        return [said_by_line(fault) for fault in self.file_faults if not fault.is_warning][:FAULTS_SHOWN]

    @property
    def warnings(self) -> int:
        """How many rows are hard to read."""
        return len({fault.number for fault in self.faults if fault.is_warning})

    @property
    def transcript(self) -> tuple[str, ...]:
        """The words as running text."""
        return () if self.is_chapters else transcript(self.cues)

    @property
    def done(self) -> str:
        """What was just done."""
        return str(DONE.get(request.args.get("klart", ""), ""))

    def url(self, view: str, **values: Any) -> str:
        """The address of a view of this track."""
        which: dict[str, Any] = {"film_id": self.film.id, "kind": NAMES[self.kind], "code": self.language}
        return url_for(f"courses_captions.{view}", **which, **values)

    def _of_row(self, number: int) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.number == number)

    def _said(self, fault: Fault) -> str:
        words = str(gettext(PROBLEM_NAMES[fault.problem]))
        return str(gettext("Row %(number)s: %(fault)s", number=fault.number, fault=words)) if fault.number else words

    def _place(self, fault: Fault) -> str:
        if any(row.number == fault.number for row in self.rows):
            return f"#words-{fault.number}"
        return self.url("track", fran=fault.number) + f"#words-{fault.number}" if fault.number else ""


def said_by_line(fault: Fault) -> str:
    """A fault of a file in words, with its line or, where it has none, its number."""
    words = str(gettext(PROBLEM_NAMES[fault.problem]))
    if fault.line:
        return str(gettext("Line %(number)s: %(fault)s", number=fault.line, fault=words))
    return str(gettext("Number %(number)s: %(fault)s", number=fault.number, fault=words)) if fault.number else words
