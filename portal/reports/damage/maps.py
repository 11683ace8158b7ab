"""The maps of the page that finds a place: drawn areas and places, and their data for the map with streets."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from portal.core.settings import Box
from portal.core.web import runtime
from portal.core.web.languages import current_language
from portal.core.web.page_cache import PageCache
from portal.platform.geo.models import outline_of
from portal.platform.geo.queries import area_index
from portal.platform.geo.shapes import Point
from portal.platform.geo.svg import MapArea, MapPoint, SvgMap, draw_map
from portal.reports.places import queries as places
from portal.reports.places.models import Place

MARGIN = 0.003
"""Degrees around what is shown."""

MapCache = PageCache[SvgMap | None]


def area_map(session: Session, chosen: str) -> SvgMap | None:
    """The areas as links, the places as dots; with a chosen area its places as links. None without areas.

    Drawn at most once a minute for each language and area, and anew as soon as an area changes.
    """
    cache: MapCache = runtime().services["damage maps"]
    index = area_index(session)
    known = chosen if any(area.name == chosen for area in index.areas) else ""
    return cache.get((index.version, current_language(), known), lambda: _drawn(session, known))


def _drawn(session: Session, chosen: str) -> SvgMap | None:
    areas = area_index(session).areas
    if not areas:
        return None
    boxes = [area.shape.box for area in areas if chosen in {"", area.name}]
    shapes = [MapArea(area.name, area.shape, _area_page(area.name), area.name == chosen) for area in areas]
    rows = places.places_of_area(session, chosen) if chosen else places.active_places(session)
    return draw_map(shapes, [_dot(place, is_link=bool(chosen)) for place in rows], box=_wider(boxes))


def _area_page(name: str) -> str:
    return url_for("damage.start", omrade=name)


def _dot(place: Place, *, is_link: bool) -> MapPoint:
    page = url_for("damage.at_place", ref=place.ref) if is_link else None
    return MapPoint(place.name, Point(place.lat, place.lon), page)


def _wider(boxes: Sequence[Box]) -> Box:
    south, north = min(box.south for box in boxes), max(box.north for box in boxes)
    west, east = min(box.west for box in boxes), max(box.east for box in boxes)
    return Box(south - MARGIN, west - 2 * MARGIN, north + MARGIN, east + 2 * MARGIN)


def areas_as_geojson(session: Session) -> dict[str, Any]:
    """The outlines of all areas as a GeoJSON FeatureCollection (RFC 7946, WGS 84)."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": area.name},
            "geometry": {"type": "MultiPolygon", "coordinates": outline_of(area.shape)},
        }
        for area in area_index(session).areas
    ]
    return {"type": "FeatureCollection", "features": features}


def places_for_the_map(session: Session) -> list[dict[str, Any]]:
    """Every place in use with its position and the address where it is reported."""
    return [
        {"lat": place.lat, "lon": place.lon, "name": place.name, "url": url_for("damage.at_place", ref=place.ref)}
        for place in places.active_places(session)
    ]


def places_by_area(session: Session) -> list[tuple[str | None, list[Place]]]:
    """Every place in use under the name of its area; those that lie in none come last."""
    rows = sorted(places.active_places(session), key=lambda place: (place.area is None, place.area or ""))
    return [(area, list(group)) for area, group in groupby(rows, key=lambda place: place.area)]
