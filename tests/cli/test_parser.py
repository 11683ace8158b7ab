"""The console script: every command explains itself, and what is wrong comes as a sentence with exit code 2 or 1."""

import pytest

from portal.cli.parser import commands, make_parser
from portal.core.feature import Command
from tests.cli.conftest import Portal

PROMISED = {
    ("serve",), ("worker",), ("upgrade",), ("demo",), ("staff", "add"), ("places", "import"), ("areas", "import"),
    ("signs", "sheet"), ("gallring",), ("fsck",), ("keys", "rotate"), ("backup",), ("restore",),
}  # fmt: skip


def test_every_promised_command_is_there() -> None:
    assert {command.words for command in commands()} >= PROMISED


@pytest.mark.parametrize("command", commands(), ids=lambda command: " ".join(command.words))
def test_every_command_explains_itself(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        make_parser(commands()).parse_args([*command.words, "--help"])
    assert end.value.code == 0
    assert command.help in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("words", [(), ("fly",), ("keys",), ("keys", "lose"), ("restore",)])
def test_a_command_that_is_none_ends_with_2(portal: Portal, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as end:
        portal(*words)
    assert end.value.code == 2


def test_bad_settings_are_one_line_each_and_end_with_2(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORTAL_MODE", "production")
    assert portal("fsck") == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) >= 5
    assert all(line.startswith("portal: PORTAL_") for line in lines)


def test_a_database_without_tables_is_said_and_ends_with_1(
    portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert portal("fsck") == 1
    said = capsys.readouterr().err
    assert "no such table" in said
    assert "portal upgrade" in said
    assert "Traceback" not in said
