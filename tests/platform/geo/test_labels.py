from hypothesis import given
from hypothesis import strategies as st

from portal.core.settings import Box
from portal.platform.geo.labels import LETTER, LINE, Label, Name, around, placed
from portal.platform.geo.shapes import boxes_meet

FRAME = Box(0, 0, 100, 100)
spots = st.tuples(st.floats(-10, 110), st.floats(-10, 110))
names = st.builds(
    Name,
    st.text("ab", min_size=1, max_size=8),
    st.floats(0, 90),
    st.floats(0, 90),
    st.lists(spots, max_size=3).map(tuple),
)


def room(label: Label) -> Box:
    return around(label.x, label.y - LINE / 3, len(label.text) * LETTER - 0.2, LINE - 0.2)


@given(st.lists(names, max_size=8), st.lists(spots, max_size=3))
def test_labels_stay_on_the_map_and_cover_neither_each_other_nor_a_place(
    wanted: list[Name], dots: list[tuple[float, float]]
) -> None:
    taken = [around(x, y, 10, 10) for x, y in dots]
    for label in placed(wanted, FRAME, taken):
        assert not any(boxes_meet(room(label), other) for other in taken)
        assert FRAME.holds(room(label).south, room(label).west)
        assert FRAME.holds(room(label).north, room(label).east)
        taken.append(room(label))


def test_a_name_moves_to_its_next_best_spot_where_the_best_is_taken() -> None:
    name = Name("Ängö", 90, 90, ((50, 50), (50, 70)))
    (label,) = placed([name], FRAME, [around(50, 50, 10, 10)])
    assert (label.x, round(label.y - LINE / 3)) == (50, 70)


def test_a_name_wider_than_its_area_is_left_out() -> None:
    assert list(placed([Name("Ängö", 20, 90, ((50, 50),))], FRAME, [])) == []


def test_the_widest_area_gets_its_name_first() -> None:
    small, large = Name("Ängö", 50, 50, ((50, 50),)), Name("Drag", 90, 50, ((50, 50),))
    assert [label.text for label in placed([small, large], FRAME, [])] == ["Drag"]
