"""The base of all models; every constraint gets its name by one convention, so that migrations can address it."""

import uuid
from typing import Any

from sqlalchemy import JSON, MetaData, Uuid
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> uuid.UUID:
    """A random identifier (122 bits), made in Python so that it is known before the row is stored."""
    return uuid.uuid4()


class Base(DeclarativeBase):
    """Base of all tables: a UUID is there from the start, and the repr shows the primary key, never a person."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {dict[str, Any]: JSON, list[str]: JSON, list[Any]: JSON}  # noqa: RUF012 (SQLAlchemy's form)

    def __init__(self, **values: Any) -> None:
        for name in self._own_ids():
            values.setdefault(name, new_id())
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no {name}")
            setattr(self, name, value)

    @classmethod
    def _own_ids(cls) -> tuple[str, ...]:
        columns = cls.__table__.columns
        return tuple(name for name in ("id", "uuid") if name in columns and isinstance(columns[name].type, Uuid))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.__dict__.get('id', '?')}>"
