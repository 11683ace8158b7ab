"""A film kept for one transaction: nobody else changes it, its captions or its course meanwhile."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.errors import NotFound
from portal.courses import queries
from portal.courses.models import Course, Film, Part

__all__ = ["held_film"]


def held_film(session: Session, film_id: uuid.UUID) -> Film:
    """The film with its tracks, part and course, kept until the transaction ends; raises `NotFound`.

    The course is taken first, as everybody does, so that two who want the same never wait for each other.
    """
    course = select(Course.id).join(Part).join(Film).where(Film.id == film_id)
    session.scalar(course.with_for_update(of=Course))
    session.scalar(select(Film.id).where(Film.id == film_id).with_for_update())
    film = queries.film_by_id(session, film_id)
    if film is None:
        raise NotFound
    session.refresh(film, ["state", "size", "received", "uploaded_by_id", "changed_at"])
    return film
