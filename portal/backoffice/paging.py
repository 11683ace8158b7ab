"""Keyset paging: an order as columns, a cursor as the values of a row in them, and the rows on either side of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, or_

from portal.backoffice.filters import Sort
from portal.cases.models import Case, Priority

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOST_INTEGER = 2**31 - 1
NULL = "n"

PRIORITY_RANK = case({Priority.HIGH: 0, Priority.NORMAL: 1, Priority.LOW: 2}, value=Case.priority, else_=1)


@dataclass(frozen=True)
class Key:
    """One column of an order; NULL comes last where there may be one, whatever the direction of the page."""

    column: ColumnElement[Any]
    is_moment: bool = False
    descends: bool = False
    may_be_null: bool = False

    def ordered(self, *, backwards: bool) -> ColumnElement[Any]:
        """The ORDER BY of this column."""
        descends = self.descends != backwards
        ordered = self.column.desc() if descends else self.column.asc()
        if not self.may_be_null:
            return ordered
        return ordered.nulls_first() if backwards else ordered.nulls_last()

    def beyond(self, value: Any, *, backwards: bool) -> ColumnElement[bool]:
        """The condition that a row stands strictly past `value`."""
        if value is None:
            return self.column.is_not(None) if backwards else false()
        past = self.column < value if self.descends != backwards else self.column > value
        return or_(past, self.column.is_(None)) if self.may_be_null and not backwards else past

    def at(self, value: Any) -> ColumnElement[bool]:
        """The condition that a row stands at `value`."""
        return self.column.is_(None) if value is None else self.column == value

    def written(self, value: Any) -> str:
        """`value` in a cursor."""
        if value is None:
            return NULL
        return str((value - EPOCH) // timedelta(microseconds=1)) if self.is_moment else str(int(value))

    def read(self, text: str) -> Any:
        """The value that `written` wrote; raises ValueError or OverflowError for what it cannot have written."""
        if text == NULL and self.may_be_null:
            return None
        number = int(text)
        if self.is_moment:
            return EPOCH + timedelta(microseconds=number)
        if abs(number) > MOST_INTEGER:
            raise ValueError(text)
        return number


_DUE = Key(Case.due_at.expression, is_moment=True, may_be_null=True)
_OPENED = Case.opened_at.expression
_ID = Case.id.expression
ORDERS: dict[Sort, tuple[Key, ...]] = {
    Sort.DUE: (_DUE, Key(_ID)),
    Sort.NEWEST: (Key(_OPENED, is_moment=True, descends=True), Key(_ID, descends=True)),
    Sort.OLDEST: (Key(_OPENED, is_moment=True), Key(_ID)),
    Sort.PRIORITY: (Key(PRIORITY_RANK), _DUE, Key(_ID)),
    Sort.VOICES: (Key(Case.voices.expression, descends=True), Key(_ID, descends=True)),
}


def order_by(sort: Sort, *, backwards: bool) -> Sequence[ColumnElement[Any]]:
    """The ORDER BY of `sort`; turned round for the page before a cursor."""
    return [key.ordered(backwards=backwards) for key in ORDERS[sort]]


def cursor_of(sort: Sort, values: Sequence[Any]) -> str:
    """The cursor of the row with these `values` in the columns of `sort`."""
    return "_".join(key.written(value) for key, value in zip(ORDERS[sort], values, strict=True))


def past(sort: Sort, cursor: str, *, backwards: bool) -> ColumnElement[bool] | None:
    """The rows past `cursor`; None when it is not one of this order."""
    keys, parts = ORDERS[sort], cursor.split("_")
    try:
        values = [key.read(part) for key, part in zip(keys, parts, strict=True)]
    except (ValueError, OverflowError):
        return None
    alternatives = [
        and_(*(keys[before].at(values[before]) for before in range(at)), key.beyond(values[at], backwards=backwards))
        for at, key in enumerate(keys)
    ]
    return and_(*_bound(keys[0], values[0], backwards=backwards), or_(*alternatives))


def _bound(first: Key, value: Any, *, backwards: bool) -> list[ColumnElement[bool]]:
    """The same said once more in a form that an index can seek."""
    if first.may_be_null or value is None:
        return []
    return [first.column <= value if first.descends != backwards else first.column >= value]
