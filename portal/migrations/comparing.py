"""How models and database are compared, and how a type is written so that a migration imports nothing of ours."""

from typing import Any, Literal

from sqlalchemy import Index
from sqlalchemy.types import Enum, TypeDecorator

SEARCH_TABLE = "case_search"
"""SQLite's full-text table and its shadow tables, which no model describes."""


def include_object(thing: Any, name: str | None, kind: str, is_reflected: bool, _other: Any) -> bool:
    """False for what is made by hand on one of the two databases."""
    if kind == "table" and is_reflected:
        return not (name or "").startswith(SEARCH_TABLE)
    return not (kind == "index" and _is_for_one_database(thing, name))


def render_item(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Our own column types as the plain ones below them; False leaves it to Alembic."""
    if kind != "type":
        return False
    if isinstance(thing, Enum):
        return f"sa.String(length={thing.length})"
    if isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl_instance!r}"
    return False


def _is_for_one_database(thing: Any, name: str | None) -> bool:
    return isinstance(thing, Index) and (name or "") == "ix_case_search"
