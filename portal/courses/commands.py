"""`portal courses add`, `portal courses list` and `portal courses restock`: courses from the command line."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

from portal.accounts.permissions import Permission
from portal.accounts.queries import account_by_email, viewer_of
from portal.accounts.viewer import Viewer
from portal.core import clock
from portal.core.db import Database
from portal.core.errors import PortalError
from portal.core.feature import Command
from portal.core.settings import Settings
from portal.courses import adding, queries
from portal.courses.bundle import BadFolder
from portal.courses.films.playlist import Unsound
from portal.courses.rules.gate import Fault
from portal.courses.rules.workflow import State
from portal.courses.service.publishing import Desk
from portal.courses.service.taking_in import TakenIn
from portal.courses.service.workflow import GateShut

DONE, FAILED, ASKED_WRONGLY = 0, 1, 2


class AskedWrongly(ValueError):
    """The arguments do not make sense together."""


def add(arguments: Namespace, settings: Settings, database: Database) -> int:
    """Store the course of a folder, publish it if asked to; every fault by file and line, then nothing is stored."""
    try:
        people = _people(arguments, database)
        if not arguments.folder.is_dir():
            raise AskedWrongly(f"{arguments.folder} is not a folder")
        return _add(arguments.folder, Desk.of(settings), database, *people)
    except AskedWrongly as error:
        return _complain(ASKED_WRONGLY, [str(error)])
    except (PortalError, BadFolder, Unsound, OSError) as error:
        return _complain(FAILED, _faults(error))


def show(_arguments: Namespace, _settings: Settings, database: Database) -> int:
    """Print the courses, one on a line: address, state, version, parts, whether the public sees one."""
    with database.read() as session:
        for course in queries.all_courses(session):
            shown = f"public:{course.published_version}" if course.published_at else "-"
            print(f"{course.slug}\t{course.state}\t{course.version}\t{len(course.parts)}\t{shown}")
    return DONE


def restock(_arguments: Namespace, settings: Settings, database: Database) -> int:
    """Put every published course that has not been changed since on the shelf again."""
    done = adding.restock(database, Desk.of(settings), now=clock.now())
    for slug in done:
        print(slug)
    print(f"{len(done)} courses put on the shelf", file=sys.stderr)
    return DONE


def _add(folder: Path, desk: Desk, database: Database, by: Viewer | None, approved_by: Viewer | None) -> int:
    now = clock.now()
    taken = adding.add(database, folder, desk, by=by, now=now, approved_by=approved_by)
    print(_told(taken))
    if approved_by is not None and taken.course.state is State.APPROVED:
        print("putting it on the shelf", file=sys.stderr)
        adding.publish(database, taken.course, desk, by=approved_by, now=now)
        print(f"{taken.course.slug}: published at /sv/kurser/{taken.course.slug}")
    return DONE


def _faults(error: Exception) -> Iterable[str]:
    if isinstance(error, BadFolder):
        return error.faults
    if isinstance(error, GateShut):
        return [_said(fault) for fault in error.faults]
    return [str(error)]


def _told(taken: TakenIn) -> str:
    what = "added" if taken.is_new else "changed" if taken.is_changed else "unchanged"
    waiting = f", {taken.waiting} films wait for the worker" if taken.waiting else ""
    return f"{taken.course.slug}: {what}, version {taken.course.version}{waiting}"


def _people(arguments: Namespace, database: Database) -> tuple[Viewer | None, Viewer | None]:
    """Who makes and who approves; raises `AskedWrongly` when they may not, or when one is missing."""
    if arguments.publish and not (arguments.made_by and arguments.approved_by):
        raise AskedWrongly("--publish needs --made-by and --approved-by: two members of staff")
    by = _viewer(database, "--made-by", arguments.made_by, Permission.EDIT_COURSES)
    approved_by = arguments.approved_by if arguments.publish else ""
    return by, _viewer(database, "--approved-by", approved_by, Permission.PUBLISH_COURSES)


def _viewer(database: Database, option: str, email: str, permission: Permission) -> Viewer | None:
    if not email:
        return None
    with database.read() as session:
        account = account_by_email(session, email)
        viewer = viewer_of(session, account.id) if account and account.is_active else None
    if viewer is None or not viewer.may(permission):
        raise AskedWrongly(f"{option}: {email} is no account that may {permission.value.replace('_', ' ')}")
    return viewer


def _said(fault: Fault) -> str:
    where = [f"part {fault.part}"] if fault.part else []
    where += [fault.variant.value] if fault.variant else []
    where += [fault.language] if fault.language else []
    return f"{', '.join(where)}: {fault.what}" if where else str(fault.what)


def _complain(code: int, faults: Iterable[str]) -> int:
    for fault in faults:
        print(fault, file=sys.stderr)
    return code


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="laid out as docs/courses-folder.md says")
    parser.add_argument("--made-by", metavar="E-MAIL", default="", help="the editor in whose name it is stored")
    parser.add_argument("--publish", action="store_true", help="hand it in, approve it and put it on the shelf")
    parser.add_argument("--approved-by", metavar="E-MAIL", default="", help="the publisher who has approved it")


COMMANDS = (
    Command(("courses", "add"), "store or change the course of a folder, all of it or nothing", add, _add_arguments),
    Command(("courses", "list"), "list the courses", show),
    Command(("courses", "restock"), "put published courses on the shelf again after a loss of files", restock),
)
