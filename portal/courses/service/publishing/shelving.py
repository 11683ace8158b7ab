"""Onto the shelf and off it: the one transaction in which a course becomes public, and the one in which it is not."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.courses import queries
from portal.courses.models import Course
from portal.courses.rules import gate
from portal.courses.rules.workflow import State, Step
from portal.courses.service.editing import opened
from portal.courses.service.publishing.staging import Desk, Staged
from portal.courses.service.workflow import take


def publish(
    session: Session, course_id: uuid.UUID, staged: Staged, desk: Desk, *, by: Viewer | None, now: datetime
) -> Course:
    """Put what was laid ready on the shelf and say so; the caller commits.

    Raises `Stale` when the course is not what was laid ready any more, `GateShut` when it lacks something, `Refused`
    when nobody approved it, OSError when the disk is full; then the shelf is as it was.
    """
    course = opened(session, course_id, version=staged.course.version)
    take(session, course, Step.PUBLISHED, by=by, now=now)
    course.published_at, course.published_version = now, course.version
    session.flush()
    desk.shelf.put(staged.course, staged.films)
    return course


def withdraw(session: Session, course_id: uuid.UUID, desk: Desk, *, by: Viewer | None, now: datetime) -> Course:
    """Take the course off the shelf: its page and media answer 404 from now on, also if the commit fails.

    Doing it again to a course that is withdrawn clears the shelf of it and changes nothing else.
    """
    course = opened(session, course_id)
    desk.shelf.withdraw(course.slug)
    if course.state is State.WITHDRAWN:
        return course
    take(session, course, Step.WITHDRAWN, by=by, now=now)
    course.published_at, course.published_version = None, None
    return course


def restock(course: Course, staged: Staged, desk: Desk) -> bool:
    """Put a published course that has not been changed since on the shelf again, after a loss of files.

    False, and nothing done, for any other course, whose words are no longer those that were approved, and for one
    that lacks something now: while another film is on its way, the course would come without any.
    """
    is_same = course.state is State.PUBLISHED and course.published_version == staged.course.version
    is_same = is_same and not gate.faults(queries.facts(course))
    if is_same:
        desk.shelf.put(staged.course, staged.films)
    return is_same
