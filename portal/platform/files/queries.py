"""What can be looked up about received files."""

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from portal.platform.files.models import State, StoredFile

Raw = tuple[str, str]
"""Where raw bytes lie: drawer and hash."""

_SETTLED = (State.READY, State.BROKEN)
_AT_ONCE = 500


def file_by_id(session: Session, file_id: uuid.UUID) -> StoredFile | None:
    """The file, if there is one."""
    return session.get(StoredFile, file_id)


def twin(session: Session, file: StoredFile) -> StoredFile | None:
    """Another file made from the same raw bytes under the same form that is ready or broken, a ready one first."""
    same = (StoredFile.drawer == file.drawer, StoredFile.sha == file.sha, StoredFile.id != file.id)
    twins = session.scalars(select(StoredFile).where(*same, StoredFile.state.in_(_SETTLED))).all()
    return min(twins, key=lambda other: other.state is not State.READY, default=None)


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
    late = (StoredFile.state == State.WAITING, StoredFile.received_at < before)
    return list(session.scalars(select(StoredFile).where(*late).order_by(StoredFile.received_at)))


def ids_in(session: Session, *states: State) -> set[uuid.UUID]:
    """The ids of all files in one of `states`."""
    return set(session.scalars(select(StoredFile.id).where(StoredFile.state.in_(states))))


def _pairs(session: Session, rows: Select[str | None, str | None]) -> set[Raw]:
    return {(drawer, sha) for drawer, sha in session.execute(rows) if drawer and sha}
