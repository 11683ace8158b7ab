"""What can happen to signs: ordered, moved through their life, replaced."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.errors import Conflict, NotFound, Refused
from portal.core.words import word
from portal.reports.places import signs
from portal.reports.places.models import Place, Sign, SignEvent
from portal.reports.places.rules import MOST_SIGNS_AN_ORDER, SignState, may_move
from portal.reports.places.service.keeping import bump_pages


def order_signs(
    session: Session,
    place_ids: Sequence[uuid.UUID],
    count: int = 1,
    *,
    now: datetime,
    actor_id: uuid.UUID | None = None,
) -> list[Sign]:
    """`count` new signs for each place, with codes that nobody else has; in the order of `place_ids`.

    Raises `NotFound` for an unknown place and `Refused` for a retired one or too many signs; then none is ordered.
    """
    if not 1 <= count <= MOST_SIGNS_AN_ORDER:
        raise Refused(word("Order between 1 and 20 signs for a place at a time."))
    _check_places(session, place_ids)
    taken = set(session.scalars(select(Sign.code)))
    ordered = [_order(place_id, taken, now) for place_id in place_ids for _ in range(count)]
    session.add_all(ordered)
    session.flush()
    session.add_all(_event(sign, None, now, actor_id) for sign in ordered)
    session.flush()
    return ordered


def change_sign_state(
    session: Session,
    sign_id: uuid.UUID,
    to: SignState,
    *,
    now: datetime,
    actor_id: uuid.UUID | None = None,
    note: str = "",
) -> Sign:
    """Move a sign as its life allows; raises `Conflict` when it cannot go there (somebody may have moved it)."""
    sign = _locked(session, sign_id)
    if not may_move(sign.state, to):
        raise Conflict(word("The sign cannot go to that state. Somebody may have changed it first."))
    before, sign.state, sign.changed_at, sign.note = sign.state, to, now, note
    if to is SignState.MOUNTED:
        sign.mounted_at = now
    session.add(_event(sign, before, now, actor_id, note))
    session.flush()
    bump_pages(session, [sign.place_id])
    return sign


def replace_sign(
    session: Session, sign_id: uuid.UUID, *, now: datetime, actor_id: uuid.UUID | None = None, note: str = ""
) -> Sign:
    """Retire a sign and order another in its stead; gives the new one. The old code still leads to the place."""
    old = change_sign_state(session, sign_id, SignState.RETIRED, now=now, actor_id=actor_id, note=note)
    new = order_signs(session, [old.place_id], now=now, actor_id=actor_id)[0]
    old.replaced_by_id = new.id
    session.flush()
    return new


def _check_places(session: Session, place_ids: Sequence[uuid.UUID]) -> None:
    rows = session.execute(select(Place.id, Place.is_active).where(Place.id.in_(place_ids)))
    in_use = dict(rows.all())
    if set(place_ids) - set(in_use):
        raise NotFound
    if not all(in_use.values()):
        raise Refused(word("A retired place gets no new signs. Take it into use first."))


def _order(place_id: uuid.UUID, taken: set[str], now: datetime) -> Sign:
    code = signs.new_code(taken)
    taken.add(code)
    return Sign(code=code, place_id=place_id, state=SignState.ORDERED, ordered_at=now, changed_at=now)


def _event(
    sign: Sign, before: SignState | None, now: datetime, actor_id: uuid.UUID | None, note: str = ""
) -> SignEvent:
    return SignEvent(sign_id=sign.id, at=now, from_state=before, to_state=sign.state, actor_id=actor_id, note=note)


def _locked(session: Session, sign_id: uuid.UUID) -> Sign:
    sign = session.scalar(select(Sign).where(Sign.id == sign_id).with_for_update())
    if sign is None:
        raise NotFound
    return sign
