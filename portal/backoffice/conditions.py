"""A filter as SQL: one condition on the case row per thing that is asked for."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, func, literal_column, not_, select, table, text
from sqlalchemy import column as named_column
from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.backoffice.filters import ME, NOBODY, Age, Photo, Promised, QueueFilter, Status, View
from portal.cases import promise
from portal.cases.models import Case
from portal.cases.queries import SHORTEST_TRIGRAM

Condition = ColumnElement[bool]
NONE = "none"
_SEARCH = table("case_search", named_column("rowid"))


def start_of_day(now: datetime, days_before: int = 0) -> datetime:
    """Midnight in Sweden of the day that lies `days_before` the one of `now`."""
    day = now.astimezone(promise.STOCKHOLM).date() - timedelta(days=days_before)
    return datetime.combine(day, time(0), promise.STOCKHOLM).astimezone(now.tzinfo)


def promised(now: datetime) -> ColumnElement[str]:
    """How the promise of a case stands, as `promise.left` tells it."""
    return case(
        (not_(Case.is_open), NONE),
        (Case.paused_at.is_not(None), Promised.PAUSED.value),
        (Case.due_at.is_(None), NONE),
        (Case.due_at < now, Promised.BROKEN.value),
        (Case.due_at < promise.end_of_day(now), Promised.TODAY.value),
        else_=Promised.OK.value,
    )


def age(now: datetime) -> ColumnElement[str]:
    """In which span of days a case was opened."""
    return case(
        (Case.opened_at >= start_of_day(now), Age.TODAY.value),
        (Case.opened_at >= start_of_day(now, 6), Age.WEEK.value),
        (Case.opened_at >= start_of_day(now, 29), Age.MONTH.value),
        else_=Age.OLDER.value,
    )


def whose(viewer: Viewer) -> ColumnElement[str]:
    """Whether a case is the viewer's, nobody's, or somebody else's."""
    return case((Case.assignee_id == viewer.account_id, ME), (Case.assignee_id.is_(None), NOBODY), else_="other")


def has_photo() -> ColumnElement[str]:
    """Whether the reporter sent a photo."""
    return case((Case.has_photo, Photo.YES.value), else_=Photo.NO.value)


def dimension(name: str, now: datetime) -> ColumnElement[Any]:
    """What the facet `name` counts by, as text."""
    made: dict[str, Callable[[], ColumnElement[Any]]] = {
        "assignee": lambda: cast(Case.assignee_id, String(36)),
        "priority": lambda: cast(Case.priority, String(8)),
        "promise": lambda: promised(now),
        "age": lambda: age(now),
        "photo": has_photo,
    }
    return made[name]() if name in made else getattr(Case, name).expression


def conditions(session: Session, asked: QueueFilter, viewer: Viewer, now: datetime) -> Mapping[str, Condition]:
    """What `asked` demands of a case, by the name of the filter; status and view are among them."""
    found: dict[str, Condition] = {}
    found |= {"status": status} if (status := _status(asked.status)) is not None else {}
    found |= {"view": view} if (view := _view(asked.view, viewer, now)) is not None else {}
    for name in asked.active:
        found[name] = _condition(session, name, asked, viewer, now)
    return found


def open_only() -> Condition:
    """The condition that a case is open, in the form that the partial indexes carry."""
    return Case.is_open.expression


def _status(status: Status) -> Condition | None:
    if status is Status.ALL:
        return None
    return open_only() if status is Status.OPEN else not_(Case.is_open)


def _view(view: View, viewer: Viewer, now: datetime) -> Condition | None:
    found: Mapping[View, Callable[[], Condition]] = {
        View.TODO: lambda: Case.paused_at.is_(None),
        View.MINE: lambda: Case.assignee_id == viewer.account_id,
        View.UNASSIGNED: lambda: Case.assignee_id.is_(None),
        View.BROKEN: lambda: and_(Case.paused_at.is_(None), Case.due_at < now),
        View.WAITING: lambda: Case.paused_at.is_not(None),
        View.NEWS: lambda: Case.has_news.expression,
    }
    return found[view]() if view in found else None


def _condition(session: Session, name: str, asked: QueueFilter, viewer: Viewer, now: datetime) -> Condition:
    if name == "q":
        return _text(session, asked)
    if name == "place":
        return Case.subject_ref == asked.place
    if name == "assignee":
        return _assignee(asked.assignee, viewer)
    if name == "priority":
        return Case.priority == asked.priority
    if name == "age":
        return _opened(asked.age or Age.OLDER, now)
    return dimension(name, now) == str(getattr(asked, name))


def _assignee(asked: str | None, viewer: Viewer) -> Condition:
    if asked == NOBODY:
        return Case.assignee_id.is_(None)
    return Case.assignee_id == (viewer.account_id if asked in {ME, None} else uuid.UUID(asked))


def _opened(asked: Age, now: datetime) -> Condition:
    """The same spans as `age`, as ranges that an index can seek."""
    ends = {Age.TODAY: (0, None), Age.WEEK: (6, 0), Age.MONTH: (29, 6), Age.OLDER: (None, 29)}
    since, until = ends[asked]
    bounds = [] if since is None else [Case.opened_at >= start_of_day(now, since)]
    return and_(*bounds, *([] if until is None else [Case.opened_at < start_of_day(now, until)]))


def _text(session: Session, asked: QueueFilter) -> Condition:
    """Every term is somewhere in the text. Open cases are few: looking through them beats any index of all.

    Elsewhere the trigram index answers: FTS5 on SQLite, `pg_trgm` behind LIKE on PostgreSQL; SQLite's needs three
    letters.
    """
    if session.get_bind().dialect.name == "postgresql":
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
