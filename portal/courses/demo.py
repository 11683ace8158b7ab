"""The demo's courses: those of `content`, made by one person and approved by another, and a draft that waits."""

import logging
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from portal.accounts.permissions import Role
from portal.accounts.queries import account_by_email, viewer_of
from portal.accounts.rules import DEMO_DOMAIN
from portal.accounts.viewer import Viewer
from portal.core.db import Database
from portal.core.settings import Settings
from portal.courses import adding, queries
from portal.courses.bundle import BadFolder
from portal.courses.counting import demo as counted
from portal.courses.figures import countable
from portal.courses.published import Shelf
from portal.courses.service import workflow
from portal.courses.service.publishing import Desk

CONTENT, DRAFTS = Path(__file__).parent / "content", Path(__file__).parent / "drafts"
log = logging.getLogger("portal.courses")


def fill(
    database: Database, settings: Settings, now: datetime, *, content: Path = CONTENT, drafts: Path = DRAFTS
) -> None:
    """Publish every course of `content` and hand in those of `drafts`; what is there already is left as it is.

    Does nothing without the demo's editor and publisher.
    """
    made_by, approved_by = (_viewer(database, role) for role in (Role.EDITOR, Role.PUBLISHER))
    if made_by is None or approved_by is None:
        return
    desk = Desk.of(settings)
    for folder in _missing(database, content):
        _publish(database, folder, desk, (made_by, approved_by), now)
    for folder in _missing(database, drafts):
        _hand_in(database, folder, desk, made_by, now)
    with database.turn_to_write(), database.write() as session:
        counted.fill(session, [countable(course) for course in Shelf(settings.published_dir).courses().values()], now)


def _publish(database: Database, folder: Path, desk: Desk, people: tuple[Viewer, Viewer], now: datetime) -> None:
    made_by, approved_by = people
    try:
        taken = adding.add(database, folder, desk, by=made_by, now=now, approved_by=approved_by)
    except BadFolder as error:
        log.warning("%s is left out: %s", folder.name, error.faults[0])
        return
    adding.publish(database, taken.course, desk, by=approved_by, now=now)


def _hand_in(database: Database, folder: Path, desk: Desk, by: Viewer, now: datetime) -> None:
    course = adding.add(database, folder, desk, by=by, now=now).course
    with database.turn_to_write(), database.write() as session:
        workflow.submit(session, course.id, version=course.version, by=by, now=now)


def _missing(database: Database, folder: Path) -> Iterable[Path]:
    """The folders of courses that are not there yet."""
    with database.read() as session:
        there = {course.slug for course in queries.all_courses(session)}
    folders = sorted(path.parent for path in folder.glob("*/course.toml"))
    return [path for path in folders if path.name not in there]


def _viewer(database: Database, role: Role) -> Viewer | None:
    with database.read() as session:
        account = account_by_email(session, f"{role}{DEMO_DOMAIN}")
        return viewer_of(session, account.id) if account else None
