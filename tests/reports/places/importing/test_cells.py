"""One row: what it may say."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.platform.geo.sweref import SWEREF_99_TM
from portal.reports.places.importing.cells import RowReader
from portal.reports.places.rules import PlaceRow
from tests.factories.places import AT, town

COLUMNS = frozenset({"ref", "name", "type", "area", "lat", "lon", "topics", "note"})
READER = RowReader(town(), COLUMNS)


def cells(**different: str) -> dict[str, str]:
    given = {"ref": "LP-1", "name": "Ängö lekpark", "type": "playground", "lat": str(AT[0]), "lon": str(AT[1])}
    return given | different


def place(**different: str) -> PlaceRow:
    found = READER.read(7, cells(**different))
    assert isinstance(found, PlaceRow), found
    return found


def faults(**different: str) -> list[str]:
    found = READER.read(7, cells(**different))
    assert isinstance(found, list), found
    return [str(problem) for problem in found]


def test_a_sound_row_is_a_place() -> None:
    found = place(area=" Ängö ", topics="lamp| litter", note="Ny  gunga")
    assert found == PlaceRow(
        7,
        "LP-1",
        "Ängö lekpark",
        "playground",
        *AT,
        "Ängö",
        ("lamp", "litter"),
        "Ny gunga",
        frozenset({"topics", "note"}),
    )


@pytest.mark.parametrize("text", ["lekpark", "Lekpark", "PLAYGROUND", "Playground", "حديقة ألعاب"])
def test_a_type_may_be_given_by_its_name(text: str) -> None:
    assert place(type=text).type == "playground"


@pytest.mark.parametrize(
    ("lat", "lon"),
    [("56,6634", "16,3568"), (" 56.6634 ", "16.3568"), ("+56.6634", "16.3568"), ("56.66339999999999861", "16.3568")],
)
def test_a_position_may_have_a_comma_and_spaces(lat: str, lon: str) -> None:
    found = place(lat=lat, lon=lon)
    assert (found.lat, found.lon) == AT


def test_a_position_may_be_metres_of_sweref() -> None:
    north, east = SWEREF_99_TM.metres(*AT)
    written = f"{north:,.2f}".replace(",", "\u00a0").replace(".", ",")
    found = place(lat=written, lon=f"{east:.2f}")
    assert (found.lat, found.lon) == pytest.approx(AT, abs=1e-6)


@pytest.mark.parametrize(
    ("different", "told"),
    [
        ({"ref": ""}, "7: The ref is missing"),
        ({"ref": "x" * 65}, "7: The ref is longer than 64 characters."),
        ({"ref": "=1+1"}, "begins like a formula"),
        ({"name": " "}, "7: The name is missing."),
        ({"name": "x" * 201}, "7: The name is longer than 200 characters."),
        ({"name": "@SUM(A1)"}, "begins like a formula"),
        ({"name": "-cmd|' /C calc'!A0"}, "begins like a formula"),
        ({"name": "a\u202eb"}, "cannot be shown"),
        ({"type": "castle"}, "There is no type of place “castle”. There are: park, playground"),
        ({"type": ""}, "There is no type of place “”"),
        ({"area": "x" * 81}, "The area is longer than 80"),
        ({"area": "+46"}, "begins like a formula"),
        ({"topics": "lamp dragons"}, "There is no topic “dragons”."),
        ({"topics": "broken graffiti litter glass lamp tree toilet jetty water"}, "at most 8 topics"),
        ({"note": "x" * 501}, "The note is longer than 500"),
        ({"lat": ""}, "The position is missing."),
        ({"lat": "north"}, "“north” is not a coordinate."),
        ({"lat": "1e3"}, "is not a coordinate"),
        ({"lat": "nan"}, "is not a coordinate"),
        ({"lat": "56.663.4"}, "is not a coordinate"),
        ({"lat": "5" * 40}, "is not a coordinate"),
        ({"lat": "16.3568", "lon": "56.6634"}, "changed places"),
        ({"lat": "59.33", "lon": "18.07"}, "7: The position is outside the municipality: 59.33000, 18.07000."),
    ],
)
def test_what_is_wrong_is_told(different: dict[str, str], told: str) -> None:
    assert told in faults(**different)[0]


def test_all_faults_of_a_row_are_told_together() -> None:
    assert len(faults(ref="", name="", type="?", lat="?", topics="?")) == 5


def test_a_note_may_begin_with_a_dash() -> None:
    assert place(note="- ny gunga").note == "- ny gunga"


@given(st.fixed_dictionaries({column: st.text(max_size=90) for column in sorted(COLUMNS)}))
def test_any_cells_give_a_place_or_faults(cells: dict[str, Any]) -> None:
    found = READER.read(2, cells)
    assert isinstance(found, PlaceRow) or all(problem.row == 2 for problem in found)
