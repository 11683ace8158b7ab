"""Where a report is about: a sign's place, a place of the list, a point, or words alone."""

import math
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from portal.core.settings import Municipality
from portal.platform.files import queries as files
from portal.platform.geo import queries as geo
from portal.platform.geo.shapes import Point
from portal.reports.damage.rules import Site, Source
from portal.reports.places import queries as places
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


def at_sign(session: Session, place: Place, code: str) -> Site:
    """The place of the sign that was scanned."""
    return replace(at_place(session, place), key=sign_key(code), source=Source.SIGN)


def at_place(session: Session, place: Place) -> Site:
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
        own_topics=tuple(place.topics or ()),
        photo=_ready(session, place.photo_id),
    )


def _ready(session: Session, photo: UUID | None) -> UUID | None:
    file = files.file_by_id(session, photo) if photo else None
    return file.id if file and file.is_ready else None


def ref_of_key(session: Session, key: str) -> str | None:
    """The place that the form with this `key` is about, if it is about one."""
    source, _, name = key.partition(":")
    if source == "place":
        return name
    found = places.sign_by_code(session, name) if source == "sign" else None
    return found[1].ref if found else None


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
