"""Which coordinates a pair of numbers is: degrees, or metres in SWEREF 99, told apart by their size.

In SWEREF 99 TM Sweden lies between 260 and 920 km east and 6 100 and 7 700 km north; degrees never exceed 180. The
local zones (around 150 km east) all look alike, so they are read only where the file names its zone.
"""

import re
from math import isfinite

from portal.core.settings import Box
from portal.core.words import word
from portal.platform.geo.problems import BadShape
from portal.platform.geo.shapes import Point, Position
from portal.platform.geo.sweref import GRIDS, SWEREF_99_TM, Grid

DECIMALS = 7
"""Of a degree: about a centimetre."""

GLOBE = Box(south=-90, west=-180, north=90, east=180)
SWEDEN = Box(south=55, west=10, north=69.5, east=24.5)
NATIONAL = Box(south=6_000_000, west=250_000, north=7_800_000, east=1_000_000)
"""Sweden in metres of SWEREF 99 TM, with some room."""
LOCAL = Box(south=6_000_000, west=0, north=7_800_000, east=249_999)
"""Sweden in metres of any local zone."""

_WGS_84 = re.compile(r"(?:.*[:/])?(?:CRS84|4326)", re.IGNORECASE)
_EPSG = re.compile(r".*EPSG.*[:/](\d{4,5})", re.IGNORECASE)


def grid_named(name: str) -> Grid | None:
    """The grid that a GeoJSON `crs` names, None for degrees; raises `BadShape` for any other."""
    if _WGS_84.fullmatch(name):
        return None
    found = _EPSG.fullmatch(name)
    if found and (grid := GRIDS.get(int(found[1]))):
        return grid
    raise BadShape(word("We cannot read the coordinate system %(name)s. Use WGS 84 or SWEREF 99."), name=name[:60])


def position(x: float, y: float, grid: Grid | None = None) -> Position:
    """(lon, lat) of x (longitude or east) and y (latitude or north); `BadShape` says what is wrong."""
    if not (isfinite(x) and isfinite(y)):
        raise BadShape(word("A coordinate is not a number."))
    if grid or NATIONAL.holds(y, x):
        return _from_metres(x, y, grid or SWEREF_99_TM)
    _refuse_other_metres(x, y)
    if SWEDEN.holds(x, y):
        raise BadShape(word("Latitude and longitude have changed places."))
    if not GLOBE.holds(y, x):
        raise BadShape(word("A position is not on the globe: %(x)s, %(y)s."), x=_short(x), y=_short(y))
    return round(x, DECIMALS), round(y, DECIMALS)


def point_from(*, lat_or_north: float, lon_or_east: float) -> Point:
    """The point that a row of a table names, in degrees or in SWEREF 99 TM; raises `BadShape`."""
    lon, lat = position(lon_or_east, lat_or_north)
    return Point(lat=lat, lon=lon)


def _from_metres(east: float, north: float, grid: Grid) -> Position:
    if not (NATIONAL.holds(north, east) or LOCAL.holds(north, east)):
        raise BadShape(word("A position is outside Sweden: %(x)s, %(y)s."), x=_short(east), y=_short(north))
    lat, lon = grid.degrees(north, east)
    return round(lon, DECIMALS), round(lat, DECIMALS)


def _refuse_other_metres(x: float, y: float) -> None:
    if NATIONAL.holds(x, y) or LOCAL.holds(x, y):
        raise BadShape(word("North and east have changed places."))
    if LOCAL.holds(y, x):
        raise BadShape(
            word("This looks like a local SWEREF 99 zone, and we cannot see which. Use SWEREF 99 TM or WGS 84.")
        )


def _short(number: float) -> str:
    return f"{number:.10g}"
