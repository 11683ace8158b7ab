"""The signs that can go on paper."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal.reports.places.models import Place, Sign
from portal.reports.places.rules import SignState


def printable_signs(session: Session, place_ids: Sequence[uuid.UUID] | None = None) -> list[tuple[Sign, Place]]:
    """The signs that are not retired, of these places or of all in use, by place."""
    chosen = Place.is_active if place_ids is None else Place.id.in_(place_ids)
    return _pairs(session, _printable().where(chosen))


def signs_of_refs(session: Session, refs: Sequence[str]) -> list[tuple[Sign, Place]]:
    """The signs that are not retired of the places with these references, by place."""
    return _pairs(session, _printable().where(Place.ref.in_(refs)))


def _printable() -> Select[Sign, Place]:
    return (
        select(Sign, Place)
        .join(Place, Place.id == Sign.place_id)
        .where(Sign.state != SignState.RETIRED)
        .order_by(Place.search_name, Place.id, Sign.ordered_at, Sign.code)
    )


def _pairs(session: Session, query: Select[Sign, Place]) -> list[tuple[Sign, Place]]:
    return [(sign, place) for sign, place in session.execute(query)]
