import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.platform.geo.problems import BadShape
from portal.platform.geo.rings import Budget, check
from portal.platform.geo.shapes import Polygon, Position, Ring
from tests.factories.geo import square, star_rings

whole = st.integers(-5, 5)


def is_sound(polygon: Polygon) -> bool:
    try:
        check(polygon, Budget())
    except BadShape:
        return False
    return True


@given(st.lists(st.tuples(whole, whole), min_size=3, max_size=9, unique=True))
def test_an_outline_is_sound_exactly_when_shapely_finds_it_valid(corners: list[Position]) -> None:
    ring = (*corners, corners[0])
    assert is_sound(Polygon(ring)) == shapely.Polygon(ring).is_valid


@given(star_rings(least=0.5, fewest=8), star_rings(reach=0.015))
def test_a_hole_within_its_outline_is_sound(outer: Ring, hole: Ring) -> None:
    assert is_sound(Polygon(outer, (hole,)))


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=3, max_size=5, unique=True))
def test_whatever_hole_shapely_finds_valid_is_sound(corners: list[Position]) -> None:
    outer, hole = square(0, 0, 8), (*corners, corners[0])
    assume(shapely.Polygon(outer, [hole]).is_valid)
    assert is_sound(Polygon(outer, (hole,)))


@pytest.mark.parametrize(
    ("ring", "message"),
    [
        (((0, 0), (1, 0), (0, 0)), "three corners"),
        (((0, 0), (1, 0), (1, 1), (0, 1)), "not closed"),
        (((0, 0), (2, 2), (2, 0), (0, 2), (0, 0)), "crosses itself near"),
        (((0, 0), (4, 0), (2, 2), (4, 4), (0, 4), (2, 2), (0, 0)), "touches itself near"),
        (((0, 0), (1e-7, 0), (1e-7, 1e-7), (0, 0)), "no area"),
        (((0, 0), (1, 1), (2, 2), (0, 0)), "crosses itself near"),
        (((0, 0), (4, 0), (4, 4), (2, 4), (2, 6), (2, 3), (0, 4), (0, 0)), "crosses itself near"),
    ],
)
def test_a_fault_is_named(ring: Ring, message: str) -> None:
    with pytest.raises(BadShape, match=message):
        check(Polygon(ring), Budget())


@pytest.mark.parametrize(
    ("hole", "message"),
    [
        (square(8, 8, 1), "outside its outline"),
        (square(3, 3, 2), "crosses itself"),
        (((1, 4), (3, 4), (2, 3), (1, 4)), "crosses itself"),
        (((2, 4), (1, 5), (3, 5), (2, 4)), "outside its outline"),
    ],
)
def test_a_hole_that_is_not_inside_is_refused(hole: Ring, message: str) -> None:
    with pytest.raises(BadShape, match=message):
        check(Polygon(square(0, 0, 4), (hole,)), Budget())


def test_where_the_fault_is_stands_in_the_message_with_latitude_first() -> None:
    with pytest.raises(BadShape) as caught:
        check(Polygon(((16, 56), (18, 58), (18, 56), (16, 58), (16, 56))), Budget())
    assert caught.value.message % caught.value.params == "The outline crosses itself near 56.00000, 16.00000."


def test_a_long_straight_border_costs_little_whichever_way_it_runs() -> None:
    steps = 20_000
    for turn in (lambda x, y: (x, y), lambda x, y: (y, x)):
        border = [turn(0.0, step / steps) for step in range(steps + 1)]
        ring = (*border, turn(1.0, 0.5), border[0])
        check(Polygon(ring), Budget(300_000))


def test_an_outline_made_to_take_hours_is_refused() -> None:
    comb = [(place % 2 * 1.0, place % 2 + place / 1e6) for place in range(20_000)]
    with pytest.raises(BadShape, match="too intricate"):
        check(Polygon((*comb, comb[0])), Budget())
