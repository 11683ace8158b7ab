"""What a backup holds of visits: the months that are over, in no order; never the month that is still open.

Backups are made every night and kept for weeks. With the open month in them two neighbours would tell on which day a
number grew and who wrote which words (AN-10, AN-19); a month that is over is the same in all of them.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import NullPool, create_engine, delete, inspect, select
from sqlalchemy.orm import Session

from portal.courses.counting.models import CourseCount, CourseVoice
from portal.courses.counting.rules import closed_months

_MODELS: Mapping[str, Any] = {str(model.__tablename__): model for model in (CourseCount, CourseVoice)}
TABLES = tuple(_MODELS)
"""The tables that a backup takes by month, not as they are."""
Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by table, as JSON can write them."""


def closed_rows(session: Session, now: datetime) -> Rows:
    """All rows of months that are over, in the order of their keys; of the tables that are there."""
    (last,) = closed_months(now, 1)
    there = set(inspect(session.connection()).get_table_names())
    return {name: _rows(session, model, last) for name, model in _MODELS.items() if name in there}


def put_back(session: Session, rows: Rows) -> None:
    """Write `rows` into the empty tables."""
    for name, kept in rows.items():
        if kept:
            session.execute(_MODELS[name].__table__.insert(), [_value(row) for row in kept])


def remove_open_month(copy: Path, now: datetime) -> None:
    """Take the open month out of a copy of an SQLite database, and out of the pages it lay on."""
    (last,) = closed_months(now, 1)
    engine = create_engine(f"sqlite:///{copy}", poolclass=NullPool)
    with engine.begin() as connection:
        for name in set(TABLES) & set(inspect(connection).get_table_names()):
            connection.execute(delete(_MODELS[name].__table__).where(_MODELS[name].month > last))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM")


def _rows(session: Session, model: Any, last: str) -> list[dict[str, Any]]:
    table = model.__table__
    found = session.execute(select(table).where(table.c.month <= last).order_by(*table.primary_key.columns))
    return [{name: _plain(value) for name, value in row.items()} for row in found.mappings()]


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, uuid.UUID) else value


def _value(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: uuid.UUID(value) if name == "id" else value for name, value in row.items()}
