"""What can be looked up about received files."""

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from portal.platform.files.models import State, StoredFile

Raw = tuple[str, str]
"""Where raw bytes lie: drawer and hash."""

_SETTLED = (State.READY, State.HELD, State.BROKEN)
_AT_ONCE = 500


def file_by_id(session: Session, file_id: uuid.UUID) -> StoredFile | None:
    """The file, if there is one."""
    return session.get(StoredFile, file_id)


def twin(session: Session, file: StoredFile) -> StoredFile | None:
    """Another file made from the same raw bytes under the same form that is ready, else held, else broken."""
    same = (StoredFile.drawer == file.drawer, StoredFile.sha == file.sha, StoredFile.id != file.id)
    twins = session.scalars(select(StoredFile).where(*same, StoredFile.state.in_(_SETTLED))).all()
    return min(twins, key=lambda other: _SETTLED.index(other.state), default=None)


def waiting_raws(session: Session) -> set[Raw]:
    """The raw bytes that the worker still needs."""
    rows = select(StoredFile.drawer, StoredFile.sha).where(StoredFile.state == State.WAITING)
    return _pairs(session, rows)


def known_raws(session: Session, raws: Collection[Raw]) -> set[Raw]:
    """Those of `raws` that a row was ever made for."""
    columns, wanted = select(StoredFile.drawer, StoredFile.sha), sorted(raws)
    known: set[Raw] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        among = tuple_(StoredFile.drawer, StoredFile.sha).in_(wanted[start : start + _AT_ONCE])
        known |= _pairs(session, columns.where(among))
    return known


def waiting_since(session: Session, before: datetime) -> list[StoredFile]:
    """Files received before `before` that the worker has not settled, oldest first."""
    return _since(session, State.WAITING, before)


def held_since(session: Session, before: datetime) -> list[StoredFile]:
    """Files received before `before` whose original no scanner has found clean, oldest first."""
    return _since(session, State.HELD, before)


def pages_of_kept(session: Session) -> dict[uuid.UUID, int | None]:
    """Every file whose content is kept, with its number of pages (None for a photo)."""
    kept = select(StoredFile.id, StoredFile.pages).where(StoredFile.state.in_((State.READY, State.HELD)))
    return {row.id: row.pages for row in session.execute(kept)}


def ids_in(session: Session, *states: State) -> set[uuid.UUID]:
    """The ids of all files in one of `states`."""
    return set(session.scalars(select(StoredFile.id).where(StoredFile.state.in_(states))))


def _since(session: Session, state: State, before: datetime) -> list[StoredFile]:
    late = (StoredFile.state == state, StoredFile.received_at < before)
    return list(session.scalars(select(StoredFile).where(*late).order_by(StoredFile.received_at)))


def _pairs(session: Session, rows: Select[str | None, str | None]) -> set[Raw]:
    return {(drawer, sha) for drawer, sha in session.execute(rows) if drawer and sha}
