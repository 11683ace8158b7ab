"""Whether an outline is sound: closed, with an area, and nowhere crossing itself.

An outline that crosses itself has no clear inside; reports would land in the wrong area and nobody would notice.
Edges are compared pairwise along the axis where fewer of them overlap; a `Budget` bounds the work, so that a file
made to take hours is refused within seconds. Whether the parts of a multipolygon overlap is not looked at.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from portal.core.words import word
from portal.platform.geo.problems import BadShape
from portal.platform.geo.shapes import Point, Polygon, Position, Ring, ring_area

SHORTEST = 4
SMALLEST = 1e-12
"""Square degrees; well below a square metre anywhere in Sweden."""


class Budget:
    """How many comparisons one file may cost."""

    def __init__(self, steps: int = 10_000_000) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """Take `steps` off; raises `BadShape` when they are used up."""
        self.left -= steps
        if self.left < 0:
            raise BadShape(word("The outline is too intricate. Simplify it and try again."))


class Edge(NamedTuple):
    """One straight piece of a ring."""

    start: Position
    end: Position
    ring: int
    place: int
    last: int

    def span(self, axis: int) -> tuple[float, float]:
        """The lowest and the highest coordinate along one axis."""
        one, other = self.start[axis], self.end[axis]
        return (one, other) if one <= other else (other, one)

    def follows(self, other: "Edge") -> bool:
        """Whether the two are neighbours in the same ring."""
        return self.ring == other.ring and abs(self.place - other.place) in (1, self.last)


def check(polygon: Polygon, budget: Budget) -> None:
    """Raise `BadShape` unless the polygon is sound: rings closed and simple, holes inside and not across it."""
    for ring in polygon.rings:
        _check_ring(ring)
    edges = [edge for number, ring in enumerate(polygon.rings) for edge in _edges(number, ring)]
    for one, other in _neighbours(edges, budget):
        if _clash(one, other):
            raise BadShape(word("The outline crosses itself near %(near)s."), near=_where(one.start))
    if any(abs(ring_area(ring)) < SMALLEST for ring in polygon.rings):
        raise BadShape(word("The outline has no area."))
    _check_holes(polygon, budget)


def _check_ring(ring: Ring) -> None:
    if len(ring) < SHORTEST:
        raise BadShape(word("An outline needs at least three corners."))
    if ring[0] != ring[-1]:
        raise BadShape(word("An outline is not closed: its last position must be its first."))
    corners = ring[:-1]
    if len(set(corners)) < len(corners):
        raise BadShape(word("The outline touches itself near %(near)s."), near=_where(_repeated(corners)))


def _repeated(corners: Sequence[Position]) -> Position:
    return Counter(corners).most_common(1)[0][0]


def _check_holes(polygon: Polygon, budget: Budget) -> None:
    shell = Polygon(polygon.outer)
    budget.spend(sum(map(len, polygon.holes)) * len(polygon.outer))
    for hole in polygon.holes:
        for lon, lat in hole:
            if not shell.holds(Point(lat=lat, lon=lon)):
                raise BadShape(word("A hole lies outside its outline near %(near)s."), near=_where((lon, lat)))


def _edges(number: int, ring: Ring) -> Iterator[Edge]:
    last = len(ring) - 2
    return (Edge(a, b, number, place, last) for place, (a, b) in enumerate(pairwise(ring)))


def _neighbours(edges: list[Edge], budget: Budget) -> Iterator[tuple[Edge, Edge]]:
    """Every pair of edges whose boxes meet."""
    axis = min((0, 1), key=lambda one: _work(edges, one))
    budget.spend(_work(edges, axis))
    ordered = sorted(edges, key=lambda edge: edge.span(axis)[0])
    spans = [(*edge.span(axis), *edge.span(1 - axis)) for edge in ordered]
    for place, (_, high, side_low, side_high) in enumerate(spans):
        for other in range(place + 1, len(spans)):
            low, _, other_low, other_high = spans[other]
            if low > high:
                break
            if side_low <= other_high and other_low <= side_high:
                yield ordered[place], ordered[other]


def _work(edges: list[Edge], axis: int) -> int:
    lows = sorted(edge.span(axis)[0] for edge in edges)
    highs = (edge.span(axis)[1] for edge in edges)
    overlaps = sum(bisect_right(lows, high) for high in highs)
    return overlaps - len(edges) * (len(edges) + 1) // 2


def _clash(one: Edge, other: Edge) -> bool:
    if one.follows(other):
        return _doubles_back(one, other)
    turns = _turns(one, other)
    if one.ring == other.ring:
        return _meet(turns)
    return _cross(turns) or not any(turns)


def _turns(one: Edge, other: Edge) -> tuple[float, float, float, float]:
    return (
        _turn(one.start, one.end, other.start),
        _turn(one.start, one.end, other.end),
        _turn(other.start, other.end, one.start),
        _turn(other.start, other.end, one.end),
    )


def _turn(a: Position, b: Position, c: Position) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _cross(turns: tuple[float, float, float, float]) -> bool:
    a, b, c, d = turns
    return (a > 0 > b or a < 0 < b) and (c > 0 > d or c < 0 < d)


def _meet(turns: tuple[float, float, float, float]) -> bool:
    """Whether two edges with meeting boxes have a point in common."""
    a, b, c, d = turns
    return not ((a > 0 and b > 0) or (a < 0 and b < 0) or (c > 0 and d > 0) or (c < 0 and d < 0))


def _doubles_back(one: Edge, other: Edge) -> bool:
    first, second = (one, other) if one.end == other.start else (other, one)
    back = (first.start[0] - first.end[0], first.start[1] - first.end[1])
    on = (second.end[0] - first.end[0], second.end[1] - first.end[1])
    return _turn(first.start, first.end, second.end) == 0 and back[0] * on[0] + back[1] * on[1] > 0


def _where(position: Position) -> str:
    return f"{position[1]:.5f}, {position[0]:.5f}"
