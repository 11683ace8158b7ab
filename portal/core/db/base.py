"""The base of all models; every constraint gets its name by one convention, so that migrations can address it."""

import uuid
from functools import cache
from typing import Any

from sqlalchemy import JSON, MetaData, Uuid, inspect
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
    """Base of all tables: UUIDs and fixed defaults are there from the start, not only once the row is stored.

    The repr shows the primary key, never a person.
    """

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {dict[str, Any]: JSON, list[str]: JSON, list[Any]: JSON}  # noqa: RUF012 (SQLAlchemy's form)

    def __init__(self, **values: Any) -> None:
        ids, defaults = _given_from_the_start(type(self))
        for name in ids:
            values.setdefault(name, new_id())
        values = defaults | values
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no {name}")
            setattr(self, name, value)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.__dict__.get('id', '?')}>"


@cache
def _given_from_the_start(model: type[Base]) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The names of a model's own UUIDs, and the attributes whose column has a fixed default."""
    columns = inspect(model).column_attrs
    ids = tuple(
        name for name in ("id", "uuid") if name in columns and isinstance(columns[name].columns[0].type, Uuid)
    )
    fixed = {
        attribute.key: attribute.columns[0].default.arg
        for attribute in columns
        if attribute.columns[0].default is not None and attribute.columns[0].default.is_scalar
    }
    return ids, fixed
