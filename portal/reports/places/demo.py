"""The demo's register: places from a file, at each a sign whose code is the same on every machine, and scans."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.core.db import Database
from portal.core.settings import Settings
from portal.platform.geo import service as geo
from portal.platform.geo.geojson import read_features
from portal.reports.places import queries, scans, service, signs
from portal.reports.places.importing import read_places
from portal.reports.places.models import Place, Sign, SignEvent
from portal.reports.places.rules import SignState

ORDERED_AGO = timedelta(days=300)
MOUNTED_AGO = timedelta(days=270)
SCAN_DAYS = 84
_FATES = {7: SignState.DAMAGED, 19: SignState.MISSING, 31: SignState.RETIRED}
"""What became of the sign at the place with this number, every forty places."""
_CYCLE = 40
_SILENT = 23


def fill(database: Database, settings: Settings, now: datetime, *, areas: Path, places: Path) -> None:
    """Areas and places from these files, one mounted sign at each, a few damaged, missing or retired.

    Does nothing where there are places already.
    """
    with database.turn_to_write(), database.write() as session:
        if session.scalar(select(func.count()).select_from(Place)):
            return
        geo.import_areas(session, read_features(areas.read_text(encoding="utf-8")), now=now - ORDERED_AGO)
        rows = read_places(places.read_bytes(), settings.municipality).rows
        service.import_places(session, rows, now=now - ORDERED_AGO)
        fill_signs(session, queries.active_places(session), now)


def fill_signs(session: Session, places: Sequence[Place], now: datetime) -> None:
    """A sign at each of these places, as if they had been put up nine months ago and lived since."""
    mounted = [_mounted(session, place, now) for place in _numbered(places)]
    session.flush()
    for number, sign in enumerate(mounted):
        if fate := _FATES.get(number % _CYCLE):
            _befall(session, sign, fate, now)
    session.flush()
    scans.add_scans(session, _scans(mounted, now))


def code_of(ref: str) -> str:
    """The code of the demo's sign at the place with this reference."""
    return signs.code_for(f"demo {ref}", ())


def _numbered(places: Sequence[Place]) -> list[Place]:
    return sorted(places, key=lambda place: place.ref)


def _mounted(session: Session, place: Place, now: datetime) -> Sign:
    sign = Sign(
        code=code_of(place.ref),
        place_id=place.id,
        state=SignState.MOUNTED,
        ordered_at=now - ORDERED_AGO,
        mounted_at=now - MOUNTED_AGO,
        changed_at=now - MOUNTED_AGO,
    )
    session.add(sign)
    session.flush()
    session.add(SignEvent(sign_id=sign.id, at=sign.ordered_at, from_state=None, to_state=SignState.ORDERED))
    session.add(SignEvent(sign_id=sign.id, at=now - MOUNTED_AGO, from_state=SignState.ORDERED, to_state=sign.state))
    return sign


def _befall(session: Session, sign: Sign, fate: SignState, now: datetime) -> None:
    when = now - timedelta(days=_number(sign.code, 60) + 2)
    if fate is SignState.RETIRED:
        service.replace_sign(session, sign.id, now=when)
        return
    service.change_sign_state(session, sign.id, fate, now=when)


def _scans(mounted: Sequence[Sign], now: datetime) -> scans.Counts:
    """Some scans for most signs on most days, the same on every machine."""
    counts: scans.Counts = Counter()
    for number, sign in enumerate(mounted):
        last = SCAN_DAYS if number % _CYCLE != _SILENT else 0
        for day in range(last):
            on = (now - timedelta(days=day)).date()
            if few := _number(f"{sign.code} {day}", 7) - 2:
                counts[sign.code, on] += max(few, 0)
    return +counts


def _number(seed: str, below: int) -> int:
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4], "big") % below
