"""A film in the database, in a course of its own."""

import uuid
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from portal.courses.models import Course, Film, Part
from portal.courses.rules.catalogue import Audience, Variant
from portal.courses.rules.workflow import FilmState, State

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def a_film(session: Session, state: FilmState = FilmState.RECEIVING, size: int = 1000) -> Film:
    """A film of the only part of a draft."""
    course = Course(
        id=uuid.uuid4(),
        slug=f"granser-{uuid.uuid4().hex[:8]}",
        audience=Audience.PARENTS,
        topics=[],
        ages=[],
        survey=[],
        state=State.DRAFT,
        created_at=NOW,
        changed_at=NOW,
    )
    part = Part(id=uuid.uuid4(), course_id=course.id, position=1)
    film = Film(id=uuid.uuid4(), part_id=part.id, variant=Variant.PLAIN, state=state, size=size, changed_at=NOW)
    for row in (course, part, film):
        session.add(row)
        session.flush()
    return film
