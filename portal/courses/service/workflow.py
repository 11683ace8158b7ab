"""From draft to approval: handed in, sent back with a comment, approved by somebody who did not make it."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.core.errors import Refused
from portal.core.words import Word, word
from portal.courses import queries
from portal.courses.models import Course
from portal.courses.rules import gate
from portal.courses.rules.workflow import MOVES, Step
from portal.courses.service.editing import opened
from portal.courses.service.editing.opening import noted


class GateShut(Refused):
    """The course lacks something that visitors need; `faults` says what."""

    default = word("The course lacks something that visitors need.")

    def __init__(self, faults: Sequence[gate.Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__()


class OwnWork(Refused):
    """Whoever made a course does not approve it."""

    default = word("You have changed this course yourself. Somebody else approves it.")


def submit(session: Session, course_id: uuid.UUID, *, version: int, by: Viewer, now: datetime) -> Course:
    """Hand the course in for approval; raises `GateShut`, `Stale`, or `Refused` when it is handed in already."""
    course = opened(session, course_id, version=version)
    return take(session, course, Step.SUBMITTED, by=by, now=now)


def send_back(
    session: Session, course_id: uuid.UUID, comment: str, *, version: int, by: Viewer, now: datetime
) -> Course:
    """Send the course back to its editors with a comment; raises `Refused` without one."""
    course = opened(session, course_id, version=version)
    if not comment.strip():
        raise Refused(word("Write what has to be changed."))
    return take(session, course, Step.RETURNED, by=by, now=now, note=comment.strip())


def approve(session: Session, course_id: uuid.UUID, *, version: int, by: Viewer, now: datetime) -> Course:
    """Approve what lies in `version`; raises `OwnWork` for anybody who changed it since it was last published."""
    course = opened(session, course_id, version=version)
    if by.account_id in queries.makers(session, course_id):
        raise OwnWork
    return take(session, course, Step.APPROVED, by=by, now=now)


def take(session: Session, course: Course, step: Step, *, by: Viewer | None, now: datetime, note: str = "") -> Course:
    """Let the course take a step of the table; raises `Refused` when it cannot, `GateShut` when something lacks."""
    if step not in MOVES[course.state]:
        raise Refused(_TOO_LATE)
    if step in _GUARDED and (faults := gate.faults(queries.facts(course))):
        raise GateShut(faults)
    course.state = MOVES[course.state][step]
    noted(session, course, step, by=by, now=now, note=note)
    return course


_GUARDED = frozenset({Step.SUBMITTED, Step.APPROVED, Step.PUBLISHED})
_TOO_LATE: Word = word("This cannot be done now: the course is in another state than when you opened the page.")
