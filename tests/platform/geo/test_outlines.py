from itertools import pairwise

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from portal.platform.geo.outlines import Path, douglas_peucker, simplified
from portal.platform.geo.shapes import Ring
from tests.factories.geo import star_rings

paths = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=20).map(tuple)


@given(paths, st.integers(0, 10))
def test_no_dropped_corner_lies_farther_away_than_the_tolerance(path: Path, tolerance: float) -> None:
    kept = douglas_peucker(path, tolerance)
    assert (kept[0], kept[-1]) == (path[0], path[-1])
    line = shapely.LineString(kept)
    assert all(line.distance(shapely.Point(spot)) <= tolerance + 1e-9 for spot in path)


def test_a_straight_line_keeps_its_ends_alone() -> None:
    assert douglas_peucker(tuple((x, 0) for x in range(100)), 0.5) == ((0, 0), (99, 0))


def test_a_wiggle_of_a_hundred_thousand_corners_is_no_matter() -> None:
    path = tuple((x, x % 2) for x in range(100_000))
    assert douglas_peucker(path, 2) == ((0, 0), (99_999, 1))


def wiggly(x: int) -> list[tuple[int, int]]:
    return [(x + (y % 3 == 1), y) for y in range(100)] + [(x, 100)]


def test_neighbours_keep_exactly_the_same_border_from_either_side() -> None:
    border = wiggly(100)
    west = ((0, 0), *border, (0, 100), (0, 0))
    east = (*reversed(border), (200, 0), (200, 100), (100, 100))
    one, other = simplified([west, east], 3)
    shared = {frozenset(edge) for edge in pairwise(one)} & {frozenset(edge) for edge in pairwise(other)}
    assert shared == {frozenset({(100, 0), (100, 100)})}
    assert len(one) == len(other) == 5


@given(star_rings(centre=(0, 0), reach=1000), st.floats(0, 5))
def test_a_ring_that_stands_alone_stays_closed_and_within_the_tolerance(ring: Ring, tolerance: float) -> None:
    rounded = tuple((round(x), round(y)) for x, y in ring)
    (found,) = simplified([rounded], tolerance)
    assert found[0] == found[-1]
    line = shapely.LineString(found)
    assert all(line.distance(shapely.Point(spot)) <= tolerance + 1e-9 for spot in rounded)


@pytest.mark.parametrize(
    "ring",
    [(), ((1, 1),), ((1, 1), (1, 1), (1, 1)), ((0, 0), (9, 0), (0, 0)), ((0, 0), (9, 1), (0, 0), (9, 1), (0, 0))],
)
def test_a_ring_without_an_inside_becomes_empty(ring: Ring) -> None:
    assert simplified([ring], 1) == [()]


def test_an_island_as_thin_as_the_tolerance_becomes_empty() -> None:
    assert simplified([((0, 0), (50, 1), (100, 0), (50, 0), (0, 0))], 2) == [()]
