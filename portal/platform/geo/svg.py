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
from portal.platform.geo.outlines import Path, Spot, simplified
from portal.platform.geo.shapes import MultiPolygon, Point, box_of, boxes_meet, inner_point

WIDTH = 360
TENTHS = 10
TOLERANCE = 5
"""Tenths of a unit that a border may move."""
LETTER = 6.4
LINE = 13.0
"""What a letter and a line of a label take up, in units."""
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
class Label:
    """A name and where its middle stands."""

    text: str
    x: float
    y: float


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
    shown = [area for area in areas if boxes_meet(area.shape.box, view.box)]
    wide, high = view.size
    return SvgMap(
        width=wide / TENTHS,
        height=high / TENTHS,
        areas=tuple(_drawn(shown, view)),
        labels=tuple(_labels(shown, view)),
        markers=tuple(_marker(point, view) for point in points if view.box.holds(point.point.lat, point.point.lon)),
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


def _labels(areas: Sequence[MapArea], view: View) -> Iterator[Label]:
    """Names that fit: within their own area, the largest areas first, and none over another."""
    taken: list[Box] = []
    for area in sorted(areas, key=lambda area: -_drawn_size(area.shape.box, view)[0]):
        centre = inner_point(area.shape)
        x, y = view.spot(centre.lon, centre.lat)
        room = _label_box(area.name, x / TENTHS, y / TENTHS)
        if _fits(room, area, view) and not any(boxes_meet(room, other) for other in taken):
            taken.append(room)
            yield Label(area.name, x / TENTHS, y / TENTHS + LINE / 3)


def _label_box(text: str, x: float, y: float) -> Box:
    wide = len(text) * LETTER / 2
    return Box(south=y - LINE / 2, west=x - wide, north=y + LINE / 2, east=x + wide)


def _fits(room: Box, area: MapArea, view: View) -> bool:
    wide, high = view.size
    inside = room.west >= 0 and room.south >= 0 and room.east <= wide / TENTHS and room.north <= high / TENTHS
    own_wide, own_high = _drawn_size(area.shape.box, view)
    return inside and room.east - room.west <= own_wide and own_high >= LINE


def _drawn_size(box: Box, view: View) -> tuple[float, float]:
    (west, north), (east, south) = view.spot(box.west, box.north), view.spot(box.east, box.south)
    return (east - west) / TENTHS, (south - north) / TENTHS


def _marker(point: MapPoint, view: View) -> Marker:
    x, y = view.spot(point.point.lon, point.point.lat)
    return Marker(point.title, x / TENTHS, y / TENTHS, point.href, point.is_current)
