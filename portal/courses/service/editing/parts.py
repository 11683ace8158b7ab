"""The parts of a course, their order, their words and their films."""

import uuid
from dataclasses import asdict
from datetime import datetime
from functools import partial

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.core.errors import NotFound, Refused
from portal.core.words import word
from portal.courses import queries
from portal.courses.models import Course, Film, Part, PartText
from portal.courses.published import PartWords
from portal.courses.rules.catalogue import PARTS_MOST, Variant
from portal.courses.rules.changes import Change, What
from portal.courses.rules.gate import MAIN
from portal.courses.rules.workflow import FilmState
from portal.courses.service.editing.opening import changed, film_changed, opened, refuse_stale
from portal.courses.service.editing.texts import keep_text


def part_of(course: Course, part_id: uuid.UUID) -> Part:
    """One of the course's own parts; raises `NotFound`."""
    for part in course.parts:
        if part.id == part_id:
            return part
    raise NotFound


def words_of_part(part: Part, language: str) -> PartWords | None:
    """The words of a part in a language; None when nothing is written."""
    for text in part.texts:
        if text.language == language:
            return PartWords(text.title, text.intro, tuple(text.exercise), text.hand_out)
    return None


def add_part(session: Session, course_id: uuid.UUID, *, title: str, by: Viewer, now: datetime) -> Part:
    """A new last part with its Swedish title; raises `Refused` when there are as many as a course may have."""
    course = opened(session, course_id)
    if len(course.parts) >= PARTS_MOST:
        raise Refused(word("A course can have at most 12 parts."))
    part = Part(id=uuid.uuid4(), position=len(course.parts) + 1, texts=[], films=[])
    course.parts.append(part)
    session.flush()
    part.texts.append(PartText(part_id=part.id, language=MAIN, title=title, exercise=[]))
    changed(session, course, Change(What.PART_ADDED, part.position), by=by, now=now)
    return part


def move_part(
    session: Session, course_id: uuid.UUID, part_id: uuid.UUID, to: int, *, version: int, by: Viewer, now: datetime
) -> None:
    """Let a part stand at `to` (from 1); the others make room. Raises `Stale` when the course is not `version`."""
    course = opened(session, course_id, version=version)
    part = part_of(course, part_id)
    before = part.position
    others = [one for one in course.parts if one is not part]
    others.insert(max(to, 1) - 1, part)
    _number(others)
    if part.position != before:
        changed(session, course, Change(What.PART_MOVED, part.position), by=by, now=now)


def remove_part(
    session: Session, course_id: uuid.UUID, part_id: uuid.UUID, *, version: int, by: Viewer, now: datetime
) -> None:
    """Remove a part with its words and films; raises `Stale` when the course is not `version` any more."""
    course = opened(session, course_id, version=version)
    part = part_of(course, part_id)
    position = part.position
    session.execute(delete(Part).where(Part.id == part_id).execution_options(synchronize_session=False))
    session.expunge(part)
    _number([one for one in course.parts if one is not part])
    changed(session, course, Change(What.PART_REMOVED, position), by=by, now=now)


def write_part(
    session: Session,
    course_id: uuid.UUID,
    part_id: uuid.UUID,
    language: str,
    words: PartWords,
    *,
    seen: str | None,
    by: Viewer,
    now: datetime,
) -> Part:
    """The words of a part in a language; without a title the language is taken away from it."""
    course = opened(session, course_id)
    part = part_of(course, part_id)
    there = words_of_part(part, language)
    refuse_stale(there, seen)
    if words == there or (there is None and not words.title):
        return part
    values = asdict(words) | {"exercise": list(words.exercise)}
    keep_text(session, part.texts, language, values, partial(PartText, part_id=part.id))
    changed(session, course, Change(What.PART_WORDS, part.position, language), by=by, now=now)
    return part


def add_film(
    session: Session, part_id: uuid.UUID, variant: Variant, *, spoken: str = MAIN, by: Viewer, now: datetime
) -> Film:
    """A place for a film of a part, to be uploaded; gives the one that is there when there is one already."""
    part = session.get(Part, part_id)
    if part is None:
        raise NotFound
    course = opened(session, part.course_id)
    part = part_of(course, part_id)
    for film in part.films:
        if film.variant is variant:
            return film
    film = Film(id=uuid.uuid4(), variant=variant, spoken=spoken, state=FilmState.RECEIVING, tracks=[], changed_at=now)
    part.films.append(film)
    session.flush()
    changed(session, course, Change(What.FILM, part.position, variant=variant), by=by, now=now)
    return film


def remove_film(session: Session, film_id: uuid.UUID, *, by: Viewer, now: datetime) -> None:
    """Remove a film with its captions and chapters; raises `NotFound`."""
    film = queries.film_by_id(session, film_id)
    if film is None:
        raise NotFound
    film_changed(session, film, What.FILM_REMOVED, by=by, now=now)
    session.execute(delete(Film).where(Film.id == film_id).execution_options(synchronize_session=False))
    session.expunge(film)


def _number(parts: list[Part]) -> None:
    for number, part in enumerate(parts, start=1):
        if part.position != number:
            part.position = number
