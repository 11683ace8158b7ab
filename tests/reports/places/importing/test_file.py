"""Whole files of places."""

import json

import pytest

from portal.platform.tables import FileErrors
from portal.reports.places.importing import LARGEST, read_places
from tests.factories.geo import polygon, square
from tests.factories.places import AT, ROOT, features, line, table, town

GEOGRAPHY = ROOT / "portal" / "demo" / "geography"
PLACE = {"ref": 17, "namn": "Ängö lekpark", "typ": "Lekpark"}


def faults_of(content: bytes) -> list[str]:
    with pytest.raises(FileErrors) as caught:
        read_places(content, town())
    return [str(problem) for problem in caught.value.problems]


def test_a_table_and_its_geojson_say_the_same() -> None:
    csv_rows = read_places((GEOGRAPHY / "places.csv").read_bytes(), town()).rows
    json_rows = read_places((GEOGRAPHY / "places.geojson").read_bytes(), town()).rows
    assert len(csv_rows) > 50
    assert [(row.ref, row.name, row.type, row.lat, row.lon, row.area, row.note) for row in csv_rows] == [
        (row.ref, row.name, row.type, row.lat, row.lon, row.area, row.note) for row in json_rows
    ]


def test_geojson_is_read_with_numbers_lists_and_swedish_names() -> None:
    (row,) = read_places(features({**PLACE, "topics": ["lamp", "litter"], "demo": True, "note": None}), town()).rows
    assert (row.row, row.ref, row.type, row.topics, row.note) == (1, "17", "playground", ("lamp", "litter"), "")
    assert (row.lat, row.lon) == AT


def test_a_place_drawn_as_a_surface_is_put_inside_it() -> None:
    (row,) = read_places(features(PLACE, geometry=polygon(square(AT[1], AT[0]))), town()).rows
    assert (row.lat, row.lon) == pytest.approx((AT[0] + 0.005, AT[1] + 0.005))


def test_all_faults_of_all_rows_are_told_in_order() -> None:
    told = faults_of(table(line(), line("", ""), line("LP-1"), line("LP-4", kind="castle")))
    assert [fault.split(":")[0] for fault in told] == ["3", "3", "4", "5"]
    assert told[2] == "4: The ref LP-1 stands in row 2 too."


def test_beyond_a_hundred_faults_only_their_number_is_told() -> None:
    told = faults_of(table(*(line(f"LP-{number}", kind="castle") for number in range(150))))
    assert len(told) == 101
    assert told[-1] == "0: There are 50 more faults."


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The file is empty."),
        (b" \r\n ", "The file is empty."),
        (b"x" * (LARGEST + 1), "larger than 20 MB"),
        (b"[1, 2]", "not a GeoJSON FeatureCollection"),
        (b"{", "not JSON"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "NaN"),
        (features({"ref": "1", "name": "=cmd()", "type": "park"}), "begins like a formula"),
        (features({"name": {"a": 1}, "type": True, "ref": None}), "1: The ref is missing"),
        (json.dumps({"type": "FeatureCollection", "features": []}).encode(), "no features"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(content: bytes, told: str) -> None:
    assert told in faults_of(content)[0]
