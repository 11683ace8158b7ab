"""A file of places comes in: what it would change, then the change itself, all of it or nothing."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.core.errors import Conflict, Refused
from portal.core.words import word
from portal.platform.geo.problems import BadShape
from portal.platform.geo.queries import area_index
from portal.platform.geo.service import ImportCounts
from portal.platform.tables import Problem, refuse
from portal.reports.places.areas import Areas
from portal.reports.places.models import FILE_NAME_LENGTH, Place, PlaceImport
from portal.reports.places.rules import KEEP_IMPORT, PlaceDraft, PlaceRow, search_name
from portal.reports.places.service.keeping import changed, described


@dataclass(frozen=True)
class PlaceChange:
    """A place that the file describes otherwise than the register: what is there now and what would be."""

    row: PlaceRow
    place: Place
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do; `digest` is the same as long as it would do the same."""

    added: tuple[PlaceRow, ...]
    changed: tuple[PlaceChange, ...]
    unchanged: int

    @property
    def digest(self) -> str:
        told = [repr(row) for row in self.added]
        told += [f"{change.row.ref} {change.before} {change.after}" for change in self.changed]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]

    @property
    def counts(self) -> ImportCounts:
        return ImportCounts(added=len(self.added), changed=len(self.changed), unchanged=self.unchanged)


def plan_import(session: Session, rows: Sequence[PlaceRow]) -> ImportPlan:
    """What these rows would change; raises `FileErrors` naming every row whose area does not exist.

    Where a row names no area, it is the one that its position lies in. A place is known by its `ref`; places that
    the file does not name stay as they are, and a retired place stays retired.
    """
    located = _located(rows, Areas(area_index(session)))
    known = {place.ref: place for place in session.scalars(select(Place))}
    added = tuple(row for row in located if row.ref not in known)
    met = [_compared(row, known[row.ref]) for row in located if row.ref in known]
    differing = tuple(change for change in met if change.after)
    return ImportPlan(added, differing, unchanged=len(met) - len(differing))


def import_places(session: Session, rows: Sequence[PlaceRow], *, now: datetime) -> ImportCounts:
    """Store every row, or none: a known `ref` is updated, so a second import doubles nothing.

    Raises `FileErrors`, or `Conflict` when somebody else added one of the places at the same moment.
    """
    plan = plan_import(session, rows)
    session.add_all(Place(ref=row.ref, **described(_draft(row), row.area), changed_at=now) for row in plan.added)
    for change in plan.changed:
        for name, value in change.after.items():
            setattr(change.place, name, value)
    try:
        changed(session, [change.place for change in plan.changed], now)
    except IntegrityError:
        raise Conflict from None
    return plan.counts


def keep_import(
    session: Session, *, account_id: uuid.UUID, file_name: str, content: bytes, now: datetime
) -> PlaceImport:
    """Keep a file until its sender confirms or a day has passed; an earlier one of theirs goes."""
    drop_import(session, account_id)
    name = "".join(letter for letter in file_name if letter.isprintable())[-FILE_NAME_LENGTH:]
    waiting = PlaceImport(account_id=account_id, file_name=name, content=content, created_at=now)
    session.add(waiting)
    session.flush()
    return waiting


def confirm_import(
    session: Session, account_id: uuid.UUID, rows: Sequence[PlaceRow], *, digest: str, now: datetime
) -> ImportCounts:
    """Do with these rows what the person saw and let their file go; raises `Refused` when it would now do another."""
    if plan_import(session, rows).digest != digest:
        raise Refused(word("The register has changed since you looked. This is what the file would do now."))
    drop_import(session, account_id)
    return import_places(session, rows, now=now)


def drop_import(session: Session, account_id: uuid.UUID) -> None:
    """Let the file go that this member of staff has waiting."""
    session.execute(delete(PlaceImport).where(PlaceImport.account_id == account_id))


def forget_imports(session: Session, now: datetime) -> int:
    """Remove files that nobody confirmed within a day; gives how many."""
    gone = session.execute(delete(PlaceImport).where(PlaceImport.created_at < now - KEEP_IMPORT))
    return cast("CursorResult[Any]", gone).rowcount


def _located(rows: Sequence[PlaceRow], areas: Areas) -> list[PlaceRow]:
    located, faults = [], []
    for row in rows:
        try:
            located.append(replace(row, area=areas.of(row.area, row.lat, row.lon)))
        except BadShape as error:
            faults.append(Problem(row.row, error.message, error.params))
    refuse(faults)
    return located


def _compared(row: PlaceRow, place: Place) -> PlaceChange:
    area = row.area or place.area
    values = described(_draft(row), area) | {"search_name": search_name(row.name, area)}
    kept = {"topics", "note"} - row.told
    after = {name: new for name, new in values.items() if name not in kept and getattr(place, name) != new}
    return PlaceChange(row, place, {name: getattr(place, name) for name in after}, after)


def _draft(row: PlaceRow) -> PlaceDraft:
    return PlaceDraft(row.ref, row.name, row.type, row.lat, row.lon, row.area, row.topics, row.note)
