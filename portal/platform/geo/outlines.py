"""Simpler outlines for drawing, without gaps between neighbours.

Douglas and Peucker's method keeps the corners that matter. Run ring by ring it would move a common border
differently for each side; so rings are first cut where three of them meet, and each piece of border is simplified
once, in one direction, and used by both.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

Spot = tuple[int, int]
Path = tuple[Spot, ...]
FEWEST = 4
"""Positions of the smallest ring that still is one: a triangle, closed."""
BORDER = 2
"""Neighbours that a position has where no third ring joins."""


def simplified(rings: Sequence[Path], tolerance: float) -> list[Path]:
    """The closed rings with no border moved by more than `tolerance`; too small a ring becomes empty."""
    tidy = [_tidied(ring) for ring in rings]
    joints = _joints(tidy)
    known: dict[Path, Path] = {}
    return [_rejoined(ring, joints, tolerance, known) if ring else () for ring in tidy]


def douglas_peucker(path: Path, tolerance: float) -> Path:
    """The path without the corners that lie within `tolerance` of what is left."""
    kept = {0, len(path) - 1}
    waiting = [(0, len(path) - 1)]
    while waiting:
        first, last = waiting.pop()
        farthest, gap = _farthest(path, first, last)
        if gap > tolerance:
            kept.add(farthest)
            waiting += [(first, farthest), (farthest, last)]
    return tuple(path[place] for place in sorted(kept))


def _farthest(path: Path, first: int, last: int) -> tuple[int, float]:
    best, gap = first, -1.0
    for place in range(first + 1, last):
        away = _away(path[place], path[first], path[last])
        if away > gap:
            best, gap = place, away
    return best, gap


def _away(spot: Spot, start: Spot, end: Spot) -> float:
    """How far a spot lies from the straight piece between two others."""
    (x, y), (ax, ay), (bx, by) = spot, start, end
    along, up = bx - ax, by - ay
    square = along * along + up * up
    share = ((x - ax) * along + (y - ay) * up) / square if square else 0.0
    share = min(1.0, max(0.0, share))
    return hypot(x - ax - share * along, y - ay - share * up)


def _tidied(ring: Path) -> Path:
    path = ring[:1] + tuple(b for a, b in pairwise(ring) if a != b)
    return path if len(path) >= FEWEST and len(set(path)) >= FEWEST - 1 else ()


def _joints(rings: Sequence[Path]) -> set[Spot]:
    neighbours: dict[Spot, set[Spot]] = defaultdict(set)
    for ring in rings:
        for a, b in pairwise(ring):
            neighbours[a].add(b)
            neighbours[b].add(a)
    return {spot for spot, around in neighbours.items() if len(around) > BORDER}


def _rejoined(ring: Path, joints: set[Spot], tolerance: float, known: dict[Path, Path]) -> Path:
    path: list[Spot] = []
    for piece in _pieces(ring, joints):
        path += _once(piece, tolerance, known)[:-1]
    closed = (*path, path[0])
    return closed if len(set(closed)) >= FEWEST - 1 else ()


def _pieces(ring: Path, joints: set[Spot]) -> Iterator[Path]:
    corners = ring[:-1]
    cuts = [place for place, spot in enumerate(corners) if spot in joints] or [_lowest(corners)]
    if len(cuts) == 1:
        cuts.append(_opposite(corners, cuts[0]))
        cuts.sort()
    round_trip = corners + corners
    for start, end in pairwise([*cuts, cuts[0] + len(corners)]):
        yield round_trip[start : end + 1]


def _lowest(corners: Path) -> int:
    return min(range(len(corners)), key=corners.__getitem__)


def _opposite(corners: Path, start: int) -> int:
    """The corner farthest from a given one, so that a ring that stands alone is cut in two."""
    x, y = corners[start]
    return max(
        (place for place in range(len(corners)) if place != start),
        key=lambda place: (hypot(corners[place][0] - x, corners[place][1] - y), corners[place]),
    )


def _once(piece: Path, tolerance: float, known: dict[Path, Path]) -> Path:
    turned = piece[::-1]
    forward = piece <= turned
    key = piece if forward else turned
    if key not in known:
        known[key] = douglas_peucker(key, tolerance)
    return known[key] if forward else known[key][::-1]
