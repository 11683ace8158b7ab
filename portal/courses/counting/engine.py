"""The courses' own door to the database: it opens two tables, whatever a mistake in the code may ask for (AN-9).

On PostgreSQL the role of `PORTAL_COURSES_DATABASE_URL` keeps the promise (`role`); on SQLite, which knows no roles,
SQLite's own authorizer does, asked by SQLite itself whenever a statement is prepared.
"""

import sqlite3
from typing import Any

from sqlalchemy import Engine, event

from portal.core.db import Database
from portal.courses.counting.models import CourseCount, CourseVoice

_COUNT, _VOICE = str(CourseCount.__tablename__), str(CourseVoice.__tablename__)
_ALLOWED = frozenset(
    {
        (sqlite3.SQLITE_READ, _COUNT),
        (sqlite3.SQLITE_INSERT, _COUNT),
        (sqlite3.SQLITE_UPDATE, _COUNT),
        (sqlite3.SQLITE_INSERT, _VOICE),
    }
)
_HARMLESS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_TRANSACTION})


class CountingDatabase(Database):
    """A database of which only the counters can be read and grown, and words about a course be added."""

    def _engine(self, statement_ms: int) -> Engine:
        engine = super()._engine(statement_ms)
        if self.dialect == "sqlite":
            event.listen(engine, "connect", _allow_the_two_tables)
        return engine


def _allow_the_two_tables(connection: Any, _record: object) -> None:
    connection.set_authorizer(_answer)


def _answer(action: int, table: str | None, _more: str | None, _database: str | None, _source: str | None) -> int:
    is_allowed = action in _HARMLESS or (action, table) in _ALLOWED
    return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY
