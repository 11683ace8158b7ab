"""Makes `areas.geojson`: a cell around each named centre that holds all that is nearer to it than to any other.

Run `python -m portal.demo.geography.make_areas > portal/demo/geography/areas.geojson`; the same answer every time.
Names are Kalmar's own, centres are set by hand from general knowledge, borders are nobody's: demo data.
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, radians
from typing import Any

from portal.demo.geography.geojson_lines import lines
from portal.platform.geo.rules import slug_of
from portal.platform.geo.shapes import Position

MUNICIPALITY: tuple[Position, ...] = ((15.85, 56.45), (16.50, 56.45), (16.50, 56.87), (15.85, 56.87))
"""(lon, lat), anticlockwise and convex: a box that holds the municipality."""

CENTRES: dict[str, Position] = {
    "Kvarnholmen": (16.3665, 56.6640),
    "Malmen": (16.3545, 56.6680),
    "Ängö": (16.3720, 56.6703),
    "Varvsholmen": (16.3800, 56.6678),
    "Tegelviken": (16.3700, 56.6765),
    "Gamla stan": (16.3490, 56.6600),
    "Söder": (16.3430, 56.6535),
    "Stensö": (16.3310, 56.6440),
    "Vasastaden": (16.3420, 56.6670),
    "Fredriksskans": (16.3630, 56.6720),
    "Getingen": (16.3400, 56.6735),
    "Oxhagen": (16.3250, 56.6730),
    "Skälby": (16.3080, 56.6620),
    "Norrliden": (16.3400, 56.6930),
    "Snurrom": (16.3230, 56.7040),
    "Funkabo": (16.3560, 56.6820),
    "Berga": (16.3420, 56.6815),
    "Djurängen": (16.3150, 56.6800),
    "Lindsdal": (16.2950, 56.7370),
    "Smedby": (16.2350, 56.6590),
    "Rinkabyholm": (16.2760, 56.6390),
    "Ljungbyholm": (16.1670, 56.6330),
    "Trekanten": (16.1180, 56.6950),
    "Läckeby": (16.2790, 56.7800),
    "Rockneby": (16.3310, 56.8160),
    "Drag": (16.4060, 56.8010),
    "Påryd": (15.9270, 56.5710),
    "Tvärskog": (16.0480, 56.5890),
    "Vassmolösa": (16.1720, 56.5890),
    "Hagby": (16.1840, 56.5620),
    "Halltorp": (16.1130, 56.4970),
}
SOUND: tuple[Position, ...] = (
    (16.5300, 56.8000),
    (16.5050, 56.7370),
    (16.4300, 56.7150),
    (16.4060, 56.6950),
    (16.3880, 56.6790),
    (16.3850, 56.6745),
    (16.3890, 56.6660),
    (16.3790, 56.6590),
    (16.3640, 56.6520),
    (16.3600, 56.6455),
    (16.3520, 56.6370),
    (16.3320, 56.6330),
    (16.3080, 56.6090),
    (16.2950, 56.5800),
    (16.2700, 56.5400),
    (16.2250, 56.4850),
)
"""Centres in Kalmarsund, each about as far from the shore as the area opposite; their cells are left out as water."""

NOTE = "Demo data: real name, made-up border"
DECIMALS = 5
SQUEEZE = cos(radians(56.66))


def areas() -> dict[str, Any]:
    """The GeoJSON document."""
    return {"type": "FeatureCollection", "note": NOTE, "features": [_feature(name) for name in CENTRES]}


def cell(name: str) -> list[Position]:
    """The ring of the named centre's cell, closed and anticlockwise."""
    corners = list(MUNICIPALITY)
    for other in (*CENTRES.values(), *SOUND):
        if other != CENTRES[name]:
            corners = list(_nearer(corners, CENTRES[name], other))
    rounded = [(round(lon, DECIMALS), round(lat, DECIMALS)) for lon, lat in corners]
    distinct = [b for a, b in pairwise([rounded[-1], *rounded]) if a != b]
    return [*distinct, distinct[0]]


def _feature(name: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"name": name, "slug": slug_of(name), "demo": True, "note": NOTE},
        "geometry": {"type": "Polygon", "coordinates": [cell(name)]},
    }


def _nearer(corners: Sequence[Position], own: Position, other: Position) -> Iterator[Position]:
    """The convex ring cut down to what is nearer to `own` than to `other`."""
    for a, b in pairwise([*corners, corners[0]]):
        near_a, near_b = _lead(a, own, other), _lead(b, own, other)
        if near_a >= 0:
            yield a
        if near_a * near_b < 0:
            share = near_a / (near_a - near_b)
            yield a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])


def _lead(at: Position, own: Position, other: Position) -> float:
    """How much nearer `own` is than `other`, in squared degrees of latitude."""
    return _square(at, other) - _square(at, own)


def _square(a: Position, b: Position) -> float:
    return ((a[0] - b[0]) * SQUEEZE) ** 2 + (a[1] - b[1]) ** 2


if __name__ == "__main__":
    sys.stdout.writelines(lines(areas()))
