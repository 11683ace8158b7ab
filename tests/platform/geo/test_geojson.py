import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.platform.geo import geojson
from portal.platform.geo.geojson import read_features
from portal.platform.geo.shapes import MultiPolygon, Point, Polygon
from portal.platform.geo.sweref import GRIDS, SWEREF_99_TM
from portal.platform.tables import FileErrors, Problem
from tests.factories.geo import KALMAR, collection, point, polygon, square

plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
documents = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner)
)
crooked = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["Point", "Polygon", "MultiPolygon", "LineString"]) | documents,
        "coordinates": documents,
    }
)


def problems(text: str) -> list[Problem]:
    with pytest.raises(FileErrors) as caught:
        read_features(text)
    return list(caught.value.problems)


def the_one(text: str) -> Problem:
    (problem,) = problems(text)
    return problem


def test_points_polygons_and_multipolygons_are_read_with_their_numbers_and_properties() -> None:
    ring = square(16, 56)
    multi = {"type": "MultiPolygon", "coordinates": [[ring], [square(17, 57)]]}
    first, second, third = read_features(collection(point(*KALMAR), polygon(ring), multi))
    assert (first.number, first.geometry, first.properties) == (1, Point(lat=KALMAR[1], lon=KALMAR[0]), {"name": "A"})
    assert second.geometry == Polygon(ring)
    assert third.number == 3
    assert isinstance(third.geometry, MultiPolygon)
    assert len(third.geometry.polygons) == 2


def test_heights_repeated_corners_unknown_members_and_a_byte_order_mark_do_no_harm() -> None:
    corners = [[*position, 12.5] for position in square(16, 56)]
    text = collection(polygon([corners[0], *corners]), point(16, 56) | {"bbox": [1, 2, 3, 4]}, extra={"a": 1})
    assert read_features("\ufeff" + text)[0].geometry == Polygon(square(16, 56))


def test_missing_properties_are_empty() -> None:
    text = json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": point(16, 56)}]})
    assert read_features(text)[0].properties == {}


def test_national_metres_become_degrees_without_being_told() -> None:
    north, east = SWEREF_99_TM.metres(KALMAR[1], KALMAR[0])
    assert read_features(collection(point(east, north)))[0].geometry == Point(lat=KALMAR[1], lon=KALMAR[0])


def test_a_local_zone_that_the_file_names_becomes_degrees() -> None:
    north, east = GRIDS[3010].metres(KALMAR[1], KALMAR[0])
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3010"}}
    assert read_features(collection(point(east, north), crs=crs))[0].geometry == Point(lat=KALMAR[1], lon=KALMAR[0])


@pytest.mark.parametrize("crs", [{"properties": {"name": "EPSG:3857"}}, {"properties": 7}, "EPSG:3857", []])
def test_an_unknown_coordinate_system_is_a_fault_of_the_file(crs: Any) -> None:
    problem = the_one(collection(point(16, 56), crs=crs))
    assert problem.row == 0
    assert "coordinate system" in problem.message


def test_every_faulty_feature_is_named_by_its_number_and_nothing_is_returned() -> None:
    bow_tie = ((16, 56), (17, 57), (17, 56), (16, 57), (16, 56))
    found = problems(collection(point(16, 56), point(56, 16), polygon(bow_tie), None, point(16, 56)))
    assert [(problem.row, problem.message.split()[0]) for problem in found] == [
        (2, "Latitude"),
        (3, "The"),
        (4, "There"),
    ]
    assert str(found[1]) == "3: The outline crosses itself near 56.00000, 16.00000."


