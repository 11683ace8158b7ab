"""A map of areas and places as data; `templates/components/area_map.html` draws it.

No tiles, no script, a few kilobytes: outlines are simplified, coordinates rounded to a tenth and written as steps.
One unit of the drawing is about a pixel on a phone. Drawing thirty areas takes a few milliseconds, so a caller that
shows a map often keeps the result (`queries.areas_version` tells when it is stale).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

from portal.core.settings import Box
from portal.platform.geo.labels import LETTER, LINE, Label, Name, around, placed
from portal.platform.geo.outlines import Path, Spot, simplified
from portal.platform.geo.shapes import MultiPolygon, Point, box_of, boxes_meet, inner_point

WIDTH = 360
TENTHS = 10
TOLERANCE = 8
"""Tenths of a unit that a border may move."""
DOT = 5.0
"""Radius of a marked place, in units."""
AROUND = 0.002
"""Degrees; how much of the ground around a place is shown, where the map's box follows from it."""
SPECK = ((-15, 0), (0, -15), (15, 0), (0, 15), (-15, 0))
"""What is drawn for an area too small for the map's scale."""


@dataclass(frozen=True)
class MapArea:
    """An area to draw; with `href` a link, `is_current` stands out."""

    name: str
    shape: MultiPolygon
    href: str | None = None
    is_current: bool = False


@dataclass(frozen=True)
class MapPoint:
    """A place to mark; with `href` a link, `is_current` stands out."""

    title: str
    point: Point
    href: str | None = None
    is_current: bool = False


@dataclass(frozen=True)
class DrawnArea:
    """An area as an SVG path; `d` holds nothing but numbers and path letters."""

    name: str
    d: str
    href: str | None
    is_current: bool


@dataclass(frozen=True)
class Marker:
    """A marked place."""

    title: str
    x: float
    y: float
    href: str | None
    is_current: bool


@dataclass(frozen=True)
class SvgMap:
    """What the template needs; areas and markers outside the map's box are left out."""

    width: float
    height: float
    areas: tuple[DrawnArea, ...]
    labels: tuple[Label, ...]
    markers: tuple[Marker, ...]

    @property
    def has_links(self) -> bool:
        """Whether anything on the map can be pressed."""
        return any(area.href for area in self.areas) or any(marker.href for marker in self.markers)


@dataclass(frozen=True)
class View:
    """The part of the ground that is shown, north up, and how large."""

    box: Box
    scale: float
    squeeze: float

    @property
    def size(self) -> Spot:
        """Width and height in tenths."""
        return self.spot(self.box.east, self.box.south)

    def spot(self, lon: float, lat: float) -> Spot:
        """Where a position is drawn, in tenths from the top corner in the west."""
        east, south = (lon - self.box.west) * self.squeeze, self.box.north - lat
        return round(east * self.scale), round(south * self.scale)


def draw_map(
    areas: Sequence[MapArea], points: Sequence[MapPoint] = (), *, box: Box | None = None, width: int = WIDTH
) -> SvgMap:
    """The map of `box`, or of everything given; `ValueError` when there is neither box nor area nor point."""
    view = _view(box or _box_around(areas, points), width)
    markers = [_marker(point, view) for point in points if view.box.holds(point.point.lat, point.point.lon)]
    shown = [area for area in areas if boxes_meet(area.shape.box, view.box)]
    wide, high = view.size
    return SvgMap(
        width=wide / TENTHS,
        height=high / TENTHS,
        areas=tuple(_drawn(shown, view)),
        labels=tuple(_labels(shown, markers, view)),
        markers=tuple(markers),
    )


def _view(box: Box, width: int) -> View:
    squeeze = cos(radians((box.south + box.north) / 2))
    return View(box, width * TENTHS / ((box.east - box.west) * squeeze), squeeze)


def _box_around(areas: Sequence[MapArea], points: Sequence[MapPoint]) -> Box:
    corners = [corner for area in areas for corner in _corners(area.shape.box)]
    corners += [corner for point in points for corner in _corners(_surroundings(point.point))]
    if not corners:
        raise ValueError("a map needs a box, an area or a point")
    return box_of(corners)


def _surroundings(point: Point) -> Box:
    return Box(point.lat - AROUND, point.lon - AROUND, point.lat + AROUND, point.lon + AROUND)


def _corners(box: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    return (box.west, box.south), (box.east, box.north)


def _drawn(areas: Sequence[MapArea], view: View) -> Iterator[DrawnArea]:
    rings = [tuple(view.spot(*position) for position in ring) for area in areas for ring in area.shape.rings]
    simple = iter(simplified(rings, TOLERANCE))
    for area in areas:
        own = [next(simple) for _ in area.shape.rings]
        d = "".join(map(_path, filter(None, own))) or _path(_speck(area, view))
        yield DrawnArea(area.name, d, area.href, area.is_current)


def _speck(area: MapArea, view: View) -> Path:
    centre = inner_point(area.shape)
    x, y = view.spot(centre.lon, centre.lat)
    return tuple((x + dx, y + dy) for dx, dy in SPECK)


def _path(ring: Path) -> str:
    steps = (_pair(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(ring[:-1]))
    return _glued(["m", _pair(*ring[0]), *steps]).replace("m ", "m") + "z"


def _pair(x: int, y: int) -> str:
    return _glued([_tenth(x), _tenth(y)])


def _glued(numbers: Iterable[str]) -> str:
    """Numbers in a row; a minus sign is separator enough."""
    return " ".join(numbers).replace(" -", "-")


def _tenth(number: int) -> str:
    return f"{number / TENTHS:g}" if abs(number) < 10**6 else f"{number / TENTHS:.0f}"


def _labels(areas: Sequence[MapArea], markers: Sequence[Marker], view: View) -> Iterator[Label]:
    wide, high = view.size
    frame = Box(south=0, west=0, north=high / TENTHS, east=wide / TENTHS)
    dots = [around(marker.x, marker.y, 2 * DOT, 2 * DOT) for marker in markers]
    return placed([_name(area, view) for area in areas], frame, dots)


def _name(area: MapArea, view: View) -> Name:
    """The name may stand in the middle of its area, or a line or two above or below, where half of it is inside."""
    box, centre = area.shape.box, inner_point(area.shape)
    (west, north), (east, south) = view.spot(box.west, box.north), view.spot(box.east, box.south)
    line = LINE * TENTHS / view.scale
    quarter = len(area.name) * LETTER / 4 * TENTHS / view.scale / view.squeeze
    middles = [Point(lat=centre.lat + step * line, lon=centre.lon) for step in (0, 1, -1, 2, -2)]
    spots = (view.spot(middle.lon, middle.lat) for middle in middles if _has_room(area.shape, middle, quarter))
    inside = tuple((x / TENTHS, y / TENTHS) for x, y in spots)
    return Name(area.name, (east - west) / TENTHS, (south - north) / TENTHS, inside)


def _has_room(shape: MultiPolygon, middle: Point, reach: float) -> bool:
    ends = (Point(lat=middle.lat, lon=middle.lon + side * reach) for side in (-1, 1))
    return shape.holds(middle) and all(shape.holds(end) for end in ends)


def _marker(point: MapPoint, view: View) -> Marker:
    x, y = view.spot(point.point.lon, point.point.lat)
    return Marker(point.title, x / TENTHS, y / TENTHS, point.href, point.is_current)
