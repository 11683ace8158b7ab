"""The municipality's own file: complete in every language, and every fault in it is a sentence."""

from pathlib import Path

import pytest

from portal.core.settings import Box, Text
from portal.core.settings.municipality import read_municipality

ROOT = Path(__file__).resolve().parents[3]
KALMAR = (ROOT / "municipality.toml").read_text(encoding="utf-8")


def read(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "town.toml"
    path.write_text(text, encoding="utf-8")
    return read_municipality(path)[1]


def test_kalmar_is_complete() -> None:
    town, faults = read_municipality(ROOT / "municipality.toml")
    assert faults == []
    assert town is not None
    assert town.languages[:3] == ("sv", "en", "ar")
    assert town.box.holds(*town.centre)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('team = "parks"', 'team = "nobody"', "there is no team 'nobody'"),
        ("[place_types.other]", "[place_types.others]", "place_types.other is missing"),
        ('languages = ["sv", "en", "ar"]', 'languages = ["sv", "en", "ar", "so"]', "is missing in so"),
        ('code = "0880"', "", "missing or wrong: 'code'"),
        ("[municipality]", "[municipality", "is not valid TOML"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    assert was in KALMAR
    faults = read(tmp_path, KALMAR.replace(was, becomes, 1))
    assert any(said in fault for fault in faults), faults


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    town, faults = read_municipality(tmp_path / "none.toml")
    assert town is None
    assert faults == [f"cannot read {tmp_path / 'none.toml'}: No such file or directory"]


def test_a_text_falls_back_to_swedish_and_then_to_any() -> None:
    assert Text(sv="Park", en="A park").in_language("en") == "A park"
    assert Text(sv="Park", en="A park").in_language("ar") == "Park"
    assert Text(en="A park").in_language("ar") == "A park"
    assert Text().in_language("ar") == ""


def test_a_box_holds_its_edges() -> None:
    box = Box(south=56, west=16, north=57, east=17)
    assert box.holds(56, 17)
    assert not box.holds(57.1, 16.5)
