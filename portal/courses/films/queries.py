"""What can be looked up about the work on films."""

import uuid
from collections.abc import Mapping

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.courses.models import Film
from portal.courses.rules.workflow import FilmState
from portal.platform.jobs.models import Job, JobState

UNDER_WAY = (FilmState.WAITING, FilmState.ENCODING)


def film_under_way(session: Session, film_id: uuid.UUID, key: str) -> Film | None:
    """The film while the worker has to do with this upload of it; None once it is gone, replaced or settled."""
    wanted = select(Film).where(Film.id == film_id, Film.key == key, Film.state.in_(UNDER_WAY))
    return session.scalar(wanted.with_for_update())


def is_under_way(session: Session, film_id: uuid.UUID, key: str) -> bool:
    """Whether the worker has still to do with this upload; takes no lock."""
    wanted = select(Film.id).where(Film.id == film_id, Film.key == key, Film.state.in_(UNDER_WAY))
    return session.scalar(wanted) is not None


def films_by_key(session: Session) -> Mapping[str, Film]:
    """All films that have a key."""
    films = session.scalars(select(Film).where(Film.key.is_not(None)))
    return {film.key: film for film in films if film.key}


def films_by_id(session: Session) -> Mapping[str, Film]:
    """All films, by the name of their upload."""
    return {str(film.id): film for film in session.scalars(select(Film))}


def films_left_alone(session: Session, job: str) -> list[Film]:
    """Films that wait or are being made ready while no job of that name is queued or at work on them."""
    is_live = or_(Job.state == JobState.WAITING, Job.state == JobState.LEASED)
    worked_on = {payload["key"] for payload in session.scalars(select(Job.payload).where(Job.name == job, is_live))}
    films = session.scalars(select(Film).where(Film.state.in_(UNDER_WAY)))
    return [film for film in films if film.key not in worked_on]
