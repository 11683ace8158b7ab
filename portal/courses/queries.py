"""What can be looked up about courses and their films, as nouns."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.interfaces import LoaderOption

from portal.courses.models import Course, CourseEvent, Film, Part
from portal.courses.rules import gate
from portal.courses.rules.workflow import FilmState, Step

CAPTIONS, CHAPTERS = "captions", "chapters"
"""The kinds of a film's tracks."""


def all_courses(session: Session) -> list[Course]:
    """Every course with its texts, parts and films, in the order of the catalogue."""
    return list(session.scalars(select(Course).options(*_whole()).order_by(Course.position, Course.slug)))


def course_by_id(session: Session, course_id: uuid.UUID, *, locked: bool = False) -> Course | None:
    """A course with all that belongs to it but its history; `locked` keeps other writers out until the commit."""
    found = select(Course).where(Course.id == course_id).options(*_whole()).execution_options(populate_existing=True)
    return session.scalar(found.with_for_update(of=Course) if locked else found)


def course_by_slug(session: Session, slug: str) -> Course | None:
    """The course with this address, with all that belongs to it but its history."""
    return session.scalar(select(Course).where(Course.slug == slug).options(*_whole()))


def history(session: Session, course_id: uuid.UUID) -> list[CourseEvent]:
    """What was done with a course and by whom, the latest first."""
    events = select(CourseEvent).where(CourseEvent.course_id == course_id).order_by(CourseEvent.id.desc())
    return list(session.scalars(events.options(selectinload(CourseEvent.by))))


def last_events(session: Session) -> dict[uuid.UUID, CourseEvent]:
    """The latest step of every course."""
    latest = select(func.max(CourseEvent.id)).group_by(CourseEvent.course_id)
    events = select(CourseEvent).where(CourseEvent.id.in_(latest)).options(selectinload(CourseEvent.by))
    return {event.course_id: event for event in session.scalars(events)}


def was_published(session: Session, course_id: uuid.UUID) -> bool:
    """Whether the course has ever been on the shelf, so that its address is known outside."""
    published = select(CourseEvent.id).where(CourseEvent.course_id == course_id, CourseEvent.step == Step.PUBLISHED)
    return session.scalar(published.limit(1)) is not None


def makers(session: Session, course_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """Who has changed the working copy since it was last published: none of them may approve it."""
    made: set[uuid.UUID] = set()
    for event in history(session, course_id):
        if event.step is Step.PUBLISHED:
            break
        if event.step in _MAKING and event.by_id is not None:
            made.add(event.by_id)
    return frozenset(made)


def film_by_id(session: Session, film_id: uuid.UUID) -> Film | None:
    """A film with its tracks, its part and the part's course."""
    found = select(Film).where(Film.id == film_id)
    return session.scalar(found.options(selectinload(Film.tracks), selectinload(Film.part).selectinload(Part.course)))


def facts(course: Course) -> gate.CourseFacts:
    """`course` as the gate sees it."""
    return gate.CourseFacts(
        slug=course.slug,
        titles={text.language: text.title for text in course.texts if text.title},
        summaries={text.language: text.summary for text in course.texts if text.summary},
        parts=[_part_facts(part) for part in course.parts],
    )


def title_of(course: Course) -> str:
    """What staff call the course: its Swedish title, another one, or its address."""
    titles = {text.language: text.title for text in course.texts}
    return titles.get(gate.MAIN) or next(iter(titles.values()), course.slug)


def films_in_progress(course: Course) -> Sequence[Film]:
    """The films that are neither ready nor given up."""
    return [film for part in course.parts for film in part.films if film.state in _IN_PROGRESS]


def _part_facts(part: Part) -> gate.PartFacts:
    titles = {text.language: text.title for text in part.texts if text.title}
    films = sorted(part.films, key=lambda film: film.variant)
    return gate.PartFacts(titles, {film.variant: _film_facts(film) for film in films})


def _film_facts(film: Film) -> gate.FilmFacts:
    captions = [track for track in film.tracks if track.kind == CAPTIONS and track.cues]
    ends = {track.language: float(track.cues[-1][1]) for track in captions if track.is_approved}
    unread = frozenset(track.language for track in captions if not track.is_approved)
    return gate.FilmFacts(film.state, film.seconds or 0.0, ends, unread)


def _whole() -> tuple[LoaderOption, ...]:
    films = selectinload(Course.parts).selectinload(Part.films)
    texts = selectinload(Course.parts).selectinload(Part.texts)
    return selectinload(Course.texts), texts, films.selectinload(Film.tracks)


_MAKING = frozenset({Step.CREATED, Step.CHANGED, Step.SUBMITTED})
_IN_PROGRESS = frozenset({FilmState.RECEIVING, FilmState.WAITING, FilmState.ENCODING})
