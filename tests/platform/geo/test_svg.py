import re
from pathlib import Path

import pytest
import shapely
from hypothesis import given

from portal.core.settings import Box
from portal.platform.geo.geojson import read_features
from portal.platform.geo.rules import area_drafts
from portal.platform.geo.shapes import MultiPolygon, Point, Polygon, Ring
from portal.platform.geo.svg import MapArea, MapPoint, draw_map
from tests.factories.geo import KALMAR, square, star_rings

AREAS = Path(__file__).parents[3] / "portal/demo/geography/areas.geojson"
NUMBER = r"-?\d+(?:\.\d)?"


def kalmar() -> list[MapArea]:
    drafts = area_drafts(read_features(AREAS.read_text(encoding="utf-8")))
    return [MapArea(draft.name, draft.shape, href=f"/sv/felanmalan?omrade={draft.slug}") for draft in drafts]


def area(name: str = "Ängö", at: tuple[float, float] = KALMAR, side: float = 0.1) -> MapArea:
    return MapArea(name, MultiPolygon((Polygon(square(*at, side)),)))


def spots(d: str) -> list[tuple[float, float]]:
    """The corners of the first ring of a path."""
    numbers = [float(found) for found in re.findall(NUMBER, d.split("z", 1)[0])]
    x = y = 0.0
    found = []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((round(x, 1), round(y, 1)))
    return found


def test_north_is_up_and_the_map_is_as_wide_as_asked() -> None:
    drawn = draw_map([area()], width=300)
    assert drawn.width == 300
    assert drawn.height == pytest.approx(300 / 0.55, rel=0.01), (
        "a degree of longitude is 0.55 of one of latitude here"
    )
    assert sorted(spots(drawn.areas[0].d)) == [(0, 0), (0, drawn.height), (300, 0), (300, drawn.height)]


def test_a_place_is_marked_where_it_lies() -> None:
    place = MapPoint("Kattrumpan", Point(lat=56.05, lon=16.05), href="/p", is_current=True)
    drawn = draw_map([area(at=(16.0, 56.0))], [place])
    (marker,) = drawn.markers
    assert (marker.x, marker.y) == pytest.approx((drawn.width / 2, drawn.height / 2), abs=0.1)
    assert (marker.title, marker.href, marker.is_current) == ("Kattrumpan", "/p", True)


def test_what_lies_outside_the_box_is_left_out() -> None:
    box = Box(56.0, 16.0, 56.1, 16.1)
    there, elsewhere = MapPoint("there", Point(56.05, 16.05)), MapPoint("elsewhere", Point(57, 16.05))
    drawn = draw_map([area("Här", (16.0, 56.0)), area("Där", (17.0, 57.0))], [there, elsewhere], box=box)
    assert [shape.name for shape in drawn.areas] == ["Här"]
    assert [label.text for label in drawn.labels] == ["Här"]
    assert [marker.title for marker in drawn.markers] == ["there"]


def test_a_map_of_one_place_shows_the_ground_around_it() -> None:
    drawn = draw_map([], [MapPoint("Stadsparken", Point(lat=KALMAR[1], lon=KALMAR[0]))])
    (marker,) = drawn.markers
    assert (marker.x, marker.y) == pytest.approx((drawn.width / 2, drawn.height / 2), abs=0.1)


def test_a_map_of_nothing_nowhere_is_an_error_and_an_empty_box_is_not() -> None:
    with pytest.raises(ValueError, match="needs a box"):
        draw_map([])
    assert draw_map([], box=Box(56, 16, 57, 17)).areas == ()


def test_a_map_knows_whether_anything_on_it_can_be_pressed() -> None:
    assert not draw_map([area()]).has_links
    assert draw_map([], [MapPoint("P", Point(56, 16), href="/p")]).has_links
    assert draw_map(kalmar()).has_links


def test_an_area_too_small_for_the_scale_is_still_drawn() -> None:
    drawn = draw_map([area("Stor", side=1.0), area("Liten", side=0.0001)])
    assert [shape.name for shape in drawn.areas] == ["Stor", "Liten"]
    assert len(spots(drawn.areas[1].d)) == 4


def test_labels_fit_into_their_areas_and_do_not_lie_over_each_other() -> None:
    drawn = draw_map(kalmar())
    assert {"Trekanten", "Halltorp", "Lindsdal"} <= {label.text for label in drawn.labels}
    boxes = [shapely.box(x.x - len(x.text) * 3.2, x.y - 11, x.x + len(x.text) * 3.2, x.y + 2) for x in drawn.labels]
    assert not any(one.intersects(other) for place, one in enumerate(boxes) for other in boxes[:place])


def test_kalmars_areas_take_less_than_six_kilobytes_of_paths() -> None:
    drawn = draw_map(kalmar())
    assert len(drawn.areas) == 31
    assert sum(len(shape.d) for shape in drawn.areas) < 6_000


@given(star_rings(), star_rings(reach=0.02))
def test_a_path_holds_numbers_and_path_letters_alone_and_stays_near_the_outline(outer: Ring, island: Ring) -> None:
    shape = MultiPolygon((Polygon(outer), Polygon(tuple((lon + 1, lat) for lon, lat in island))))
    drawn = draw_map([MapArea("A", shape)])
    (path,) = drawn.areas
    assert re.fullmatch(rf"(m{NUMBER}(( |(?=-)){NUMBER})+z)+", path.d)
    assert all(-0.1 <= x <= drawn.width + 0.1 and -0.1 <= y <= drawn.height + 0.1 for x, y in spots(path.d))
