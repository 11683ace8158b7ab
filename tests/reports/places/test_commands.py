"""The register from the command line."""

from argparse import ArgumentParser
from pathlib import Path

import pytest

from portal.core.db import Database
from portal.core.settings import Settings
from portal.reports.places import queries, service
from portal.reports.places.commands import COMMANDS
from tests.factories.places import NOON, line, place, sign, table
from tests.platform.paper.reading import codes, pages


def run(words: str, database: Database, settings: Settings, *given: str) -> int:
    """What the command answers."""
    command = next(one for one in COMMANDS if " ".join(one.words) == words)
    parser = ArgumentParser()
    command.arguments(parser)
    return command.run(parser.parse_args(given), settings, database)


def test_an_import_says_what_it_did(
    database: Database, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "places.csv"
    file.write_bytes(table(line(), line("LP-2")).decode().encode("cp1252"))
    assert run("places import", database, settings, str(file)) == 0
    shown = capsys.readouterr()
    assert shown.out == "2 added, 0 changed, 0 unchanged\n"
    assert "Windows-1252" in shown.err
    assert run("places import", database, settings, str(file)) == 0
    assert capsys.readouterr().out == "0 added, 0 changed, 2 unchanged\n"


def test_a_faulty_file_stores_nothing_and_every_fault_is_told(
    database: Database, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "places.csv"
    file.write_bytes(table(line(), line("LP-2", kind="castle"), line("LP-3", "")))
    assert run("places import", database, settings, str(file)) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert [one.split(":")[0] for one in shown.err.splitlines()] == [
        "3",
        "4",
        "The file has faults. Nothing was stored.",
    ]
    with database.read() as session:
        assert queries.active_places(session) == []


def test_a_file_that_is_not_there_was_asked_for_wrongly(
    database: Database, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("places import", database, settings, str(tmp_path / "nothing.csv")) == 2
    assert "cannot read" in capsys.readouterr().err


def test_places_are_listed_with_their_signs(
    database: Database, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.write() as session:
        made = sign(session, place(session, ref="LP-1"))
        place(session, ref="LP-2", name="Z")
    assert run("places list", database, settings) == 0
    shown = f"{made.code[:3]}-{made.code[3:]}"
    assert capsys.readouterr().out == f"LP-2\tplayground\t-\t-\tZ\nLP-1\tplayground\t-\t{shown}\tÄngö lekpark\n"


def test_signs_are_written_as_a_pdf(database: Database, settings: Settings, tmp_path: Path) -> None:
    with database.write() as session:
        made = [sign(session, place(session, ref=ref)) for ref in ("LP-1", "LP-2", "LP-3")]
    out = tmp_path / "signs.pdf"
    some = ("--place", "LP-1", "--place", "LP-3", "--paper", "a6", "--out", str(out))
    assert run("signs sheet", database, settings, *some) == 0
    found = [code[-6:] for page in pages(out.read_bytes()) for code in codes(page)]
    assert set(found) == {made[0].code, made[2].code}
    assert run("signs sheet", database, settings, "--all", "--paper", "sheet", "--out", str(out)) == 0
    assert len([code for page in pages(out.read_bytes()) for code in codes(page)]) == 3


def test_signs_that_cannot_be_written_are_refused(
    database: Database, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ("--out", str(tmp_path / "signs.pdf"))
    assert run("signs sheet", database, settings, "--all", *out) == 1
    assert "order signs first" in capsys.readouterr().err
    assert run("signs sheet", database, settings, "--place", "LP-9", *out) == 2
    assert "there is no place 'LP-9'" in capsys.readouterr().err
    with database.write() as session:
        service.order_signs(session, [place(session).id], now=NOON)
    assert run("signs sheet", database, settings, "--all", "--out", str(tmp_path / "no" / "where.pdf")) == 1
    with pytest.raises(SystemExit) as caught:
        run("signs sheet", database, settings, *out)
    assert caught.value.code == 2
