"""`portal processes import`: what it says, and its exit codes."""

from argparse import Namespace
from pathlib import Path

import pytest

from portal.core.db import Database
from portal.core.settings import Settings
from portal.forms.complaint.commands import take_in
from tests.factories.processes import LINES, table


def test_a_file_is_taken_in(
    settings: Settings, database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(table(*LINES))
    assert take_in(Namespace(file=path), settings, database) == 0
    assert capsys.readouterr().out == f"{len(LINES)} added, 0 changed, 0 unchanged\n"


def test_a_faulty_file_is_refused_with_its_lines(
    settings: Settings, database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(table("A;process;B;X;;;"))
    assert take_in(Namespace(file=path), settings, database) == 1
    assert "2: There is nothing with the ref" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_a_wrong_question(settings: Settings, database: Database, tmp_path: Path) -> None:
    assert take_in(Namespace(file=tmp_path / "none.csv"), settings, database) == 2
