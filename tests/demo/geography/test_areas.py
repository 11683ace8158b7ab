import json
from itertools import pairwise
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from portal.demo.geography.geojson_lines import lines
from portal.demo.geography.make_areas import CENTRES, MUNICIPALITY, SOUND, areas, cell
from portal.platform.geo.geojson import read_features
from portal.platform.geo.rules import AreaDraft, area_drafts
from portal.platform.geo.shapes import Point, distance

FILE = Path(__file__).parents[3] / "portal/demo/geography/areas.geojson"
TEXT = FILE.read_text(encoding="utf-8")
DRAFTS = area_drafts(read_features(TEXT))
in_the_box = st.tuples(st.floats(56.451, 56.869), st.floats(15.851, 16.499))


def outline(draft: AreaDraft) -> shapely.Polygon:
    return shapely.Polygon(draft.shape.polygons[0].outer)


def test_the_file_is_what_the_script_makes() -> None:
    assert "".join(lines(areas())) == TEXT


def test_all_thirty_one_areas_are_there_and_marked_as_demo_data() -> None:
    told = [feature["properties"] for feature in json.loads(TEXT)["features"]]
    assert [one["name"] for one in told] == list(CENTRES)
    assert len({one["slug"] for one in told}) == 31
    assert all(one["demo"] is True and "Demo data" in one["note"] for one in told)


def test_every_centre_lies_in_its_own_area_alone() -> None:
    for name, (lon, lat) in CENTRES.items():
        assert [draft.name for draft in DRAFTS if draft.shape.holds(Point(lat=lat, lon=lon))] == [name]


def test_areas_do_not_overlap_by_more_than_their_rounding() -> None:
    found = [outline(draft) for draft in DRAFTS]
    overlap = sum(one.intersection(other).area for place, one in enumerate(found) for other in found[:place])
    assert overlap < 1e-6


@given(in_the_box)
def test_a_position_belongs_to_the_nearest_centre_or_to_the_sound(place: tuple[float, float]) -> None:
    here = Point(*place)
    seeds = {**CENTRES, **{f"sound {n}": seed for n, seed in enumerate(SOUND)}}
    away = sorted((distance(here, Point(lat=lat, lon=lon)), name) for name, (lon, lat) in seeds.items())
    (least, nearest), (next_least, _) = away[:2]
    found = [draft.name for draft in DRAFTS if draft.shape.holds(here)]
    if next_least - least > 0.02 * next_least:
        assert found == ([nearest] if nearest in CENTRES else [])


@pytest.mark.parametrize("name", CENTRES)
def test_a_cell_is_convex_closed_and_runs_anticlockwise(name: str) -> None:
    ring = cell(name)
    assert ring[0] == ring[-1]
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise([*ring, ring[1]])]
    assert all(ax * by - ay * bx > -1e-8 for (ax, ay), (bx, by) in pairwise(steps))


def test_no_area_leaves_the_box() -> None:
    box = shapely.Polygon(MUNICIPALITY)
    assert all(box.covers(outline(draft)) for draft in DRAFTS)
