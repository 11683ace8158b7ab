"""Sealed columns: a model attribute that seals and opens with the keyring of the session.

The associated data is table, column and the row's UUID, so a value cannot be moved to another row.
"""

import uuid
from collections.abc import Iterator
from typing import Any, overload

from sqlalchemy import event
from sqlalchemy.orm import Session, object_session

from portal.core.keys import Keyring

_PENDING = "_unsealed"


class Sealed:
    """Descriptor over a LargeBinary column: text or None in Python, ciphertext in the database."""

    def __init__(self, column: str) -> None:
        self.column = column

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, row: None, owner: type) -> "Sealed": ...
    @overload
    def __get__(self, row: object, owner: type) -> str | None: ...
    def __get__(self, row: object | None, owner: type) -> "Sealed | str | None":
        if row is None:
            return self
        pending = row.__dict__.get(_PENDING, {})
        if self.column in pending:
            waiting: str | None = pending[self.column]
            return waiting
        value = getattr(row, self.column)
        return None if value is None else _keyring(row).open(value, aad_of(row, self.column)).decode()

    def __set__(self, row: object, value: str | None) -> None:
        if value is None:
            row.__dict__.setdefault(_PENDING, {}).pop(self.column, None)
            setattr(row, self.column, None)
        elif (session := object_session(row)) is None:
            row.__dict__.setdefault(_PENDING, {})[self.column] = value
        else:
            _seal(row, self.column, value, session.info["keyring"])


def sealed(column: str) -> Sealed:
    """Declare that the attribute seals its text into the LargeBinary attribute `column` of the same model."""
    return Sealed(column)


def aad_of(row: Any, column: str) -> bytes:
    """Where a sealed value belongs: table, column and the row's UUID (`uuid`, or `id` where that is one)."""
    own = getattr(row, "uuid", None) or row.id
    return f"{row.__tablename__}.{column}:{own if isinstance(own, uuid.UUID) else uuid.UUID(own)}".encode()


def sealed_columns(model: type) -> list[str]:
    """The names of a model's sealed columns."""
    return [found.column for found in vars(model).values() if isinstance(found, Sealed)]


def resealed(row: object, keyring: Keyring) -> Iterator[str]:
    """Seal every value of `row` that an older key sealed with the first key; yields the columns changed."""
    for column in sealed_columns(type(row)):
        value = getattr(row, column)
        if value is not None and keyring.needs_rotation(value):
            setattr(row, column, keyring.reseal(value, aad_of(row, column)))
            yield column


def seal_what_waits(row: object, keyring: Keyring) -> None:
    """Seal what was set before the row had a session."""
    for column, value in row.__dict__.pop(_PENDING, {}).items():
        _seal(row, column, value, keyring)


def _keyring(row: object) -> Keyring:
    session = object_session(row)
    if session is None:
        raise LookupError(f"{row!r} belongs to no session, so it cannot be opened")
    keyring: Keyring = session.info["keyring"]
    return keyring


def _seal(row: object, column: str, value: str, keyring: Keyring) -> None:
    setattr(row, column, keyring.seal(value.encode(), aad_of(row, column)))


@event.listens_for(Session, "before_flush")
def _seal_before_flush(session: Session, _context: object, _instances: object) -> None:
    for row in session.new:
        seal_what_waits(row, session.info["keyring"])