@pytest.mark.parametrize(
    ("geometry", "message"),
    [
        (point("16", 56), "not a number"),
        ({"type": "Point", "coordinates": [True, 56]}, "not a number"),
        (point(10**400, 56), "not a number"),
        (point(16, None), "not a number"),
        ({"type": "Point", "coordinates": [16]}, "two numbers"),
        ({"type": "Point", "coordinates": {"lon": 16}}, "two numbers"),
        ({"type": "Point"}, "two numbers"),
        ({"type": "Polygon", "coordinates": []}, "wrongly nested"),
        ({"type": "Polygon", "coordinates": square(16, 56)}, "two numbers"),
        ({"type": "Polygon", "coordinates": [[]]}, "wrongly nested"),
        ({"type": "MultiPolygon", "coordinates": [square(16, 56)]}, "two numbers"),
        ({"type": "LineString", "coordinates": square(16, 56)}, "not LineString"),
        ({"type": "GeometryCollection", "geometries": []}, "not GeometryCollection"),
        ({"type": ["Point"]}, r"not \['Point'\]"),
        ({"coordinates": [16, 56]}, "no geometry"),
        (polygon(square(16, 56)[:-1]), "not closed"),
    ],
)
def test_a_geometry_that_cannot_be_used_says_why(geometry: Any, message: str) -> None:
    with pytest.raises(FileErrors, match=message):
        read_features(collection(geometry))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON: see line 1"),
        ('{"type":\n"FeatureCollection",\n}', "not JSON: see line 3"),
        ("[]", "not a GeoJSON FeatureCollection"),
        ("7", "not a GeoJSON FeatureCollection"),
        ('{"type": "FeatureCollection"}', "not a GeoJSON FeatureCollection"),
        ('{"type": "Feature", "features": [1]}', "not a GeoJSON FeatureCollection"),
        ('{"type": "FeatureCollection", "features": []}', "no features"),
        ('{"type": "FeatureCollection", "features": [NaN]}', "NaN or Infinity"),
        ('{"type": "FeatureCollection", "features": [-Infinity]}', "NaN or Infinity"),
        ("[" * 100_000, "nested too deeply"),
        ('{"features": ' * 100_000, "nested too deeply"),
        ("9" * 5000, "too long"),
        ("[" * 3_000_001, "too many parts"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(text: str, message: str) -> None:
    with pytest.raises(FileErrors, match=message) as caught:
        read_features(text)
    assert [problem.row for problem in caught.value.problems] == [0]


def test_an_endless_number_is_no_coordinate() -> None:
    with pytest.raises(FileErrors, match="not a number"):
        read_features(collection(point(16, 56)).replace("[16, 56]", "[1e999, 56]"))


@pytest.mark.parametrize("text", [" " * (geojson.LARGEST + 1), "å" * (geojson.LARGEST // 2 + 1)])
def test_a_file_that_is_too_large_is_not_even_parsed(text: str) -> None:
    assert "larger than" in the_one(text).message


@pytest.mark.parametrize("raw", [7, None, {}, {"type": "feature"}, {"type": "Feature", "properties": []}])
def test_what_is_no_feature_is_refused(raw: Any) -> None:
    assert the_one(json.dumps({"type": "FeatureCollection", "features": [raw]})).row == 1


@pytest.mark.parametrize("value", ["a\0b", "\ud800", {"\ud800": 1}, ["\0"], float("inf")])
def test_properties_that_no_database_would_store_are_refused(value: Any) -> None:
    feature = {"type": "Feature", "geometry": point(16, 56), "properties": {"name": value}}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]}).replace("Infinity", "1e999")
    assert "properties" in the_one(text).message


def test_properties_may_be_nested_but_not_without_end() -> None:
    nested: Any = "x"
    for _ in range(20):
        nested = [nested]
    feature = {"type": "Feature", "geometry": point(16, 56), "properties": {"name": nested}}
    assert "nested too deeply" in the_one(json.dumps({"type": "FeatureCollection", "features": [feature]})).message


def test_a_hundred_faults_are_enough() -> None:
    assert len(problems(collection(*[None] * 150))) == 100


def test_one_budget_holds_for_the_whole_file() -> None:
    comb = [[16 + place % 2, 56 + place % 2 + place / 1e6] for place in range(3_000)]
    found = problems(collection(*[polygon([*comb, comb[0]])] * 4))
    assert "crosses itself" in found[0].message
    assert "too intricate" in found[-1].message


@given(st.lists(crooked | documents, max_size=3), documents)
def test_whatever_a_stranger_writes_there_is_an_answer_or_a_numbered_reason(geometries: list[Any], crs: Any) -> None:
    try:
        found = [str(feature.number) for feature in read_features(collection(*geometries, crs=crs))]
    except FileErrors as error:
        found = [str(problem) for problem in error.problems]
    assert all(found)


@given(documents)
def test_any_json_at_all_is_answered_with_a_reason(document: Any) -> None:
    with pytest.raises(FileErrors):
        read_features(json.dumps(document))
