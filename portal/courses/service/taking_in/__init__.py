"""A course that was written as a folder becomes, or changes, a course of the workshop: all of it or nothing.

The working copy is made to say what the folder says. What has not changed is left alone, so that the same folder
twice leaves no trace; a film is the same when its files are, or for one to be encoded its name and size.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from portal.accounts.viewer import Viewer
from portal.courses import queries
from portal.courses.bundle import Bundle, PartFiles
from portal.courses.films.folders import Folders
from portal.courses.models import Course, CourseText, Part, PartText
from portal.courses.published import CourseWords, PartWords
from portal.courses.rules.changes import Change, What
from portal.courses.rules.gate import MAIN
from portal.courses.service import editing
from portal.courses.service.taking_in.films import films_of
from portal.courses.service.taking_in.taking import Taking, remove_row, set_to

__all__ = ["TakenIn", "take_in"]

Row = TypeVar("Row", CourseText, PartText)


@dataclass(frozen=True)
class TakenIn:
    """What became of the folder: the course, whether it is new, whether anything changed, films to be encoded."""

    course: Course
    is_new: bool
    is_changed: bool
    waiting: int


def take_in(session: Session, bundle: Bundle, *, folders: Folders, by: Viewer | None, now: datetime) -> TakenIn:
    """Store what `bundle` says; raises OSError when the disk is full, and whatever a bad film raises."""
    there = queries.course_by_slug(session, bundle.facts.slug)
    course = there or editing.add_course(session, bundle.facts, title=bundle.words[MAIN].title, by=by, now=now)
    course = editing.opened(session, course.id)
    taking = Taking(session, folders, bundle.spoken, now)
    changes = [_facts(course, bundle), _texts(taking, course, bundle.words), _parts(taking, course, bundle.parts)]
    if any(changes):
        editing.changed(session, course, Change(What.FOLDER), by=by, now=now)
    session.flush()
    return TakenIn(course, there is None, any(changes), len(queries.films_in_progress(course)))


def _facts(course: Course, bundle: Bundle) -> bool:
    values = {name: list(one) if isinstance(one, tuple) else one for name, one in asdict(bundle.facts).items()}
    values["survey"] = [{"code": one.code, "choices": list(one.choices)} for one in bundle.survey]
    changes = [set_to(course, name, value) for name, value in values.items()]
    return any(changes)


def _texts(taking: Taking, course: Course, words: Mapping[str, CourseWords]) -> bool:
    values = {language: asdict(one) | {"survey": dict(one.survey)} for language, one in words.items()}
    return _rows(taking, course.texts, values, lambda language: CourseText(course_id=course.id, language=language))


def _part_texts(taking: Taking, part: Part, words: Mapping[str, PartWords]) -> bool:
    values = {language: asdict(one) | {"exercise": list(one.exercise)} for language, one in words.items()}
    return _rows(taking, part.texts, values, lambda language: PartText(part_id=part.id, language=language))


def _rows(
    taking: Taking, rows: list[Row], values: Mapping[str, Mapping[str, Any]], make: Callable[[str], Row]
) -> bool:
    """Let there be one row for each language with these values, and no other."""
    gone = [row for row in rows if row.language not in values]
    for row in gone:
        rows.remove(row)
        taking.session.delete(row)
    changes = [bool(gone)]
    for language, columns in values.items():
        there = [row for row in rows if row.language == language] or [make(language)]
        row = there[0]
        if row not in rows:
            rows.append(row)
        changes += [set_to(row, name, value) for name, value in columns.items()]
    return any(changes)


def _parts(taking: Taking, course: Course, parts: tuple[PartFiles, ...]) -> bool:
    extra = course.parts[len(parts) :]
    for part in extra:
        remove_row(taking, Part, part)
    set_committed_value(course, "parts", course.parts[: len(parts)])
    changes = [bool(extra)]
    for number, files in enumerate(parts, start=1):
        if number > len(course.parts):
            course.parts.append(Part(id=uuid.uuid4(), position=number, texts=[], films=[]))
            taking.session.flush()
        part = course.parts[number - 1]
        changes += [_part_texts(taking, part, files.words), films_of(taking, part, files.films)]
    return any(changes)
