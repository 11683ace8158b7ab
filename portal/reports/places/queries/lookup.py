"""One place or a few: by sign, by reference, by name, by position, by area."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from sqlalchemy import ColumnElement, Select, case, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.platform.geo.shapes import Point, distance
from portal.reports.places.models import Place, PlaceImport, Sign, SignEvent
from portal.reports.places.rules import SignState, folded, plain

REACHES = (500, 2_000, 10_000, 100_000)
"""Metres around a position, tried one after the other until there are places enough."""
_METRES_PER_DEGREE = 111_200
_MOST_WORDS = 6


@dataclass(frozen=True)
class NearPlace:
    """A place and how many metres away it is, as the crow flies."""

    place: Place
    metres: float


def sign_by_code(session: Session, code: str) -> tuple[Sign, Place] | None:
    """The sign with a code (as `signs.read_sign_code` gives it) and its place, whatever has become of them."""
    found = session.execute(select(Sign, Place).join(Place, Place.id == Sign.place_id).where(Sign.code == code))
    row = found.one_or_none()
    return (row[0], row[1]) if row else None


def sign_by_id(session: Session, sign_id: uuid.UUID) -> Sign | None:
    """The sign with this id, together with its place."""
    return session.scalar(select(Sign).where(Sign.id == sign_id).options(joinedload(Sign.place)))


def signs_of(session: Session, place_id: uuid.UUID) -> Sequence[Sign]:
    """The signs of a place with their history and who wrote it: the latest ordered first, retired ones last."""
    return session.scalars(
        select(Sign)
        .where(Sign.place_id == place_id)
        .options(selectinload(Sign.events).joinedload(SignEvent.actor))
        .order_by(case((Sign.state == SignState.RETIRED, 1), else_=0), Sign.ordered_at.desc(), Sign.code)
    ).all()


def place(session: Session, place_id: uuid.UUID) -> Place | None:
    """The place with this id, with its photo."""
    return session.scalar(select(Place).where(Place.id == place_id).options(joinedload(Place.photo)))


def place_by_ref(session: Session, ref: str) -> Place | None:
    """The place with the municipality's own reference."""
    return session.scalar(select(Place).where(Place.ref == ref))


def search_places(session: Session, text: str, limit: int = 10) -> Sequence[Place]:
    """Places in use whose name or area holds every word of `text`; those whose name begins so come first.

    Capitals and accents do not matter, and å, ä, ö may be typed as a and o. Empty text finds nothing.
    """
    begins = folded(text)
    if not begins:
        return []
    first = case((Place.search_name.startswith(begins, autoescape=True), 0), else_=1)
    found = select(Place).where(Place.is_active, *holds_words(text)).order_by(first, Place.search_name, Place.id)
    return session.scalars(found.limit(limit)).all()


def holds_words(text: str) -> list[ColumnElement[bool]]:
    """The conditions that a place's name or area holds every word of `text`."""
    return [
        or_(*(Place.search_name.contains(form, autoescape=True) for form in {folded(word), plain(word)}))
        for word in text.split()[:_MOST_WORDS]
        if folded(word)
    ]


def nearest_places(session: Session, lat: float, lon: float, limit: int = 5) -> list[NearPlace]:
    """The places in use nearest to a position, at most `limit` and at most 100 km away, the nearest first."""
    found: list[NearPlace] = []
    for reach in REACHES:
        found = _within(session, Point(lat=lat, lon=lon), reach)
        if len(found) >= limit:
            break
    return found[:limit]


def _within(session: Session, point: Point, reach: int) -> list[NearPlace]:
    high = reach / _METRES_PER_DEGREE
    wide = high / max(cos(radians(point.lat)), 0.01)
    rows = session.scalars(
        select(Place).where(
            Place.is_active,
            Place.lat.between(point.lat - high, point.lat + high),
            Place.lon.between(point.lon - wide, point.lon + wide),
        )
    )
    measured = [NearPlace(row, distance(point, Point(lat=row.lat, lon=row.lon))) for row in rows]
    return sorted((near for near in measured if near.metres <= reach), key=lambda near: (near.metres, near.place.ref))


def places_of_area(session: Session, area: str) -> Sequence[Place]:
    """The places in use in the area with this name, by name."""
    return session.scalars(_active().where(Place.area == area)).all()


def active_places(session: Session) -> Sequence[Place]:
    """All places in use, by name in Swedish order; for a map or a list of everything."""
    return session.scalars(_active()).all()


def _active() -> Select[Place]:
    return select(Place).where(Place.is_active).order_by(Place.search_name, Place.id)


def waiting_import(session: Session, account_id: uuid.UUID) -> PlaceImport | None:
    """The file that this member of staff has looked at and not confirmed yet."""
    return session.scalar(select(PlaceImport).where(PlaceImport.account_id == account_id))
