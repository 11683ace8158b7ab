"""What was looked up once stays true while the database is unchanged and no promise comes due.

Both databases can say cheaply whether anything at all was committed since: SQLite by `PRAGMA data_version` (what
others committed) and the connection's own count of changes, PostgreSQL by the snapshot it would read from. While that
stands still, and until the next promise comes due or the day ends, a page of the queue may be shown again as it is.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from portal.cases import promise
from portal.cases.models import Case
from portal.core.db.engine import WRITES

MOST_KEPT = 8
_NAME = "queue pages"


@dataclass
class Kept:
    """What one connection found while its view of the database was `token`, true from `since` until `until`."""

    token: Hashable
    since: datetime
    until: datetime
    found: dict[Hashable, Any] = field(default_factory=dict)

    def keep(self, key: Hashable, value: Any) -> None:
        """Keep `value`; the oldest goes when there are too many."""
        if len(self.found) >= MOST_KEPT:
            del self.found[next(iter(self.found))]
        self.found[key] = value


def kept(session: Session, now: datetime) -> Kept:
    """What this connection has found that is still true at `now`; nothing in a session that writes."""
    connection = session.connection()
    if connection.get_execution_options().get(WRITES):
        return Kept(None, now, now)
    token = _token(connection)
    held: Kept | None = connection.info.get(_NAME)
    if held is None or held.token != token or not held.since <= now < held.until:
        held = connection.info[_NAME] = Kept(token, now, _next_turn(session, now))
    return held


def _token(connection: Connection) -> Hashable:
    if connection.dialect.name == "sqlite":
        own = connection.connection.dbapi_connection
        return connection.exec_driver_sql("PRAGMA data_version").scalar(), getattr(own, "total_changes", None)
    return connection.exec_driver_sql("SELECT pg_current_snapshot()::text").scalar()


def _next_turn(session: Session, now: datetime) -> datetime:
    """When the next promise comes due, or the day ends: then counts change although no row does."""
    due_at = session.scalar(select(func.min(Case.due_at)).where(Case.is_open, Case.due_at >= now))
    return min(due_at or promise.end_of_day(now), promise.end_of_day(now))
