"""How many cases each value of each filter would leave: true counts under the viewer's visibility.

A filter that is not set counts under all that are; one that is set counts under all the others, so that its siblings
say what one would get instead. Five statements, however many filters: two tables of what is not set (the first in the
order of the index `ix_case_open_facets`, so that nothing is sorted), one row of sums for what is a span of time, one
for the views, and one union for what is set.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, literal, select, union_all
from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.backoffice import conditions as sql
from portal.backoffice.conditions import POSITIONS, Condition
from portal.backoffice.filters import NOBODY, Age, Photo, Promised, QueueFilter, View
from portal.cases.models import Case

CROSS_TABLES = (("kind", "state", "priority", "team", "photo"), ("area", "language", "assignee"))
SPANS: Mapping[str, type[Promised] | type[Age]] = {"promise": Promised, "age": Age}
COUNTED = frozenset(name for names in CROSS_TABLES for name in names) | frozenset(SPANS)


@dataclass(frozen=True)
class Facets:
    """Counts by filter and value; `total` is how many cases the filter leaves, `views` counts open cases."""

    total: int
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    views: Mapping[View, int] = field(default_factory=dict)

    def of(self, name: str) -> Mapping[str, int]:
        """The counts of one filter by value; the value `none` is a case without one."""
        return self.counts.get(name, {})


@dataclass(frozen=True)
class Scope:
    """Under what is counted: the conditions of a filter, and what the viewer may know of at all."""

    session: Session
    asked: QueueFilter
    wanted: Mapping[str, Condition]
    visible: Condition
    viewer: Viewer
    now: datetime

    @property
    def set_now(self) -> tuple[str, ...]:
        """The counted filters that are set."""
        return tuple(name for name in self.asked.active if name in COUNTED)

    def but(self, *names: str) -> Condition:
        """All conditions except those of the filters named."""
        return and_(self.visible, *(found for name, found in self.wanted.items() if name not in names))


def facets(scope: Scope) -> Facets:
    """Count under `scope`."""
    counts: defaultdict[str, Counter[Any]] = defaultdict(Counter)
    totals = [_add_cross_table(scope, names, counts) for names in CROSS_TABLES]
    _add_spans(scope, counts)
    _add_alternatives(scope, counts)
    keyed = {name: {_key(name, value): count for value, count in found.items()} for name, found in counts.items()}
    return Facets(totals[0], keyed, _views(scope))


def _add_cross_table(scope: Scope, names: Iterable[str], counts: defaultdict[str, Counter[Any]]) -> int:
    """Count by every combination of the filters in `names` that are not set; gives how many cases there were."""
    free = [name for name in names if name not in scope.set_now]
    statement = select(func.count(), *(sql.column(name) for name in free)).select_from(Case).where(scope.but())
    total = 0
    for count, *values in scope.session.execute(statement.group_by(*POSITIONS[1 : len(free) + 1])):
        total += count
        for name, value in zip(free, values, strict=True):
            counts[name][value] += count
    return total


def _add_spans(scope: Scope, counts: defaultdict[str, Counter[Any]]) -> None:
    """Count by how the promise stands and by age, where they are not set."""
    spans = [(name, value) for name, values in SPANS.items() if name not in scope.set_now for value in values]
    if spans:
        sums = [func.count().filter(sql.span(name, value, scope.now)) for name, value in spans]
        row = scope.session.execute(select(*sums).select_from(Case).where(scope.but())).one()
        for (name, value), count in zip(spans, row, strict=True):
            if count:
                counts[name][value.value] = count


def _add_alternatives(scope: Scope, counts: defaultdict[str, Counter[Any]]) -> None:
    """Count, for each filter that is set, its values under all the other filters."""
    branches = [_alternatives(scope, name) for name in scope.set_now]
    if branches:
        for name, value, count in scope.session.execute(union_all(*branches)):
            counts[name][value] += count


def _alternatives(scope: Scope, name: str) -> Select[Any]:
    by = sql.dimension(name, scope.now)
    return select(literal(name), by, func.count()).select_from(Case).where(scope.but(name)).group_by(POSITIONS[1])


def _views(scope: Scope) -> Mapping[View, int]:
    sums = [func.count().filter(sql.in_view(view, scope.viewer, scope.now)) for view in View]
    condition = and_(sql.open_only(), scope.but("view", "status"))
    row = scope.session.execute(select(*sums).select_from(Case).where(condition)).one()
    return dict(zip(View, row, strict=True))


def _key(name: str, value: Any) -> str:
    if value is None:
        return NOBODY
    if isinstance(value, bool):
        return (Photo.YES if value else Photo.NO).value
    return str(UUID(value)) if name == "assignee" and isinstance(value, str) else str(value)
