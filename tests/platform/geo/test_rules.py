from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.platform.geo.geojson import Feature
from portal.platform.geo.rules import area_drafts, slug_of, swedish_order
from portal.platform.geo.shapes import MultiPolygon, Point, Polygon
from portal.platform.tables import FileErrors
from tests.factories.geo import area_feature, square


def test_a_named_outline_becomes_an_area_whose_slug_follows_from_its_name() -> None:
    (draft,) = area_drafts([area_feature(name="  Gamla \n stan ")])
    assert (draft.row, draft.name, draft.slug) == (1, "Gamla stan", "gamla-stan")


def test_a_single_polygon_is_an_area_in_one_part() -> None:
    polygon = Polygon(square(16, 56))
    (draft,) = area_drafts([Feature(1, polygon, {"name": "Ängö"})])
    assert draft.shape == MultiPolygon((polygon,))


def test_a_slug_of_its_own_is_kept() -> None:
    (draft,) = area_drafts([area_feature(name="كفارنهولمن", slug="kvarnholmen")])
    assert draft.slug == "kvarnholmen"


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"name": None}, "needs a name"),
        ({"name": " "}, "needs a name"),
        ({"name": 7}, "needs a name"),
        ({"name": "Äng\u202eö"}, "needs a name"),
        ({"name": "a" * 121}, "longer than 120"),
        ({"name": "كالمار"}, "Give one"),
        ({"name": "A", "slug": "Ängö"}, "Give one"),
        ({"name": "A", "slug": "a/b"}, "Give one"),
        ({"name": "A", "slug": "a\n"}, "Give one"),
        ({"name": "A", "slug": ""}, "Give one"),
        ({"name": "A", "slug": 7}, "Give one"),
        ({"name": "A", "slug": "a" * 81}, "Give one"),
    ],
)
def test_a_row_without_a_usable_name_or_slug_is_refused(told: dict[str, Any], message: str) -> None:
    with pytest.raises(FileErrors, match=message):
        area_drafts([area_feature(**told)])


def test_a_point_is_no_area() -> None:
    with pytest.raises(FileErrors, match="not a point"):
        area_drafts([Feature(1, Point(lat=56, lon=16), {"name": "Ängö"})])


def test_all_faults_come_together_in_the_order_of_the_rows() -> None:
    features = [area_feature(1, "Ängö"), area_feature(2, ""), area_feature(3, "ängö"), area_feature(4, None)]
    with pytest.raises(FileErrors) as caught:
        area_drafts(features)
    assert [problem.row for problem in caught.value.problems] == [2, 3, 4]
    assert str(caught.value.problems[1]) == "3: The area ango stands in row 1 too."


@given(st.text(max_size=200))
def test_a_slug_made_of_any_name_is_empty_or_fit_for_an_address(name: str) -> None:
    slug = slug_of(name)
    assert slug == "" or area_drafts([area_feature(name="A", slug=slug)])[0].slug == slug


def test_names_are_sorted_as_in_swedish() -> None:
    names = ["Österäng", "Ängö", "Åby", "Berga", "zinken", "A\u030aby"]
    assert sorted(names, key=swedish_order) == ["Berga", "zinken", "Åby", "A\u030aby", "Ängö", "Österäng"]
