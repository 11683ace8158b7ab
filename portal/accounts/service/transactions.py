"""Short transactions of the use cases' own, and how many rows a statement changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from sqlalchemy import CursorResult, Delete, Update
from sqlalchemy.orm import Session

from portal.core.db import Database


@contextmanager
def writing(database: Database) -> Iterator[Session]:
    """One short transaction, in turn with this process's other writers."""
    with database.turn_to_write(), database.write() as session:
        yield session


def rows_changed(session: Session, statement: Delete | Update) -> int:
    """How many rows the statement changed or removed; objects already loaded are not refreshed."""
    result = session.execute(statement, execution_options={"synchronize_session": False})
    return cast("CursorResult[object]", result).rowcount
