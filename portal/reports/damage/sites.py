"""Where a report is about: a sign's place, a place of the list, a point, or words alone."""

import math
from typing import Any

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from portal.core.settings import Municipality
from portal.platform.files.models import State, StoredFile
from portal.platform.geo import queries as geo
from portal.platform.geo.shapes import Point
from portal.reports.damage.rules import Site, Source
from portal.reports.places import queries as places
from portal.reports.places.models import Place, Sign

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


_FACTS = select(
    Place.ref, Place.name, Place.type, Place.area, Place.lat, Place.lon, Place.topics, StoredFile.id.label("photo")
).outerjoin(StoredFile, and_(StoredFile.id == Place.photo_id, StoredFile.state == State.READY))
_AT_SIGN = _FACTS.join(Sign, Sign.place_id == Place.id).where(Sign.code == bindparam("code"))
_AT_PLACE = _FACTS.where(Place.ref == bindparam("ref"), Place.is_active)


def at_sign(session: Session, code: str) -> Site | None:
    """The place of a sign, whatever has become of both; None when nobody knows the sign."""
    row = session.execute(_AT_SIGN, {"code": code}).one_or_none()
    return _site(row, sign_key(code), Source.SIGN) if row else None


def at_place(session: Session, ref: str) -> Site | None:
    """A place in use, chosen in the list; None when there is none with this reference."""
    row = session.execute(_AT_PLACE, {"ref": ref}).one_or_none()
    return _site(row, place_key(ref), Source.PLACE) if row else None


def _site(facts: Any, key: str, source: Source) -> Site:
    return Site(
        key=key,
        source=source,
        name=facts.name,
        type=facts.type,
        area=facts.area,
        lat=facts.lat,
        lon=facts.lon,
        ref=facts.ref,
        own_topics=tuple(facts.topics or ()),
        photo=facts.photo,
    )


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
