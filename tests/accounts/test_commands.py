import io
from argparse import ArgumentParser

import pytest

from portal.accounts.commands import COMMANDS
from portal.accounts.rules import SessionState
from portal.core.db import Database
from portal.core.settings import Settings
from tests.factories.accounts import in_production, sign_in

ADD, LIST = COMMANDS
ANNIKA = [
    "annika@kommun.example.org",
    "--name",
    "Annika Palm",
    "--role",
    "admin",
    "--role",
    "manager",
    "--team",
    "parks",
]


class Operator:
    """Types a command and its password; reads what it says."""

    def __init__(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        self.database = database
        self.monkeypatch = monkeypatch

    def add(self, settings: Settings, words: list[str], password: str) -> int:
        parser = ArgumentParser()
        ADD.arguments(parser)
        self.monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
        return ADD.run(parser.parse_args(words), settings, self.database)


@pytest.fixture
def operator(database: Database, monkeypatch: pytest.MonkeyPatch) -> Operator:
    return Operator(database, monkeypatch)


def test_an_operator_adds_the_first_administrator(
    settings: Settings, database: Database, operator: Operator, capsys: pytest.CaptureFixture[str]
) -> None:
    assert operator.add(settings, ANNIKA, "tre glada ankor") == 0
    assert sign_in(database, "annika@kommun.example.org").state is SessionState.FULL
    assert operator.add(settings, ANNIKA, "tre glada ankor") == 1
    assert "already an account" in capsys.readouterr().err
    assert LIST.run(None, settings, database) == 0
    assert capsys.readouterr().out == "annika@kommun.example.org\tactive\tadmin,manager\tparks\tAnnika Palm\n"


WRONG = [
    (ANNIKA, "kort", "password"),
    (["no address", "--name", "A"], "tre glada ankor", "EMAIL"),
    ([ANNIKA[0], "--name", " "], "tre glada ankor", "--name"),
    ([*ANNIKA, "--team", "moon"], "tre glada ankor", "'moon'"),
    (["admin@demo.example", "--name", "A"], "tre glada ankor", "demo"),
]


@pytest.mark.parametrize("wrong", WRONG, ids=[named for _, _, named in WRONG])
def test_what_is_wrong_is_named_and_nothing_is_made(
    settings: Settings, operator: Operator, capsys: pytest.CaptureFixture[str], wrong: tuple[list[str], str, str]
) -> None:
    words, password, named = wrong
    assert operator.add(in_production(settings), words, password) == 2
    shown = capsys.readouterr()
    assert named in shown.err
    assert shown.out == ""
    LIST.run(None, settings, operator.database)
    assert capsys.readouterr().out == ""


def test_a_role_that_is_not_there_is_named(
    settings: Settings, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = ArgumentParser()
    ADD.arguments(parser)
    with pytest.raises(SystemExit) as stopped:
        parser.parse_args([*ANNIKA, "--role", "emperor"])
    assert stopped.value.code == 2
    assert "emperor" in capsys.readouterr().err
