"""Where a report is about: a sign's place, a place of the list, a point, or words alone."""

import math
from dataclasses import replace

from sqlalchemy.orm import Session

from portal.core.settings import Municipality
from portal.platform.geo import queries as geo
from portal.platform.geo.shapes import Point
from portal.reports.damage.rules import Site, Source
from portal.reports.places.models import Place

WORDS_KEY = "words"


def sign_key(code: str) -> str:
    """What binds a form to a sign."""
    return f"sign:{code}"


def place_key(ref: str) -> str:
    """What binds a form to a place chosen in the list."""
    return f"place:{ref}"


def point_key(lat: float, lon: float) -> str:
    """What binds a form to a point; five decimals are about a metre."""
    return f"point:{lat:.5f},{lon:.5f}"


def at_sign(place: Place, code: str) -> Site:
    """The place of the sign that was scanned."""
    return replace(at_place(place), key=sign_key(code), source=Source.SIGN)


def at_place(place: Place) -> Site:
    """A place chosen in the list."""
    return Site(
        key=place_key(place.ref),
        source=Source.PLACE,
        name=place.name,
        type=place.type,
        area=place.area,
        lat=place.lat,
        lon=place.lon,
        ref=place.ref,
    )


def at_point(session: Session, town: Municipality, lat: float, lon: float) -> Site:
    """A point on the map; the area comes from the polygons, and outside the municipality is told."""
    area = geo.area_at(session, Point(lat, lon))
    return Site(
        key=point_key(lat, lon),
        source=Source.POINT,
        name="",
        type="other",
        area=area.name if area else None,
        lat=lat,
        lon=lon,
        is_inside=area is not None or town.box.holds(lat, lon),
    )


def in_words() -> Site:
    """A place that only words describe."""
    return Site(key=WORDS_KEY, source=Source.WORDS, name="", type="other")


def read_point(lat: str | None, lon: str | None) -> tuple[float, float] | None:
    """The point in two texts (decimal comma forgiven), or None when they are no position on earth."""
    try:
        found = float((lat or "").strip().replace(",", ".")), float((lon or "").strip().replace(",", "."))
    except ValueError:
        return None
    if not all(math.isfinite(value) for value in found):
        return None
    return found if abs(found[0]) <= 90 and abs(found[1]) <= 180 else None  # noqa: PLR2004 (degrees)
