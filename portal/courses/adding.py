"""From a folder into the workshop and, if wished, onto the shelf: what `portal courses add` and the demo do."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.core.db import Database
from portal.courses import queries
from portal.courses.bundle import read_bundle
from portal.courses.models import Course
from portal.courses.rules.workflow import State
from portal.courses.service import publishing, workflow
from portal.courses.service.publishing import Desk
from portal.courses.service.taking_in import TakenIn, take_in


def add(
    database: Database,
    folder: Path,
    desk: Desk,
    *,
    by: Viewer | None,
    now: datetime,
    approved_by: Viewer | None = None,
) -> TakenIn:
    """Store the course in `folder`; with `approved_by`, another person than `by`, also handed in and approved.

    Raises `BadFolder` with every fault, `GateShut` or `OwnWork`; then nothing is stored.
    """
    bundle = read_bundle(folder)
    with database.turn_to_write(), database.write() as session:
        taken = take_in(session, bundle, folders=desk.folders, by=by, now=now)
        if by is not None and approved_by is not None:
            _approve(session, taken.course, by, approved_by, now)
    return taken


def publish(database: Database, course: Course, desk: Desk, *, by: Viewer, now: datetime) -> None:
    """Put an approved course on the shelf; what takes time is done before the transaction."""
    with publishing.stage(course, desk, now=now) as staged, database.turn_to_write(), database.write() as session:
        publishing.publish(session, course.id, staged, desk, by=by, now=now)


def restock(database: Database, desk: Desk, *, now: datetime) -> list[str]:
    """Put what is said to be published on the shelf again, after a loss of files; gives the addresses.

    Courses that have been changed since are left out: nobody has approved what they say now. So are those that lack
    something that the gate asks for, such as a film of which another is being uploaded.
    """
    with database.read() as session:
        courses = [one for one in queries.all_courses(session) if one.state is State.PUBLISHED]
    done = []
    for course in courses:
        with publishing.stage(course, desk, now=now) as staged:
            if publishing.restock(course, staged, desk):
                done.append(course.slug)
    return done


def _approve(session: Session, course: Course, by: Viewer, approved_by: Viewer, now: datetime) -> None:
    if course.state in {State.DRAFT, State.WITHDRAWN}:
        workflow.submit(session, course.id, version=course.version, by=by, now=now)
    if course.state is State.REVIEW:
        workflow.approve(session, course.id, version=course.version, by=approved_by, now=now)
