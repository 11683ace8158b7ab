"""How many cases each value of each filter would leave: true counts under the viewer's visibility.

A filter that is not set counts under all that are; one that is set counts under all the others, so that its siblings
say what one would get instead. Five statements, however many filters: two tables of what is not set (the first in the
order of the index `ix_case_open_facets`, so that nothing is sorted), one row of sums for what is a span of time, one
for the views, and one union for what is set.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Executable, Select, and_, func, literal, select, union_all
from sqlalchemy.orm import Session

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
class Counting:
    """The statements that count for one filter, made once: per table its columns, the spans, the rest."""

    tables: Sequence[tuple[Sequence[str], Select[Any]]]
    spans: tuple[Sequence[tuple[str, str]], Executable] | None
    alternatives: CompoundSelect[Any] | None
    views: Executable


def counting(asked: QueueFilter, wanted: Mapping[str, Condition], visible: Condition) -> Counting:
    """How to count for `asked`, whose conditions are `wanted`, under what the viewer may know of."""

    def all_but(*names: str) -> Condition:
        return and_(visible, *(found for name, found in wanted.items() if name not in names))

    set_now = [name for name in asked.active if name in COUNTED]
    branches = [_alternatives(name, all_but(name)) for name in set_now]
    sums = [func.count().filter(sql.in_view(view)) for view in View]
    return Counting(
        tables=[_table([name for name in names if name not in set_now], all_but()) for names in CROSS_TABLES],
        spans=_spans([name for name in SPANS if name not in set_now], all_but()),
        alternatives=union_all(*branches) if branches else None,
        views=select(*sums).select_from(Case).where(sql.open_only(), all_but("view", "status")),
    )


def facets(session: Session, how: Counting, values: Mapping[str, Any]) -> Facets:
    """Count; `values` are those of the conditions' parameters."""
    counts: defaultdict[str, Counter[Any]] = defaultdict(Counter)
    totals = [_add_table(counts, names, session.execute(statement, values)) for names, statement in how.tables]
    if how.spans:
        spans, statement = how.spans
        for (name, value), count in zip(spans, session.execute(statement, values).one(), strict=True):
            counts[name].update({value: count} if count else {})
    if how.alternatives is not None:
        for name, value, count in session.execute(how.alternatives, values):
            counts[name][value] += count
    keyed = {name: {_key(name, value): count for value, count in found.items()} for name, found in counts.items()}
    return Facets(totals[0], keyed, dict(zip(View, session.execute(how.views, values).one(), strict=True)))


def _table(names: Sequence[str], condition: Condition) -> tuple[Sequence[str], Select[Any]]:
    statement = select(func.count(), *(sql.column(name) for name in names)).select_from(Case).where(condition)
    return names, statement.group_by(*POSITIONS[1 : len(names) + 1])


def _add_table(counts: defaultdict[str, Counter[Any]], names: Sequence[str], rows: Iterable[Any]) -> int:
    """Add what was counted by every combination of `names`; gives how many cases there were."""
    total = 0
    for count, *values in rows:
        total += count
        for name, value in zip(names, values, strict=True):
            counts[name][value] += count
    return total


def _spans(names: Sequence[str], condition: Condition) -> tuple[Sequence[tuple[str, str]], Executable] | None:
    spans = [(name, value) for name in names for value in SPANS[name]]
    if not spans:
        return None
    sums = [func.count().filter(sql.span(name, value)) for name, value in spans]
    return [(name, value.value) for name, value in spans], select(*sums).select_from(Case).where(condition)


def _alternatives(name: str, condition: Condition) -> Select[Any]:
    """The values of a filter that is set, under all the other filters."""
    by = sql.dimension(name)
    return select(literal(name), by, func.count()).select_from(Case).where(condition).group_by(POSITIONS[1])


def _key(name: str, value: Any) -> str:
    if value is None:
        return NOBODY
    if isinstance(value, bool):
        return (Photo.YES if value else Photo.NO).value
    return str(UUID(value)) if name == "assignee" and isinstance(value, str) else str(value)
