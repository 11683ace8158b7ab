"""What can be looked up in the queue: a page of it, one row, cases at the same place, saved views, export rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.backoffice import conditions, paging, snapshots
from portal.backoffice.conditions import Condition
from portal.backoffice.facets import Counting, Facets, counting, facets
from portal.backoffice.filters import QueueFilter, Sort
from portal.backoffice.models import SavedView
from portal.backoffice.rows import COLUMNS, QueueRow, made, staff_names
from portal.backoffice.rules import PAGE_SIZE
from portal.cases.kinds import Kinds
from portal.cases.models import Case, Priority
from portal.cases.queries import visible_to

_NUMBER = re.compile(r"([A-Z])[ -]?(\d{2})[ -]?([0-9A-Z]{5})")
_EXPORT_AT_ONCE = 1_000


@dataclass(frozen=True)
class QueuePage:
    """One page of the queue; `exact` is the case whose very number was searched for, wherever it stands.

    `drawn` keeps pieces of the page as they were drawn from it, by language and name, for as long as it is true.
    """

    rows: Sequence[QueueRow]
    newer: str | None
    older: str | None
    facets: Facets
    staff: Mapping[UUID, str]
    exact: QueueRow | None = None
    drawn: dict[tuple[str, str], str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class ViewLink:
    """A saved view with how many cases it holds now."""

    id: UUID
    name: str
    query: str
    count: int
    is_shared: bool
    is_own: bool


@dataclass(frozen=True)
class Plan:
    """What one filter means for one viewer, as statements that are made once and used again."""

    condition: Condition
    visible: Condition
    first_page: Select[Any]
    counting: Counting


class _Same:
    """A key that is equal to that of the very same object alone."""

    def __init__(self, value: Kinds) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


@lru_cache(maxsize=512)
def _plan(asked: QueueFilter, viewer: Viewer, kinds: _Same, dialect: str) -> Plan:
    visible = visible_to(viewer, kinds.value)
    wanted = conditions.conditions(asked, dialect)
    condition = and_(visible, *wanted.values())
    first_page = _ordered(asked, condition, backwards=False).limit(PAGE_SIZE + 1)
    return Plan(condition, visible, first_page, counting(asked, wanted, visible))


def queue_page(session: Session, viewer: Viewer, asked: QueueFilter, kinds: Kinds, now: datetime) -> QueuePage:
    """The page of the queue that `asked` means, under the viewer's visibility; ten statements at most.

    While nothing in the database changes, the page that was found is given again.
    """
    kept, key = snapshots.kept(session, now), (asked, viewer, _Same(kinds))
    page: QueuePage | None = kept.found.get(key)
    if page is None:
        page = _found_page(session, viewer, asked, kinds, now)
        kept.keep(key, page)
    return page


def _found_page(session: Session, viewer: Viewer, asked: QueueFilter, kinds: Kinds, now: datetime) -> QueuePage:
    staff, values = staff_names(session), conditions.moments(viewer, now)
    plan = _plan(replace(asked, after=None, before=None, map=False), viewer, _Same(kinds), _dialect(session))
    rows, newer, older = _rows(session, asked, plan, values)
    return QueuePage(
        rows=[made(row, staff, now) for row in rows],
        newer=newer,
        older=older,
        facets=facets(session, plan.counting, values),
        staff=staff,
        exact=_exact(session, asked.q, plan.visible, staff, now),
    )


def rows_by_number(
    session: Session, viewer: Viewer, kinds: Kinds, numbers: Sequence[str], now: datetime
) -> Sequence[QueueRow]:
    """The rows of the cases with these numbers that the viewer may see, in the order of the numbers."""
    staff = staff_names(session)
    statement = select(*COLUMNS).where(visible_to(viewer, kinds), Case.number.in_(numbers))
    found = {row.number: row for row in session.execute(statement)}
    return [made(found[number], staff, now) for number in numbers if number in found]


def export_rows(
    session: Session, viewer: Viewer, asked: QueueFilter, kinds: Kinds, now: datetime
) -> Iterator[QueueRow]:
    """Every case that `asked` leaves, in its order, read a thousand at a time."""
    staff = staff_names(session)
    wanted = conditions.conditions(asked, _dialect(session))
    statement = _ordered(asked, and_(visible_to(viewer, kinds), *wanted.values()), backwards=False)
    found = statement.execution_options(yield_per=_EXPORT_AT_ONCE)
    for row in session.execute(found, conditions.moments(viewer, now)):
        yield made(row, staff, now)


def cases_here(
    session: Session, viewer: Viewer, kinds: Kinds, case: Case, now: datetime, *, is_open: bool, limit: int = 8
) -> Sequence[QueueRow]:
    """Other cases about the same subject that the viewer may see, the newest first."""
    if not case.subject_ref:
        return []
    statement = (
        select(*COLUMNS)
        .where(Case.subject_ref == case.subject_ref, Case.is_open.is_(is_open), Case.id != case.id)
        .where(visible_to(viewer, kinds))
        .order_by(Case.opened_at.desc())
        .limit(limit)
    )
    return [made(row, {}, now) for row in session.execute(statement)]


def saved_views(session: Session, viewer: Viewer, kinds: Kinds, now: datetime) -> Sequence[ViewLink]:
    """The viewer's own saved views and those that colleagues share, each with its count."""
    views = session.scalars(
        select(SavedView)
        .where(or_(SavedView.owner_id == viewer.account_id, SavedView.is_shared))
        .order_by(SavedView.is_shared, SavedView.position, SavedView.name, SavedView.id)
    ).all()
    if not views:
        return []
    visible = visible_to(viewer, kinds)
    counted = select(*(_count(view, visible, _dialect(session)) for view in views))
    counts = session.execute(counted, conditions.moments(viewer, now)).one()
    return [
        ViewLink(view.id, view.name, view.query, count, view.is_shared, view.owner_id == viewer.account_id)
        for view, count in zip(views, counts, strict=True)
    ]


