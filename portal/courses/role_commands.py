"""`portal courses role`: the PostgreSQL role that the courses reach their two tables with."""

import sys
from argparse import ArgumentParser, Namespace

from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.core.db import Database
from portal.core.feature import Command
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.courses.counting import role
from portal.courses.counting.engine import CountingDatabase

DONE, FAILED, ASKED_WRONGLY = 0, 1, 2
HEAD = (
    "-- The role of the courses: it counts, adds words about a course, and can read nothing of anybody (AN-9).",
    "-- Made by `portal courses role`; run it as the owner of the database, as often as you like.",
    "-- It holds no password: give one with \\password portal_courses, or let a socket's peer rule decide.",
)


def as_file(name: str = role.DEFAULT) -> str:
    """The statements as a file for psql."""
    return "".join(f"{line}\n" for line in (*HEAD, *(f"{statement};" for statement in role.statements(name))))


def show_or_apply(arguments: Namespace, settings: Settings, database: Database) -> int:
    """Print the statements; with `--apply` run them as the owner and then look whether the role is narrow."""
    name = arguments.name or _name(settings)
    if not role.NAME.fullmatch(name):
        return _complain(ASKED_WRONGLY, f"{name!r} cannot be the name of the role: small letters, digits and _")
    if not arguments.apply:
        print(as_file(name), end="")
        return DONE
    if database.dialect != "postgresql":
        print("SQLite has no roles; the courses' own connection refuses every other table by itself")
        return DONE
    if database.url.username == name:
        return _complain(ASKED_WRONGLY, "PORTAL_COURSES_DATABASE_URL: names the portal's own role")
    with database.write() as session:
        for statement in role.statements(name):
            session.execute(text(statement))
        _set_password(session, name, settings)
    faults = narrowness_faults(settings)
    return _complain(FAILED, *faults) if faults else _say(f"{name} counts and can read nothing of anybody")


def fsck(_session: Session, settings: Settings) -> list[str]:
    """A sentence for everything that the courses' role can do beyond counting, or cannot do of it."""
    return narrowness_faults(settings)


def narrowness_faults(settings: Settings) -> list[str]:
    """What is wrong with the role of PORTAL_COURSES_DATABASE_URL, asked of PostgreSQL itself."""
    url = settings.courses_database_url or settings.database_url
    if make_url(url).get_backend_name() != "postgresql":
        return []
    if settings.courses_database_url is None:
        return [] if settings.is_demo else ["courses: they have no role of their own (portal courses role)"]
    database = CountingDatabase(url, Keyring((), settings.courses_key, settings.courses_key))
    try:
        with database.read() as session:
            return [f"courses: their database role is not narrow: {fault}" for fault in role.excesses(session)]
    except DBAPIError as error:
        return [f"courses: their database role cannot be tried: {type(error.orig).__name__}"]
    finally:
        database.dispose()


def _set_password(session: Session, name: str, settings: Settings) -> None:
    """Give the role the password of the address, when that holds one; PostgreSQL quotes it itself."""
    url = make_url(settings.courses_database_url or "postgresql://")
    if url.username == name and url.password:
        quoted = session.scalar(text("SELECT quote_literal(:password)"), {"password": url.password})
        session.connection().exec_driver_sql(f"ALTER ROLE {name} PASSWORD {str(quoted).replace('%', '%%')}")


def _name(settings: Settings) -> str:
    given = make_url(settings.courses_database_url).username if settings.courses_database_url else None
    return given or role.DEFAULT


def _say(sentence: str) -> int:
    print(sentence)
    return DONE


def _complain(code: int, *sentences: str) -> int:
    for sentence in sentences:
        print(f"portal: {sentence}", file=sys.stderr)
    return code


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="its name (default: that of PORTAL_COURSES_DATABASE_URL)")
    parser.add_argument("--apply", action="store_true", help="make it so, as the owner of PORTAL_DATABASE_URL")


COMMANDS = (
    Command(
        ("courses", "role"),
        "print the database role of the courses as SQL; --apply makes it",
        show_or_apply,
        _arguments,
    ),
)
