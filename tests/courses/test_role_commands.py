"""`portal courses role`: the file in `deploy/` is what it prints, and applying it makes a role that is narrow."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from portal.core.db import Database
from portal.core.settings import Mode, Settings
from portal.courses import role_commands
from portal.courses.role_commands import COMMANDS, as_file, narrowness_faults, show_or_apply

FILE = Path(__file__).resolve().parents[2] / "deploy" / "postgresql" / "courses-role.sql"


ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def asked(*words: str) -> Namespace:
    parser = ArgumentParser()
    COMMANDS[0].arguments(parser)
    return parser.parse_args(words)


def with_role(settings: Settings, database_url: str) -> Settings:
    own = database_url.replace("portal@", "counting_only:it's 100%25@")
    return replace(settings, database_url=database_url, courses_database_url=own)


def test_the_file_for_operators_is_what_the_command_prints(
    settings: Settings, keyring: object, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert FILE.read_text(encoding="utf-8") == as_file()
    database = Database(f"sqlite:///{tmp_path}/none.db", keyring)  # type: ignore[arg-type]
    assert show_or_apply(asked(), settings, database) == 0
    assert capsys.readouterr().out == as_file()
    assert show_or_apply(asked("narrow_one"), settings, database) == 0
    assert "GRANT INSERT ON course_voice TO narrow_one;" in capsys.readouterr().out
    assert show_or_apply(asked("drop table;"), settings, database) == 2


@ON_SQLITE
def test_sqlite_has_no_roles_and_nothing_is_wrong_with_that(
    settings: Settings, database: Database, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = replace(settings, database_url=database_url)
    assert show_or_apply(asked("--apply"), given, database) == 0
    assert "SQLite has no roles" in capsys.readouterr().out
    with database.read() as session:
        assert role_commands.fsck(session, given) == []


@ON_POSTGRESQL
def test_applying_makes_a_role_that_is_narrow(
    settings: Settings, database: Database, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = with_role(settings, database_url)
    for _ in range(2):
        assert show_or_apply(asked("--apply"), given, database) == 0
    assert "counting_only counts and can read nothing of anybody" in capsys.readouterr().out
    with database.read() as session:
        kept = session.scalar(text("SELECT rolpassword FROM pg_authid WHERE rolname = 'counting_only'"))
    assert str(kept).startswith("SCRAM-SHA-256$")


@ON_POSTGRESQL
def test_fsck_tells_of_a_role_that_can_see_more(settings: Settings, database: Database, database_url: str) -> None:
    given = with_role(settings, database_url)
    assert show_or_apply(asked("--apply"), given, database) == 0
    with database.write() as session:
        session.execute(text("GRANT SELECT ON course_voice TO counting_only"))
    with database.read() as session:
        assert role_commands.fsck(session, given) == [
            "courses: their database role is not narrow: it may SELECT course_voice"
        ]


def test_fsck_tells_of_no_role_and_of_one_that_cannot_come_in(settings: Settings, tmp_path: Path) -> None:
    portals = replace(settings, database_url="postgresql+psycopg://portal@/x", mode=Mode.PRODUCTION)
    assert narrowness_faults(portals) == ["courses: they have no role of their own (portal courses role)"]
    away = replace(portals, courses_database_url=f"postgresql+psycopg://counting@/x?host={tmp_path}")
    assert narrowness_faults(away) == ["courses: their database role cannot be tried: OperationalError"]


@ON_POSTGRESQL
def test_the_portals_own_role_is_not_made_narrow(
    settings: Settings, database: Database, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = replace(settings, database_url=database_url, courses_database_url=database_url)
    assert show_or_apply(asked("--apply"), given, database) == 2
    assert "names the portal's own role" in capsys.readouterr().err
