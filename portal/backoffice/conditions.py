"""A filter as SQL: one condition on the case row per thing that is asked for.

What changes from request to request, the time and who asks, stands in the conditions as named parameters
(`moments` gives their values), so that a statement is made once and used again.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    not_,
    select,
    table,
    text,
)
from sqlalchemy import column as named_column

from portal.accounts.viewer import Viewer
from portal.backoffice.filters import ME, NOBODY, Age, Photo, Promised, QueueFilter, Status, View
from portal.cases import promise
from portal.cases.models import Case
from portal.cases.queries import SHORTEST_TRIGRAM
from portal.core.db import UtcDateTime

Condition = ColumnElement[bool]
NONE = "none"
_COLUMNS = {"photo": "has_photo", "assignee": "assignee_id", "place": "subject_ref"}
_SEARCH = table("case_search", named_column("rowid"))
_NOW = bindparam("now", type_=UtcDateTime())
_END_OF_DAY = bindparam("end_of_day", type_=UtcDateTime())
_DAYS_AGO = {days: bindparam(f"days_ago_{days}", type_=UtcDateTime()) for days in (0, 6, 29)}
_SELF = bindparam("self", type_=Uuid())


def moments(viewer: Viewer, now: datetime) -> dict[str, Any]:
    """The values of the parameters in all conditions."""
    days = {f"days_ago_{days}": start_of_day(now, days) for days in _DAYS_AGO}
    return {"now": now, "end_of_day": promise.end_of_day(now), "self": viewer.account_id, **days}


def start_of_day(now: datetime, days_before: int = 0) -> datetime:
    """Midnight in Sweden of the day that lies `days_before` the one of `now`."""
    day = promise.day_of(now) - timedelta(days=days_before)
    return datetime.combine(day, time(0), promise.STOCKHOLM).astimezone(now.tzinfo)


def span(name: str, value: Promised | Age) -> Condition:
    """The condition that the promise stands so, as `promise.left` tells it, or that a case is that old."""
    return _opened(Age(value)) if name == "age" else _promised(Promised(value))


def _promised(value: Promised) -> Condition:
    if value is Promised.PAUSED:
        return and_(open_only(), Case.paused_at.is_not(None))
    due = {
        Promised.BROKEN: Case.due_at < _NOW,
        Promised.TODAY: and_(Case.due_at >= _NOW, Case.due_at < _END_OF_DAY),
        Promised.OK: Case.due_at >= _END_OF_DAY,
    }
    return and_(open_only(), Case.paused_at.is_(None), due[value])


def _opened(value: Age) -> Condition:
    ends = {Age.TODAY: (0, None), Age.WEEK: (6, 0), Age.MONTH: (29, 6), Age.OLDER: (None, 29)}
    since, until = ends[value]
    bounds = [] if since is None else [Case.opened_at >= _DAYS_AGO[since]]
    return and_(*bounds, *([] if until is None else [Case.opened_at < _DAYS_AGO[until]]))


def column(name: str) -> ColumnElement[Any]:
    """The column behind the filter `name`, as it stands in the index."""
    found: ColumnElement[Any] = getattr(Case, _COLUMNS.get(name, name)).expression
    return found


def dimension(name: str) -> ColumnElement[Any]:
    """What the facet `name` counts by, as text."""
    if name == "photo":
        return case((Case.has_photo, Photo.YES.value), else_=Photo.NO.value)
    if name in {"promise", "age"}:
        values: Iterable[Promised | Age] = Promised if name == "promise" else Age
        return case(*((span(name, value), value.value) for value in values), else_=NONE)
    return cast(column(name), String(80))


def conditions(asked: QueueFilter, dialect: str) -> Mapping[str, Condition]:
    """What `asked` demands of a case, by the name of the filter; status and view are among them."""
    found: dict[str, Condition] = {}
    found |= {"status": status} if (status := _status(asked.status)) is not None else {}
    found |= {} if asked.view is View.ALL else {"view": in_view(asked.view)}
    for name in asked.active:
        found[name] = _condition(name, asked, dialect)
    return found


def open_only() -> Condition:
    """The condition that a case is open, in the form that the partial indexes carry."""
    return Case.is_open.expression


def _status(status: Status) -> Condition | None:
    if status is Status.ALL:
        return None
    return open_only() if status is Status.OPEN else not_(Case.is_open)


def in_view(view: View) -> Condition:
    """The condition that an open case is in a view."""
    found: Mapping[View, Callable[[], Condition]] = {
        View.TODO: lambda: Case.paused_at.is_(None),
        View.MINE: lambda: Case.assignee_id == _SELF,
        View.UNASSIGNED: lambda: Case.assignee_id.is_(None),
        View.BROKEN: lambda: and_(Case.paused_at.is_(None), Case.due_at < _NOW),
        View.WAITING: lambda: Case.paused_at.is_not(None),
        View.NEWS: lambda: Case.has_news.expression,
        View.ALL: open_only,
    }
    return found[view]()


def _condition(name: str, asked: QueueFilter, dialect: str) -> Condition:
    if name == "q":
        return _text(asked, dialect)
    if name == "assignee":
        return _assignee(asked.assignee)
    if name in {"promise", "age"}:
        return span(name, getattr(asked, name))
    if name == "photo":
        return Case.has_photo.is_(asked.photo is Photo.YES)
    matches: Condition = column(name) == getattr(asked, name)
    return matches


def _assignee(asked: str | None) -> Condition:
    if asked == NOBODY:
        return Case.assignee_id.is_(None)
    return Case.assignee_id == (_SELF if asked in {ME, None} else uuid.UUID(asked))


def _text(asked: QueueFilter, dialect: str) -> Condition:
    """Every term is somewhere in the text. Open cases are few: looking through them beats any index of all.

    Elsewhere the trigram index answers: FTS5 on SQLite, `pg_trgm` behind LIKE on PostgreSQL; SQLite's needs three
    letters.
    """
    if dialect == "postgresql":
        return and_(*(Case.search_text.contains(term, autoescape=True) for term in asked.terms))
    long = [term for term in asked.terms if len(term) >= SHORTEST_TRIGRAM and asked.status is not Status.OPEN]
    rest = [term for term in asked.terms if term not in long]
    looked_through = [func.instr(Case.search_text, term) > 0 for term in rest]
    return and_(*looked_through, *([_indexed(long)] if long else []))


def _indexed(terms: list[str]) -> Condition:
    phrases = " AND ".join('"' + term.replace('"', '""') + '"' for term in terms)
    rows = select(_SEARCH.c.rowid).where(text("case_search MATCH :phrases").bindparams(phrases=phrases))
    return Case.id.in_(rows)


POSITIONS: tuple[ColumnElement[Any], ...] = tuple(literal_column(str(place)) for place in range(1, 8))
