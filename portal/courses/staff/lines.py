"""What the pages of the workshop show, gathered: a line of the list, a course's desk, a line of its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.core.web.languages import own_name
from portal.core.words import Word, word
from portal.courses import queries
from portal.courses.form import AddFilmForm, AddPartForm
from portal.courses.models import Course, CourseEvent, Film, Part
from portal.courses.rules import gate
from portal.courses.rules.catalogue import NAMES, PARTS_MOST, Variant
from portal.courses.rules.changes import Change
from portal.courses.rules.workflow import MOVES, Step
from portal.courses.staff.pages import languages, named_languages

STEP_NAMES: Mapping[Step, Word] = {
    Step.CREATED: word("Begun"),
    Step.CHANGED: word("Changed"),
    Step.SUBMITTED: word("Handed in for approval"),
    Step.RETURNED: word("Sent back"),
    Step.APPROVED: word("Approved"),
    Step.PUBLISHED: word("Made public"),
    Step.WITHDRAWN: word("Withdrawn from the public"),
}
"""What a line of the history is called."""


@dataclass(frozen=True)
class CourseLine:
    """A course in the list."""

    course: Course
    title: str
    offered: tuple[str, ...]
    missing: int
    films: tuple[Film, ...]
    last: CourseEvent | None

    @property
    def is_ahead(self) -> bool:
        """The working copy differs from what is on the shelf."""
        return self.course.published_at is not None and self.course.version != self.course.published_version


@dataclass(frozen=True)
class HistoryLine:
    """A line of the history as people read it."""

    title: str
    moment: datetime
    by: str
    body: str = ""


@dataclass(frozen=True)
class FaultLine:
    """Something that is missing, and where."""

    what: str
    where: str


@dataclass(frozen=True)
class PartLine:
    """A part on its course's page: the languages it has a title in, its films, the kinds that it can still get."""

    part: Part
    title: str
    written: frozenset[str]
    films: tuple[Film, ...]
    form: AddFilmForm | None
    faults: tuple[FaultLine, ...]


def course_lines(session: Session) -> list[CourseLine]:
    """Every course, in the order of the catalogue."""
    last = queries.last_events(session)
    return [_line(course, last.get(course.id)) for course in queries.all_courses(session)]


def desk(session: Session, course: Course, viewer: Viewer) -> dict[str, Any]:
    """All that the page of one course shows."""
    facts = queries.facts(course)
    faults = [fault_line(fault) for fault in gate.faults(facts)]
    return {
        "title": queries.title_of(course),
        "written_in": {text.language for text in course.texts if text.title},
        "offered": gate.offered(facts),
        "parts": [_part(part, facts) for part in course.parts],
        "new_part": AddPartForm(formdata=None) if len(course.parts) < PARTS_MOST else None,
        "faults": faults,
        "remarks": [fault_line(fault) for fault in gate.remarks(facts)],
        "steps": frozenset(MOVES[course.state]),
        "is_own": viewer.account_id in queries.makers(session, course.id),
        "history": [history_line(event) for event in queries.history(session, course.id)],
    }


def part_title(part: Part) -> str:
    """What staff call a part; empty when it has no title at all."""
    titles = {text.language: text.title for text in part.texts}
    return titles.get(gate.MAIN) or next(iter(titles.values()), "")


def fault_line(fault: gate.Fault) -> FaultLine:
    """A fault with its place in words."""
    where = [_("Part %(number)s", number=fault.part)] if fault.part else []
    where += [_(NAMES[fault.variant])] if fault.variant else []
    where += [own_name(fault.language)] if fault.language and fault.language != gate.MAIN else []
    return FaultLine(_(fault.what), " · ".join(where))


def history_line(event: CourseEvent) -> HistoryLine:
    """An event as people read it."""
    change = Change.read(event.note)
    body = _changed(change) if change else event.note
    return HistoryLine(_(STEP_NAMES[event.step]), event.at, event.by.name if event.by else "", body)


def _changed(change: Change) -> str:
    parts = [_(change.name)]
    parts += [_("Part %(number)s", number=change.part)] if change.part else []
    parts += [_(NAMES[change.variant])] if change.variant and change.variant is not Variant.PLAIN else []
    parts += [own_name(change.language)] if change.language else []
    return " · ".join(parts)


def _line(course: Course, last: CourseEvent | None) -> CourseLine:
    facts = queries.facts(course)
    films = tuple(queries.films_in_progress(course))
    offered = tuple(code for code in languages() if code in gate.offered(facts))
    return CourseLine(course, queries.title_of(course), offered, len(gate.faults(facts)), films, last)


def _part(part: Part, facts: gate.CourseFacts) -> PartLine:
    there = {film.variant for film in part.films}
    left = [variant for variant in Variant if variant not in there]
    faults = tuple(fault_line(fault) for fault in gate.faults(facts) if fault.part == part.position)
    films = tuple(sorted(part.films, key=lambda film: list(Variant).index(film.variant)))
    written = frozenset(text.language for text in part.texts if text.title)
    return PartLine(part, part_title(part), written, films, _film_form(left), faults)


def _film_form(variants: list[Variant]) -> AddFilmForm | None:
    if not variants:
        return None
    form = AddFilmForm(formdata=None)
    form.offer(variants, named_languages())
    return form
