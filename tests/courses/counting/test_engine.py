"""The courses' door to the database opens two tables: by the authorizer on SQLite, by the role on PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.orm import Session

from portal.app import metadata
from portal.core.db import Base, Database
from portal.core.keys import Keyring
from portal.courses.counting import role, service
from portal.courses.counting.engine import CountingDatabase
from portal.courses.counting.models import CourseCount, CourseVoice
from portal.courses.counting.rules import Countable, Feedback

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
COURSE = Countable("granser", 1)
OTHERS = sorted(set(metadata().tables) - {"course_count", "course_voice"})
WRITES_OF_OTHERS = (
    "INSERT INTO {} DEFAULT VALUES",
    "DELETE FROM {}",
    "DROP TABLE {}",
    "ALTER TABLE {} RENAME TO stolen",
)


@pytest.fixture
def counting(database: Database, database_url: str, keyring: Keyring) -> Iterator[CountingDatabase]:
    """The database as the courses reach it: on PostgreSQL as their own role."""
    url = database_url
    if database.dialect == "postgresql":
        with database.write() as session:
            for statement in role.statements("watching"):
                session.execute(text(statement))
        url = database_url.replace("portal@", "watching@")
        assert url != database_url
    found = CountingDatabase(url, keyring)
    yield found
    found.dispose()


def refused(session: Session, statement: str) -> bool:
    try:
        session.execute(text(statement))
    except DBAPIError as error:
        said = str(error.orig)
        return any(words in said for words in ("permission denied", "not authorized", "prohibited", "must be owner"))
    return False


def test_it_counts_and_keeps_words(counting: CountingDatabase, database: Database) -> None:
    for _ in range(2):
        with counting.turn_to_write(), counting.write() as session:
            service.count(session, course=COURSE, milestone="visit", now=NOW)
            service.take_feedback(session, course=COURSE, feedback=Feedback(("help-yes",), "Bra!"), now=NOW)
    with database.read() as session:
        assert session.get_one(CourseCount, ("granser", "visit", "2026-11")).number == 2
        assert session.get_one(CourseCount, ("granser", "help-yes", "2026-11")).number == 1
    assert counting.is_reachable()


def test_every_other_table_is_closed(counting: CountingDatabase) -> None:
    assert len(OTHERS) > 40
    for table in OTHERS:
        with counting.read() as session:
            assert refused(session, f'SELECT 1 FROM "{table}" LIMIT 1'), table
        for statement in WRITES_OF_OTHERS:
            with counting.session(writes=True) as session:
                assert refused(session, statement.format(f'"{table}"')), (table, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT words FROM course_voice",
        "UPDATE course_voice SET words = ''",
        "DELETE FROM course_voice",
        "DELETE FROM course_count",
        "DROP TABLE course_count",
        "CREATE TABLE visits (address text)",
    ],
)
def test_of_its_own_tables_it_can_do_no_more_than_it_must(counting: CountingDatabase, statement: str) -> None:
    with counting.session(writes=True) as session:
        assert refused(session, statement)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_role_cannot_become_another(counting: CountingDatabase) -> None:
    with counting.session(writes=True) as session, pytest.raises(ProgrammingError):
        session.execute(text("SET ROLE portal"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_authorizer_closes_every_way_round(counting: CountingDatabase) -> None:
    for statement in (
        "ATTACH DATABASE ':memory:' AS other",
        "PRAGMA writable_schema = 1",
        "SELECT * FROM sqlite_master",
        "SELECT load_extension('x')",
        "CREATE TEMP TABLE copy (address TEXT)",
        "SELECT 1 FROM course_count WHERE EXISTS (SELECT 1 FROM staff_account)",
        "INSERT INTO course_voice SELECT hex(randomblob(16)), email, '2026-11', email FROM staff_account",
    ):
        with counting.session(writes=True) as session:
            assert refused(session, statement), statement


def test_a_name_that_is_none_never_becomes_a_statement() -> None:
    for name in ("portal; DROP TABLE course", "", "Portal", "a" * 64):
        with pytest.raises(role.BadName):
            role.statements(name)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_role_that_can_do_more_or_less_is_told(
    counting: CountingDatabase, database: Database, database_url: str
) -> None:
    with database.write() as session:
        for statement in role.statements("watching"):
            session.execute(text(statement))
    with counting.read() as session:
        assert list(role.excesses(session)) == []
    with database.write() as session:
        session.execute(text("GRANT SELECT (id) ON staff_account TO watching"))
        session.execute(text("REVOKE INSERT ON course_voice FROM watching"))
    with counting.read() as session:
        assert list(role.excesses(session)) == ["it may not INSERT course_voice", "it may SELECT staff_account"]
    with database.read() as session:
        assert list(role.excesses(session)) == ["it may do everything"]


def test_a_voice_has_an_identifier_that_only_our_key_makes(keyring: Keyring, tmp_path: Path) -> None:
    ids = set()
    for number, ring in enumerate((keyring, Keyring([], b"o" * 32, b"o" * 32), keyring)):
        database = Database(f"sqlite:///{tmp_path / str(number)}.db", ring)
        with database.write() as session:
            Base.metadata.create_all(session.connection(), [Base.metadata.tables["course_voice"]])
            service.take_feedback(session, course=COURSE, feedback=Feedback((), "Bra!"), now=NOW)
            ids.add(session.scalars(select(CourseVoice.id)).one())
        database.dispose()
    assert len(ids) == 2