def own_views(session: Session, viewer: Viewer) -> int:
    """How many views the viewer has saved."""
    return session.scalar(select(func.count()).where(SavedView.owner_id == viewer.account_id)) or 0


def _count(view: SavedView, visible: Condition, dialect: str) -> Any:
    wanted = conditions.conditions(view.filter, dialect)
    return select(func.count()).select_from(Case).where(visible, *wanted.values()).scalar_subquery()


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def _rows(
    session: Session, asked: QueueFilter, plan: Plan, values: Mapping[str, Any]
) -> tuple[Sequence[Row[Any]], str | None, str | None]:
    """A page of rows and the cursors of the pages before and after it."""
    sort, cursor = asked.order, asked.before or asked.after
    backwards = asked.before is not None
    beyond = paging.past(sort, cursor, backwards=backwards) if cursor else None
    statement = plan.first_page
    if beyond is not None or backwards:
        statement = _ordered(asked, plan.condition, backwards=backwards).limit(PAGE_SIZE + 1)
        statement = statement.where(beyond) if beyond is not None else statement
    found = session.execute(statement, values).all()
    rows = list(reversed(found[:PAGE_SIZE])) if backwards else list(found[:PAGE_SIZE])
    is_more = len(found) > PAGE_SIZE
    has_newer = is_more if backwards else beyond is not None
    has_older = is_more or (backwards and beyond is not None)
    if not rows:
        return [], None, None
    return rows, _cursor(sort, rows[0]) if has_newer else None, _cursor(sort, rows[-1]) if has_older else None


def _ordered(asked: QueueFilter, condition: Condition, *, backwards: bool) -> Select[Any]:
    return select(*COLUMNS).where(condition).order_by(*paging.order_by(asked.order, backwards=backwards))


def _cursor(sort: Sort, row: Row[Any]) -> str:
    return paging.cursor_of(sort, [_value(key, row) for key in paging.ORDERS[sort]])


def _value(key: paging.Key, row: Row[Any]) -> Any:
    if key.column is paging.PRIORITY_RANK:
        return (Priority.HIGH, Priority.NORMAL, Priority.LOW).index(row.priority)
    return row._mapping[key.column]


def _exact(
    session: Session, typed: str, visible: Condition, staff: Mapping[UUID, str], now: datetime
) -> QueueRow | None:
    number = _NUMBER.fullmatch(typed.strip().upper())
    if number is None:
        return None
    row = session.execute(select(*COLUMNS).where(visible, Case.number == "-".join(number.groups()))).one_or_none()
    return made(row, staff, now) if row else None
