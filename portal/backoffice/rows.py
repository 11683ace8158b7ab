"""A case as lists show it, made of the columns of its row alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from portal.accounts.models import StaffAccount
from portal.accounts.rules import initials
from portal.cases import promise
from portal.cases.models import Case, Priority
from portal.cases.promise import Left

COLUMNS: tuple[Any, ...] = (
    Case.id,
    Case.number,
    Case.kind,
    Case.state,
    Case.is_open,
    Case.outcome,
    Case.priority,
    Case.team,
    Case.assignee_id,
    Case.subject_ref,
    Case.subject_name,
    Case.topic,
    Case.heading,
    Case.excerpt,
    Case.area,
    Case.voices,
    Case.has_photo,
    Case.has_news,
    Case.lat,
    Case.lon,
    Case.language,
    Case.opened_at,
    Case.due_at,
    Case.paused_at,
    Case.closed_at,
    Case.version,
)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A case as a list shows it; `left` is what is left of the promise, `age_days` counts Swedish days."""

    id: int
    number: str
    kind: str
    state: str
    is_open: bool
    outcome: str | None
    priority: Priority
    team: str | None
    assignee_id: UUID | None
    subject_ref: str | None
    subject_name: str
    topic: str
    heading: str
    excerpt: str
    area: str | None
    voices: int
    has_photo: bool
    has_news: bool
    lat: float | None
    lon: float | None
    language: str
    opened_at: datetime
    due_at: datetime | None
    paused_at: datetime | None
    closed_at: datetime | None
    version: int
    left: Left
    age_days: int
    assignee: str
    initials: str

    @property
    def title(self) -> str:
        """What staff named it, else the first words written; empty where neither may be shown."""
        return self.heading or self.excerpt


def staff_names(session: Session) -> Mapping[UUID, str]:
    """The names of all accounts, former ones included."""
    return dict(session.execute(select(StaffAccount.id, StaffAccount.name)).all())


def made(row: Row[Any], staff: Mapping[UUID, str], now: datetime) -> QueueRow:
    """The row of a list made of a row of `COLUMNS`; `staff` are the names of accounts."""
    name = staff.get(row.assignee_id, "") if row.assignee_id else ""
    left = promise.left(row.due_at, now, is_open=row.is_open, is_paused=row.paused_at is not None)
    age_days = (promise.day_of(now) - promise.day_of(row.opened_at)).days
    values: tuple[Any, ...] = (*row, left, age_days, name, _initials(name))
    return QueueRow(*values)


_initials = lru_cache(maxsize=1024)(initials)
