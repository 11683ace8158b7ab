import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.platform.geo.positions import grid_named, point_from, position
from portal.platform.geo.problems import BadShape
from portal.platform.geo.shapes import Point, Position, distance
from portal.platform.geo.sweref import GRIDS, SWEREF_99_TM, Grid

in_sweden = st.tuples(st.floats(55.1, 62), st.floats(11.1, 19.5)) | st.tuples(st.floats(64, 69), st.floats(12, 24.1))
anything = st.floats() | st.sampled_from([0.0, 150_000.0, 583_000.0, 6_281_000.0, 56.66, 16.35])


@given(in_sweden)
def test_degrees_stay_degrees_to_the_centimetre(place: Position) -> None:
    lat, lon = place
    assert position(lon, lat) == (round(lon, 7), round(lat, 7))


@given(in_sweden)
def test_national_metres_are_known_by_their_size(place: Position) -> None:
    lat, lon = place
    north, east = SWEREF_99_TM.metres(lat, lon)
    found = point_from(lat_or_north=north, lon_or_east=east)
    assert distance(found, Point(lat, lon)) < 0.02


@given(in_sweden)
def test_changed_places_are_pointed_out(place: Position) -> None:
    lat, lon = place
    with pytest.raises(BadShape, match="Latitude and longitude have changed places"):
        position(lat, lon)
    north, east = SWEREF_99_TM.metres(lat, lon)
    with pytest.raises(BadShape, match="North and east have changed places"):
        position(north, east)


def test_a_local_zone_is_read_where_the_file_names_it_and_asked_for_otherwise() -> None:
    grid = GRIDS[3010]
    north, east = grid.metres(56.6634, 16.3568)
    assert position(east, north, grid) == (16.3568, 56.6634)
    with pytest.raises(BadShape, match="local SWEREF 99 zone"):
        position(east, north)
    with pytest.raises(BadShape, match="changed places"):
        position(north, east)


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"])
def test_names_of_degrees_are_known(name: str) -> None:
    assert grid_named(name) is None


@pytest.mark.parametrize(
    "name", ["EPSG:3006", "urn:ogc:def:crs:EPSG::3006", "http://www.opengis.net/def/crs/EPSG/0/3006"]
)
def test_names_of_the_national_grid_are_known(name: str) -> None:
    assert grid_named(name) is SWEREF_99_TM


@pytest.mark.parametrize("name", ["EPSG:3857", "RT90", "", "EPSG:43261", "?" * 10_000])
def test_other_systems_are_refused_by_name(name: str) -> None:
    with pytest.raises(BadShape, match="cannot read the coordinate system") as caught:
        grid_named(name)
    assert len(str(caught.value.params["name"])) <= 60


@pytest.mark.parametrize(("x", "y"), [(181, 0), (0, 91), (1e300, 5), (500_000, 1), (1_500_000, 6_400_000)])
def test_what_is_nowhere_on_the_globe_is_refused(x: float, y: float) -> None:
    with pytest.raises(BadShape, match="not on the globe"):
        position(x, y)


@given(anything, anything, st.none() | st.sampled_from(list(GRIDS.values())))
def test_any_pair_of_numbers_gives_a_position_on_the_globe_or_a_reason(x: float, y: float, grid: Grid | None) -> None:
    try:
        lon, lat = position(x, y, grid)
    except BadShape as error:
        lon, lat = 0.0, 0.0
        reason = error.message % error.params
    else:
        reason = "none"
    assert reason
    assert -180 <= lon <= 180
    assert -90 <= lat <= 90
