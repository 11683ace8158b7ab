import csv
from collections import Counter
from pathlib import Path

from portal.core.settings.municipality import read_municipality
from portal.demo.geography.geojson_lines import lines
from portal.demo.geography.make_places import SOURCE, places
from portal.platform.geo.geojson import read_features
from portal.platform.geo.positions import point_from
from portal.platform.geo.rules import area_drafts
from portal.platform.geo.shapes import Point

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "portal/demo/geography"
TEXT = (FOLDER / "places.geojson").read_text(encoding="utf-8")
PLACES = read_features(TEXT)
AREAS = area_drafts(read_features((FOLDER / "areas.geojson").read_text(encoding="utf-8")))
SOURCED = {"kattrumpan": Point(56.6659, 16.3721), "stadsparken": Point(56.6617, 16.3558)}


def test_the_file_is_what_the_script_makes_of_the_table() -> None:
    assert "".join(lines(places())) == TEXT


def test_table_and_file_hold_the_same_places_at_the_same_positions() -> None:
    with SOURCE.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    points = [point_from(lat_or_north=float(row["lat"]), lon_or_east=float(row["lon"])) for row in rows]
    assert [feature.geometry for feature in PLACES] == points
    assert [feature.properties["ref"] for feature in PLACES] == [row["ref"] for row in rows]


def test_every_place_lies_in_the_area_that_it_names() -> None:
    for place in PLACES:
        assert isinstance(place.geometry, Point)
        assert [area.slug for area in AREAS if area.shape.holds(place.geometry)] == [place.properties["area"]]


def test_every_area_has_a_place() -> None:
    assert {place.properties["area"] for place in PLACES} == {area.slug for area in AREAS}


def test_refs_and_names_are_told_once() -> None:
    for key in ("ref", "name"):
        assert max(Counter(place.properties[key] for place in PLACES).values()) == 1


def test_every_type_is_one_that_the_municipality_knows_and_each_is_used() -> None:
    municipality, faults = read_municipality(ROOT / "municipality.toml")
    assert municipality, faults
    assert {place.properties["type"] for place in PLACES} == set(municipality.place_types) - {"other"}


def test_sourced_positions_are_exact_and_all_others_say_that_they_are_made_up() -> None:
    for place in PLACES:
        assert place.properties["demo"] is True
        sourced = SOURCED.get(place.properties["ref"])
        assert place.geometry == sourced if sourced else "Demo data" in place.properties["note"]
