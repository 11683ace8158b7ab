"""Opening a course for a change, and what every change does to it."""

import hashlib
import json
import uuid
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.core.errors import Conflict, NotFound
from portal.core.words import word
from portal.courses import queries
from portal.courses.models import Course, CourseEvent, Film
from portal.courses.rules.changes import Change, What
from portal.courses.rules.workflow import MOVES, Step


class Stale(Conflict):
    """Somebody else changed the same words first; nothing was overwritten."""

    default = word("Somebody else changed this after you opened it. Nothing was overwritten.")


def opened(session: Session, course_id: uuid.UUID, *, version: int | None = None) -> Course:
    """The course, kept for this transaction; raises `NotFound`, or `Stale` when it is not `version` any more."""
    course = queries.course_by_id(session, course_id, locked=True)
    if course is None:
        raise NotFound
    if version is not None and course.version != version:
        raise Stale
    return course


def changed(session: Session, course: Course, change: Change, *, by: Viewer | None, now: datetime) -> None:
    """Note a change: the version grows, the working copy is a draft again, the history says who did what."""
    course.version += 1
    course.changed_at = now
    course.state = MOVES[course.state][Step.CHANGED]
    noted(session, course, Step.CHANGED, by=by, now=now, note=change.written())


def film_changed(
    session: Session, film: Film, what: What, *, language: str = "", by: Viewer | None, now: datetime
) -> None:
    """Note that a film, its captions or its chapters were changed; `film.part.course` must be loaded."""
    change = Change(what, film.part.position, language, film.variant)
    changed(session, film.part.course, change, by=by, now=now)


def noted(
    session: Session, course: Course, step: Step, *, by: Viewer | None, now: datetime, note: str = ""
) -> CourseEvent:
    """Add a line to the history."""
    event = CourseEvent(
        course_id=course.id,
        step=step,
        version=course.version,
        note=note,
        by_id=by.account_id if by else None,
        at=now,
    )
    session.add(event)
    session.flush()
    return event


def stamp(words: Any) -> str:
    """A short mark of what somebody saw (a dataclass or JSON values); another mark means that it was changed."""
    plain = asdict(words) if is_dataclass(words) and not isinstance(words, type) else words
    return hashlib.sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()[:16]


def refuse_stale(now_there: Any, seen: str | None) -> None:
    """Raise `Stale` when what is there is not what was seen; `seen` None overwrites knowingly."""
    if seen is not None and stamp(now_there) != seen:
        raise Stale
