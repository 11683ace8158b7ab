"""`portal riksnorm compute`, as an operator types it."""

import io
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest

from portal.core.settings import Settings
from portal.forms.assistance.commands import COMMANDS

INTERFACE: dict[str, Any] = {
    "month": "2026-03",
    "members": [{"role": "adult"}, {"role": "adult"}, {"role": "child", "age": 5}, {"role": "child", "age": 8}],
    "cohabiting": True,
    "household_size": 4,
    "costs": [{"type": "rent", "applied": 9000, "approved": 8000, "reason": "..."}],
    "incomes": [{"type": "salary", "amount": 5000, "member": 0, "jobbstimulans": True}],
}


class Shell:
    """Runs the command on a household and keeps what it printed."""

    def __init__(self, folder: Path, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder, self._settings, self._capsys = folder, settings, capsys

    def run(self, content: Any, *options: str, file: str | None = None) -> tuple[int, str, str]:
        """Exit code, standard output and standard error."""
        path = self._folder / "household.json"
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        path.write_bytes(raw)
        parser = ArgumentParser()
        COMMANDS[0].arguments(parser)
        arguments = parser.parse_args([*options, file or str(path)])
        code = COMMANDS[0].run(arguments, self._settings, None)
        shown = self._capsys.readouterr()
        return code, shown.out, shown.err


@pytest.fixture
def shell(tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, settings, capsys)


def test_the_words_of_the_command() -> None:
    assert COMMANDS[0].words == ("riksnorm", "compute")


def test_the_example_of_the_interface(shell: Shell) -> None:
    code, out, err = shell.run(INTERFACE)
    found = json.loads(out)
    assert (code, err) == (0, "")
    expected = {"norm": 16_010, "costs": 8000, "incomes": 3750, "result": 20_260, "outcome": "partly"}
    assert expected.items() <= found.items()
    assert (found["month"], found["status"]) == ("2026-03", "calculated")
    assert found["table"] == {"year": 2026, "sfs": "2025:1046"}
    assert (found["missing"], found["for_a_human"]) == ([], [])
    assert {"label", "amount", "kind", "law", "source"} <= set.intersection(*(set(line) for line in found["lines"]))
    assert sum(line["amount"] for line in found["lines"] if line["kind"] == "norm") == 16_010


def test_text_to_read(shell: Shell) -> None:
    code, out, _ = shell.run(INTERFACE, "--format", "text", "--language", "en")
    assert code == 0
    assert "Personal costs for a child of 5: 3\N{NO-BREAK SPACE}060\N{NO-BREAK SPACE}kr" in out


def test_another_month_than_the_file_s(shell: Shell) -> None:
    _, out, _ = shell.run(INTERFACE, "--month", "2025-12")
    assert json.loads(out)["table"] == {"year": 2025, "sfs": "2024:1016"}


def test_from_standard_input(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    content = json.dumps(INTERFACE).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + content)))
    assert json.loads(shell.run({}, file="-")[1])["result"] == 20_260


def test_another_practice(shell: Shell) -> None:
    household = {"month": "2026-03", "members": [{"role": "adult"}, {"role": "child", "age": 12, "days": 1}]}
    _, out, _ = shell.run(household, "--rounding", "nearest", "--day-divisor", "year")
    assert [line["amount"] for line in json.loads(out)["lines"] if line["code"] == "norm.child"] == [144]


def test_what_is_not_known_gives_a_range(shell: Shell) -> None:
    code, out, _ = shell.run(INTERFACE | {"costs": [{"type": "rent", "applied": 9000}]})
    found = json.loads(out)
    assert code == 0
    assert (found["status"], found["result"], found["outcome"]) == ("incomplete", None, "assess")
    assert (found["lower"], found["upper"]) == (12_260, 21_260)
    assert found["missing"] == ["costs[0].approved"]


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        (INTERFACE | {"month": "2027-01"}, (), "there is no riksnorm for 2027-01"),
        (INTERFACE, ("--month", "2024-12"), "there is no riksnorm for 2024-12"),
        (INTERFACE, ("--month", "March"), "--month: a month is written YYYY-MM"),
        ({"members": [{"role": "adult"}]}, (), "month: neither the file nor --month names one"),
        (INTERFACE | {"moth": 1}, (), "moth: unknown key"),
        (INTERFACE | {"surplus": -1}, (), "surplus: an amount cannot be negative"),
        (b"\xff\xfe", (), "is not text in UTF-8"),
        (b"", (), "this is not JSON"),
    ],
)
def test_what_is_not_right_is_one_line_on_standard_error(
    shell: Shell, content: Any, options: tuple[str, ...], said: str
) -> None:
    code, out, err = shell.run(content, *options)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_file_that_is_not_there(shell: Shell, tmp_path: Path) -> None:
    code, out, err = shell.run({}, file=str(tmp_path / "nothing.json"))
    assert (code, out) == (2, "")
    assert "cannot read" in err


def test_a_file_that_is_far_too_long_is_refused(shell: Shell) -> None:
    code, _, err = shell.run(b" " * 1_100_000)
    assert code == 2
    assert "longer than" in err
