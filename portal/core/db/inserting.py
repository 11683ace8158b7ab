"""Rows stored with one statement: no savepoint, no looking first, no unit of work."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import insert, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, make_transient_to_detached

from portal.core.db.base import Base
from portal.core.db.sealing import seal_what_waits


def insert_rows(session: Session, rows: Sequence[Base]) -> None:
    """Store new `rows` of one table with one statement, in their order; they do not become the session's own.

    The way for what is only added to and not looked at again in the same transaction.
    """
    model = type(rows[0])
    for row in rows:
        seal_what_waits(row, session.info["keyring"])
    values = [{name: row.__dict__.get(attribute) for attribute, name in _columns(model)} for row in rows]
    session.execute(_plain_statement(model), values)


def insert_unless_there(session: Session, row: Base) -> bool:
    """Store a new `row` whose table numbers its rows, or say False when one of its unique values is taken.

    Afterwards the row belongs to the session as if it had been loaded. On PostgreSQL it waits for another transaction
    that is storing the same value.
    """
    model = type(row)
    seal_what_waits(row, session.info["keyring"])
    values = {name: row.__dict__.get(attribute) for attribute, name in _columns(model)}
    number = session.execute(_statement(model, session.get_bind().dialect.name), values).scalar_one_or_none()
    if number is None:
        return False
    row.__dict__["id"] = number
    make_transient_to_detached(row)
    session.add(row)
    return True


@cache
def _columns(model: type[Base]) -> tuple[tuple[str, str], ...]:
    """Attribute and column name of everything but the number the database gives."""
    attributes = inspect(model).column_attrs
    return tuple((found.key, found.columns[0].name) for found in attributes if found.key != "id")


@cache
def _statement(model: type[Base], dialect: str) -> Any:
    dialect_insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    table: Any = model.__table__
    return dialect_insert(table).on_conflict_do_nothing().returning(table.c.id)


@cache
def _plain_statement(model: type[Base]) -> Any:
    table: Any = model.__table__
    return insert(table)
