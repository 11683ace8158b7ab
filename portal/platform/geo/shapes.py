"""Points and polygons in WGS 84 degrees, and what can be asked of them.

A position inside a ring is written (lon, lat) as GeoJSON does; everywhere else a place is a `Point` with named
parts, so that nobody has to remember the order. Rings are closed: the last position is the first. The border
belongs to a polygon, that of a hole too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import hypot, radians

from portal.core.settings import Box
from portal.platform.geo.sweref import radii

Position = tuple[float, float]
Ring = tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the ground, in degrees."""

    lat: float
    lon: float


@dataclass(frozen=True)
class Polygon:
    """An outline with holes; `rings.check` says whether it is sound."""

    outer: Ring
    holes: tuple[Ring, ...] = ()

    @cached_property
    def box(self) -> Box:
        """The smallest rectangle that holds the polygon."""
        return box_of(self.outer)

    @property
    def rings(self) -> tuple[Ring, ...]:
        """The outline first, then the holes."""
        return (self.outer, *self.holes)

    def holds(self, point: Point) -> bool:
        """Whether the point lies in the polygon or on its border."""
        if not self.box.holds(point.lat, point.lon):
            return False
        side = _side(self.outer, point.lon, point.lat)
        return side == 0 or (side > 0 and all(_side(hole, point.lon, point.lat) <= 0 for hole in self.holes))


@dataclass(frozen=True)
class MultiPolygon:
    """One thing in several parts, such as an area with its islands."""

    polygons: tuple[Polygon, ...]

    @cached_property
    def box(self) -> Box:
        """The smallest rectangle that holds every part."""
        return box_of(position for polygon in self.polygons for position in polygon.outer)

    @property
    def rings(self) -> tuple[Ring, ...]:
        """All rings of all parts."""
        return tuple(ring for polygon in self.polygons for ring in polygon.rings)

    def holds(self, point: Point) -> bool:
        """Whether the point lies in one of the parts or on its border."""
        return self.box.holds(point.lat, point.lon) and any(part.holds(point) for part in self.polygons)


Surface = Polygon | MultiPolygon
Geometry = Point | Polygon | MultiPolygon


def in_parts(surface: Surface) -> MultiPolygon:
    """The same surface as a `MultiPolygon`."""
    return surface if isinstance(surface, MultiPolygon) else MultiPolygon((surface,))


def box_of(positions: Iterable[Position]) -> Box:
    """The smallest rectangle that holds all positions; at least one is needed."""
    lons, lats = zip(*positions, strict=True)
    return Box(south=min(lats), west=min(lons), north=max(lats), east=max(lons))


def boxes_meet(one: Box, other: Box) -> bool:
    """Whether two rectangles have a point in common."""
    return one.south <= other.north and other.south <= one.north and one.west <= other.east and other.west <= one.east


def distance(one: Point, other: Point) -> float:
    """Metres between two points; within 0.1 % over the length of a county (100 km) in Sweden."""
    along, across = radii((one.lat + other.lat) / 2)
    turn = (other.lon - one.lon + 180) % 360 - 180
    return hypot(along * radians(other.lat - one.lat), across * radians(turn))


def ring_area(ring: Ring) -> float:
    """Signed area in square degrees; positive where the ring runs anticlockwise."""
    x0, y0 = ring[0]
    return sum((ax - x0) * (by - y0) - (bx - x0) * (ay - y0) for (ax, ay), (bx, by) in pairwise(ring)) / 2


def centroid(surface: Surface) -> Point:
    """The centre of gravity, holes left out; for a crescent it may lie outside (see `inner_point`)."""
    x0, y0 = in_parts(surface).polygons[0].outer[0]
    total = east = north = 0.0
    for sign, ring in _signed_rings(surface):
        area, x, y = _moments(ring, x0, y0)
        weight = sign if area > 0 else -sign
        total, east, north = total + weight * area, east + weight * x, north + weight * y
    return Point(lat=y0 + north / total, lon=x0 + east / total)


def inner_point(surface: Surface) -> Point:
    """A point that is surely inside: the centroid, or else the middle of the widest part half-way up."""
    centre = centroid(surface)
    if surface.holds(centre):
        return centre
    largest = max(in_parts(surface).polygons, key=lambda part: abs(ring_area(part.outer)))
    lat = (largest.box.south + largest.box.north) / 2
    crossings = sorted(lon for ring in largest.rings for lon in _crossings(ring, lat))
    spans = zip(crossings[::2], crossings[1::2], strict=True)
    west, east = max(spans, key=lambda span: span[1] - span[0])
    return Point(lat=lat, lon=(west + east) / 2)


def _signed_rings(surface: Surface) -> Iterator[tuple[int, Ring]]:
    for polygon in in_parts(surface).polygons:
        yield 1, polygon.outer
        yield from ((-1, hole) for hole in polygon.holes)


def _moments(ring: Ring, x0: float, y0: float) -> tuple[float, float, float]:
    area = east = north = 0.0
    for (ax, ay), (bx, by) in pairwise(ring):
        cross = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
        area += cross / 2
        east += (ax + bx - 2 * x0) * cross / 6
        north += (ay + by - 2 * y0) * cross / 6
    return area, east, north


def _crossings(ring: Ring, lat: float) -> Iterator[float]:
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > lat) != (by > lat):
            yield ax + (lat - ay) * (bx - ax) / (by - ay)


def _side(ring: Ring, x: float, y: float) -> int:
    """1 inside the ring, 0 on it, -1 outside: how often a line to the east crosses it."""
    side = -1
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > y) != (by > y):
            cross = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
            if cross == 0:
                return 0
            if (cross > 0) == (by > ay):
                side = -side
        elif y == ay and (x == ax or (y == by and (ax > x) != (bx > x))):
            return 0
    return side
