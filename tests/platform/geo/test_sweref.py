from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from portal.platform.geo.sweref import GRIDS, SWEREF_99_TM, Grid

MILLIMETRE = 0.001
lats = st.floats(55.0, 69.2)
lons = st.floats(10.5, 24.5)
grids = st.sampled_from(sorted(GRIDS.values(), key=lambda grid: grid.epsg))


@cache
def oracle(epsg: int) -> Transformer:
    return Transformer.from_crs("EPSG:4619", f"EPSG:{epsg}")


@given(grids, lats, lons)
def test_metres_agree_with_proj_to_the_millimetre_all_over_sweden(grid: Grid, lat: float, lon: float) -> None:
    north, east = oracle(grid.epsg).transform(lat, lon)
    assert grid.metres(lat, lon) == pytest.approx((north, east), rel=0, abs=MILLIMETRE)


@given(grids, lats, lons)
def test_degrees_undo_metres_to_the_millimetre(grid: Grid, lat: float, lon: float) -> None:
    back = grid.degrees(*grid.metres(lat, lon))
    assert grid.metres(*back) == pytest.approx(grid.metres(lat, lon), rel=0, abs=MILLIMETRE)
    assert back == pytest.approx((lat, lon), rel=0, abs=1e-8)


def test_kalmar_lies_where_its_maps_say() -> None:
    north, east = SWEREF_99_TM.metres(56.6634, 16.3568)
    assert (round(north, -3), round(east, -3)) == (6_281_000, 583_000)
