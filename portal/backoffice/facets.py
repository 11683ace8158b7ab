"""How many cases each value of each filter would leave: true counts under the viewer's visibility.

A filter that is not set counts under all that are; one that is set counts under all the others, so that its siblings
say what one would get instead. Three statements, however many filters: two cross tables of what is not set, and one
union for what is.
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
from portal.backoffice.filters import ME, NOBODY, Promised, QueueFilter, View
from portal.cases.models import Case

CROSS_TABLES = (("kind", "state", "priority", "team", "promise", "photo"), ("area", "language", "assignee", "age"))
COUNTED = frozenset(name for names in CROSS_TABLES for name in names)


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
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    totals = [_add_cross_table(scope, names, counts) for names in CROSS_TABLES]
    _add_alternatives(scope, counts)
    return Facets(totals[0], counts, _views(scope))


def _add_cross_table(scope: Scope, names: Iterable[str], counts: defaultdict[str, Counter[str]]) -> int:
    """Count by every combination of the filters in `names` that are not set; gives how many cases there were."""
    free = [name for name in names if name not in scope.set_now]
    columns = [sql.dimension(name, scope.now) for name in free]
    statement = select(func.count(), *columns).select_from(Case).where(scope.but())
    total = 0
    for count, *values in scope.session.execute(statement.group_by(*POSITIONS[1 : len(free) + 1])):
        total += count
        for name, value in zip(free, values, strict=True):
            counts[name][_key(name, value)] += count
    return total


def _add_alternatives(scope: Scope, counts: defaultdict[str, Counter[str]]) -> None:
    """Count, for each filter that is set, its values under all the other filters."""
    branches = [_alternatives(scope, name) for name in scope.set_now]
    if branches:
        for name, value, count in scope.session.execute(union_all(*branches)):
            counts[name][_key(name, value)] += count


def _alternatives(scope: Scope, name: str) -> Select[Any]:
    by = sql.dimension(name, scope.now)
    return select(literal(name), by, func.count()).select_from(Case).where(scope.but(name)).group_by(POSITIONS[1])


def _views(scope: Scope) -> Mapping[View, int]:
    columns = (sql.promised(scope.now), sql.whose(scope.viewer), Case.has_news)
    condition = and_(sql.open_only(), scope.but("view", "status"))
    rows = scope.session.execute(select(func.count(), *columns).where(condition).group_by(*POSITIONS[1:4]))
    found: Counter[View] = Counter()
    for count, standing, whose, has_news in rows:
        for view in _views_of(standing, whose, has_news=has_news):
            found[view] += count
    return found


def _views_of(standing: str, whose: str, *, has_news: bool) -> list[View]:
    is_paused = standing == Promised.PAUSED
    truths = {
        View.ALL: True,
        View.TODO: not is_paused,
        View.WAITING: is_paused,
        View.BROKEN: standing == Promised.BROKEN,
        View.MINE: whose == ME,
        View.UNASSIGNED: whose == NOBODY,
        View.NEWS: has_news,
    }
    return [view for view, is_true in truths.items() if is_true]


def _key(name: str, value: Any) -> str:
    if value is None:
        return NOBODY
    return str(UUID(value)) if name == "assignee" else str(value)
