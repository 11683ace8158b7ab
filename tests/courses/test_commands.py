"""Courses from the command line."""

from argparse import ArgumentParser
from pathlib import Path

import pytest

from portal.accounts.permissions import Role
from portal.core.db import Database
from portal.core.settings import Settings
from portal.courses.commands import COMMANDS
from portal.courses.published import Shelf
from tests.factories import accounts
from tests.factories.course_folder import CAPTIONS, course_folder, write

EDITOR, PUBLISHER = "elin@kommun.example.org", "lena@kommun.example.org"
BY_TWO = ("--publish", "--made-by", EDITOR, "--approved-by", PUBLISHER)


def run(words: str, database: Database, settings: Settings, *given: str) -> int:
    """What the command answers."""
    command = next(one for one in COMMANDS if " ".join(one.words) == words)
    parser = ArgumentParser()
    command.arguments(parser)
    return command.run(parser.parse_args(given), settings, database)


@pytest.fixture
def folder(tmp_path: Path, database: Database) -> str:
    """A folder without a fault, and two members of staff."""
    accounts.make_account(database, Role.EDITOR, email=EDITOR)
    accounts.make_account(database, Role.PUBLISHER, email=PUBLISHER)
    return str(course_folder(tmp_path / "source"))


def test_a_folder_is_added_changed_and_left_alone(
    database: Database, settings: Settings, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("courses add", database, settings, folder) == 0
    assert run("courses add", database, settings, folder, "--made-by", EDITOR) == 0
    write(Path(folder) / "1-nej" / "en.toml", 'title = "No means no"\n')
    assert run("courses add", database, settings, folder) == 0
    assert capsys.readouterr().out.splitlines() == [
        "granser: added, version 2",
        "granser: unchanged, version 2",
        "granser: changed, version 3",
    ]
    assert run("courses list", database, settings) == 0
    assert capsys.readouterr().out == "granser\tdraft\t3\t2\t-\n"


def test_every_fault_is_told_and_nothing_stored(
    database: Database, settings: Settings, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(Path(folder) / "1-nej" / "captions.sv.vtt", CAPTIONS.replace("00:07.500", "00:03.000"))
    write(Path(folder) / "2-halla-fast" / "sv.toml", "")
    assert run("courses add", database, settings, folder) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("1-nej/captions.sv.vtt:6: ")
    assert told[1] == "2-halla-fast/sv.toml:1: title is missing"
    run("courses list", database, settings)
    assert capsys.readouterr().out == ""


def test_a_course_is_published_by_two_people_and_published_anew(
    database: Database, settings: Settings, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for version in (2, 3):
        assert run("courses add", database, settings, folder, *BY_TWO) == 0
        shown = Shelf(settings.published_dir).course("granser")
        assert shown is not None
        assert shown.version == version
        write(Path(folder) / "1-nej" / "en.toml", 'title = "No means no"\n')
    assert "granser: published at /sv/kurser/granser" in capsys.readouterr().out


def test_what_lacks_something_is_neither_published_nor_stored(
    database: Database, settings: Settings, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (Path(folder) / "1-nej" / "captions.sv.vtt").unlink()
    assert run("courses add", database, settings, folder, *BY_TWO) == 1
    assert "part 1, plain: The Swedish captions are missing" in capsys.readouterr().err
    run("courses list", database, settings)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "case",
    [
        ("--publish", "two members of staff"),
        (f"--publish --made-by {EDITOR}", "two members of staff"),
        ("--made-by ingen@kommun.example.org", "no account that may edit courses"),
        (f"--made-by {PUBLISHER}", "no account that may edit courses"),
        (f"--publish --made-by {EDITOR} --approved-by {EDITOR}", "no account that may publish courses"),
    ],
)
def test_asked_wrongly_is_said_before_anything_is_read(
    database: Database, settings: Settings, folder: str, case: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    given, told = case
    assert run("courses add", database, settings, folder, *given.split()) == 2
    assert told in capsys.readouterr().err


def test_a_folder_that_is_none_is_said(
    database: Database, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("courses add", database, settings, str(tmp_path / "none")) == 2
    assert "is not a folder" in capsys.readouterr().err


def test_one_person_with_both_roles_does_not_approve_alone(
    database: Database, settings: Settings, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    both = "allt@kommun.example.org"
    accounts.make_account(database, Role.EDITOR, Role.PUBLISHER, email=both)
    asked = ("--publish", "--made-by", both, "--approved-by", both)
    assert run("courses add", database, settings, folder, *asked) == 1
    assert "Somebody else approves it" in capsys.readouterr().err


def test_a_lost_shelf_is_filled_again(
    database: Database, settings: Settings, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run("courses add", database, settings, folder, *BY_TWO)
    shelf = Shelf(settings.published_dir)
    shelf.withdraw("granser")
    capsys.readouterr()
    assert run("courses restock", database, settings) == 0
    assert capsys.readouterr().out == "granser\n"
    assert shelf.course("granser") is not None
