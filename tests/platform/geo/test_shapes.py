import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from pyproj import Geod

from portal.core.settings import Box
from portal.platform.geo.shapes import (
    MultiPolygon,
    Point,
    Polygon,
    Position,
    Ring,
    box_of,
    boxes_meet,
    centroid,
    distance,
    in_parts,
    inner_point,
)
from tests.factories.geo import KALMAR, square, star_rings

GEOD = Geod(ellps="GRS80")
near = st.tuples(st.floats(KALMAR[0] - 0.06, KALMAR[0] + 0.06), st.floats(KALMAR[1] - 0.06, KALMAR[1] + 0.06))
whole = st.integers(-4, 4)
rings_with_hole = st.tuples(star_rings(least=0.5, fewest=8), star_rings(reach=0.015))


def theirs(shape: Polygon | MultiPolygon) -> shapely.Geometry:
    return shapely.MultiPolygon([(part.outer, part.holes) for part in in_parts(shape).polygons])


@given(rings_with_hole, near)
def test_a_point_is_inside_exactly_when_shapely_says_so(rings: tuple[Ring, Ring], position: Position) -> None:
    polygon = Polygon(rings[0], (rings[1],))
    there = shapely.Point(position)
    assume(theirs(polygon).boundary.distance(there) > 1e-9)
    assert polygon.holds(Point(lat=position[1], lon=position[0])) == theirs(polygon).covers(there)


@given(st.lists(st.tuples(whole, whole), min_size=3, max_size=8, unique=True), whole, whole)
def test_on_whole_numbers_even_the_border_agrees_with_shapely(corners: list[Position], x: float, y: float) -> None:
    ring = (*corners, corners[0])
    assume(shapely.Polygon(ring).is_valid)
    assert Polygon(ring).holds(Point(lat=y, lon=x)) == shapely.Polygon(ring).covers(shapely.Point(x, y))


def test_the_border_of_a_hole_belongs_to_the_polygon_and_its_inside_does_not() -> None:
    polygon = Polygon(square(0, 0, 4), (square(1, 1, 2),))
    assert polygon.holds(Point(lat=1, lon=2))
    assert polygon.holds(Point(lat=0, lon=0))
    assert not polygon.holds(Point(lat=2, lon=2))


def test_a_multipolygon_holds_what_one_of_its_parts_holds() -> None:
    shape = MultiPolygon((Polygon(square(0, 0, 1)), Polygon(square(3, 3, 1))))
    assert shape.holds(Point(lat=3.5, lon=3.5))
    assert not shape.holds(Point(lat=2, lon=2))
    assert shape.box == Box(south=0, west=0, north=4, east=4)
    assert len(shape.rings) == 2


@given(star_rings())
def test_a_box_is_as_tight_as_shapelys(ring: Ring) -> None:
    box = Polygon(ring).box
    assert (box.west, box.south, box.east, box.north) == shapely.Polygon(ring).bounds


@pytest.mark.parametrize(
    ("other", "meet"),
    [(Box(1, 1, 3, 3), True), (Box(2, 2, 3, 3), True), (Box(2.1, 0, 3, 2), False), (Box(0, -2, 2, -0.1), False)],
)
def test_boxes_meet_when_they_share_a_point(other: Box, meet: bool) -> None:
    assert boxes_meet(Box(0, 0, 2, 2), other) is meet
    assert boxes_meet(other, Box(0, 0, 2, 2)) is meet


@given(st.floats(55, 69), st.floats(11, 24), st.floats(-0.6, 0.6), st.floats(-0.8, 0.8))
def test_distances_are_within_a_thousandth_over_a_county(lat: float, lon: float, up: float, across: float) -> None:
    expected = GEOD.inv(lon, lat, lon + across, lat + up)[2]
    found = distance(Point(lat, lon), Point(lat + up, lon + across))
    assert found == pytest.approx(expected, rel=0.001, abs=0.01)


def test_the_distance_over_the_date_line_is_the_short_one() -> None:
    assert distance(Point(0, 179.9), Point(0, -179.9)) == pytest.approx(22_264, rel=0.001)


@given(rings_with_hole)
def test_the_centroid_is_shapelys(rings: tuple[Ring, Ring]) -> None:
    shape = MultiPolygon((Polygon(rings[0], (rings[1],)), Polygon(square(17, 57, 0.02)[::-1])))
    found, expected = centroid(shape), theirs(shape).centroid
    assert (found.lon, found.lat) == pytest.approx((expected.x, expected.y), rel=0, abs=1e-9)


@given(rings_with_hole)
def test_an_inner_point_is_always_inside(rings: tuple[Ring, Ring]) -> None:
    shape = Polygon(rings[0], (rings[1],))
    assert shape.holds(inner_point(shape))
    assert theirs(shape).covers(shapely.Point(inner_point(shape).lon, inner_point(shape).lat))


def test_the_inner_point_of_a_crescent_is_not_its_centroid() -> None:
    crescent = Polygon(((0, 0), (4, 0), (4, 4), (0, 4), (0, 3.9), (3.9, 3.9), (3.9, 0.1), (0, 0.1), (0, 0)))
    assert not crescent.holds(centroid(crescent))
    assert crescent.holds(inner_point(crescent))


def test_the_box_of_one_position_is_that_position() -> None:
    assert box_of([(16.0, 56.0)]) == Box(south=56.0, west=16.0, north=56.0, east=16.0)
