"""How often signs are scanned, and which have fallen silent."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from portal.reports.places.models import Place, Sign, SignScan
from portal.reports.places.rules import SignState


@dataclass(frozen=True)
class SilentSign:
    """A mounted sign that nobody scans; `last_on` is the day of the last scan ever, `scans` how many there were."""

    sign: Sign
    place: Place
    last_on: date | None
    scans: int


def scans_by_day(session: Session, sign_ids: Sequence[uuid.UUID], since: date) -> dict[date, int]:
    """How often any of the signs was scanned on each day from `since`; days without a scan are left out."""
    rows = session.execute(
        select(SignScan.on, func.sum(SignScan.count))
        .where(SignScan.sign_id.in_(sign_ids), SignScan.on >= since)
        .group_by(SignScan.on)
    )
    return {on: int(count) for on, count in rows}


def scans_of(session: Session, sign_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[int, date]]:
    """For each sign that was ever scanned: how often, and the last day."""
    rows = session.execute(
        select(SignScan.sign_id, func.sum(SignScan.count), func.max(SignScan.on))
        .where(SignScan.sign_id.in_(sign_ids))
        .group_by(SignScan.sign_id)
    )
    return {sign_id: (int(count), last) for sign_id, count, last in rows}


def signs_without_scans(session: Session, since: datetime) -> list[SilentSign]:
    """Signs mounted before `since` at places in use that nobody has scanned from then on.

    Those scanned most often before come first: they are the likeliest to be gone.
    """
    scanned = exists().where(SignScan.sign_id == Sign.id, SignScan.on >= since.date())
    rows = session.execute(
        select(Sign, Place)
        .join(Place, Place.id == Sign.place_id)
        .where(Sign.state == SignState.MOUNTED, Sign.mounted_at < since, Place.is_active, ~scanned)
        .order_by(Place.search_name, Sign.code)
    )
    pairs = [(sign, place) for sign, place in rows]
    scans = scans_of(session, [sign.id for sign, _ in pairs])
    silent = [_silent(sign, place, scans.get(sign.id)) for sign, place in pairs]
    return sorted(silent, key=lambda one: -one.scans)


def _silent(sign: Sign, place: Place, scans: tuple[int, date] | None) -> SilentSign:
    return SilentSign(sign, place, last_on=scans[1] if scans else None, scans=scans[0] if scans else 0)
