"""Shapes and GeoJSON for tests."""

import json
from collections.abc import Sequence
from math import cos, pi, sin
from typing import Any

from hypothesis import strategies as st

from portal.platform.geo.geojson import Feature
from portal.platform.geo.shapes import MultiPolygon, Polygon, Position, Ring

KALMAR = (16.3568, 56.6634)


def square(lon: float, lat: float, side: float = 0.01) -> Ring:
    """A closed ring, anticlockwise from the corner in the south-west."""
    east, north = lon + side, lat + side
    return ((lon, lat), (east, lat), (east, north), (lon, north), (lon, lat))


def area_feature(
    number: int = 1, name: Any = "Ängö", at: Position = KALMAR, side: float = 0.01, **more: Any
) -> Feature:
    """A square area as read from a file."""
    return Feature(number, MultiPolygon((Polygon(square(*at, side)),)), {"name": name, **more})


def collection(*geometries: Any, **more: Any) -> str:
    """The text of a GeoJSON file with these geometries, named A, B, C …"""
    features = [
        {"type": "Feature", "properties": {"name": chr(65 + place)}, "geometry": geometry}
        for place, geometry in enumerate(geometries)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **more})


def point(x: Any, y: Any) -> dict[str, Any]:
    """A GeoJSON point."""
    return {"type": "Point", "coordinates": [x, y]}


def polygon(*rings: Sequence[Sequence[float]]) -> dict[str, Any]:
    """A GeoJSON polygon."""
    return {"type": "Polygon", "coordinates": [[list(position) for position in ring] for ring in rings]}


@st.composite
def star_rings(
    draw: st.DrawFn, centre: Position = KALMAR, reach: float = 0.05, least: float = 0.3, fewest: int = 4
) -> Ring:
    """Rings of many forms, all simple, that can be seen whole from their centre."""
    corners = draw(st.integers(fewest, 14))
    jitters = draw(st.lists(st.floats(0, 0.9), min_size=corners, max_size=corners))
    radii = draw(st.lists(st.floats(least, 1), min_size=corners, max_size=corners))
    ring = [
        (centre[0] + reach * radius * cos(angle), centre[1] + reach * radius * sin(angle))
        for radius, angle in zip(
            radii, (2 * pi * (n + jitter) / corners for n, jitter in enumerate(jitters)), strict=True
        )
    ]
    return (*ring, ring[0])
