from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest

from portal.core.db import Database
from portal.core.settings import Settings
from portal.platform.geo import commands, queries
from portal.platform.geo.feature import FEATURE
from portal.platform.geo.geojson import LARGEST
from tests.factories.geo import collection, point, polygon, square

AREAS = Path(__file__).parents[3] / "portal/demo/geography/areas.geojson"


def names(database: Database) -> list[str]:
    with database.read() as session:
        return [area.name for area in queries.areas(session)]


def test_a_file_of_areas_is_imported_once_and_then_again(
    database: Database, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    for expected in ("31 added, 0 changed, 0 unchanged\n", "0 added, 0 changed, 31 unchanged\n"):
        assert commands.take_in(Namespace(file=AREAS), settings, database) == 0
        assert capsys.readouterr().out == expected
    assert commands.show(Namespace(), settings, database) == 0
    listed = capsys.readouterr().out.splitlines()
    assert len(listed) == 31
    assert listed[0].startswith("berga\tBerga\t56.68")
    assert names(database)[-1] == "Ängö"


def test_faults_are_printed_by_row_and_nothing_is_stored(
    database: Database, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "areas.geojson"
    path.write_text(collection(polygon(square(16, 56)), point(56, 16)), encoding="utf-8")
    assert commands.take_in(Namespace(file=path), settings, database) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "2: Latitude and longitude have changed places.\n")
    assert names(database) == []


UNUSABLE = {
    "missing": (None, 2, "cannot read"),
    "not text": (b"\xff\xfe", 2, "cannot read"),
    "empty": (b"", 1, "not JSON"),
    "too large": (b"\xc3\xa5" * (LARGEST // 2 + 1), 1, "larger than 20 MB"),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_a_file_that_cannot_be_used_says_why(
    case: str, database: Database, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, code, said = UNUSABLE[case]
    path = tmp_path / "areas.geojson"
    if content is not None:
        path.write_bytes(content)
    assert commands.take_in(Namespace(file=path), settings, database) == code
    assert said in capsys.readouterr().err


def test_the_import_asks_for_a_file() -> None:
    (importing,) = (command for command in FEATURE.commands if command.words == ("areas", "import"))
    parser = ArgumentParser()
    importing.arguments(parser)
    assert parser.parse_args(["a.geojson"]).file == Path("a.geojson")
