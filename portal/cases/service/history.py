"""What every verb leans on: the history that is only added to, the state and what hangs on it, the version."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from portal.accounts.viewer import Viewer
from portal.cases import promise, queries
from portal.cases.kinds import Kind
from portal.cases.models import Actor, Case, CaseEvent, EventType
from portal.core.errors import Conflict, Refused
from portal.core.words import word

CHANGED = word("Somebody else changed this case while you were looking at it.")


class Told(TypedDict, total=False):
    """What an event says: who did it (`staff` or an `actor`), whether the reporter sees it, its words."""

    staff: Viewer | None
    actor: Actor | None
    is_public: bool
    data: dict[str, Any] | None
    body: str | None
    once: bytes | None


def append(session: Session, case: Case, type_: EventType, now: datetime, **told: Unpack[Told]) -> CaseEvent:
    """Append to the history what `staff`, the reporter or (with neither) the system did."""
    event = event_of(case, type_, now, **told)
    session.add(event)
    return event


def event_of(case: Case, type_: EventType, now: datetime, **told: Unpack[Told]) -> CaseEvent:
    """The event as it will stand in the history, not stored yet."""
    staff = told.get("staff")
    event = CaseEvent(
        case_id=case.id,
        at=now,
        type=type_,
        actor=told.get("actor") or (Actor.STAFF if staff else Actor.SYSTEM),
        actor_id=staff.account_id if staff else None,
        is_public=told.get("is_public", False),
        data=told.get("data") or {},
        once=told.get("once"),
    )
    event.body = told.get("body")
    return event


def enter_state(case: Case, kind: Kind, to: str, now: datetime) -> None:
    """Set the state and what hangs on it: open or closed, the pause of the promise."""
    state = kind.states[to]
    if case.paused_at and not state.pauses:
        case.due_at = case.due_at and promise.moved_by_pause(case.due_at, case.paused_at, now)
        case.paused_at = None
    elif state.pauses and case.paused_at is None:
        case.paused_at = now
    case.state, case.is_open = to, state.is_open
    case.closed_at = None if state.is_open else now
    if state.is_open:
        case.outcome = case.duplicate_of_id = None


def check_move(case: Case, kind: Kind, to: str) -> None:
    """Raise `Refused` when the kind's table does not allow the case to go `to`."""
    if not kind.may_move(case.state, to):
        raise Refused(word("A case cannot go from this state to that one."))


def take_note(session: Session, case: Case, seen: int | None) -> None:
    """What is new to staff is new no more, unless it came after the event with the id `seen` (None: all was seen).

    The case is locked first, so that a message that is being sent at this moment is waited for.
    """
    has_news = session.scalar(select(Case.has_news).where(Case.id == case.id).with_for_update())
    case.has_news = bool(has_news) and seen is not None and queries.has_news_since(session, case, seen)


def begin(case: Case, version: int) -> None:
    """Raise `Conflict` when the case is no longer as the one who acts has seen it."""
    if case.version != version:
        raise Conflict(CHANGED)


def end(session: Session, case: Case) -> Case:
    """Give the case its next version; raises `Conflict` when somebody else was first."""
    case.version += 1
    try:
        session.flush()
    except StaleDataError:
        raise Conflict(CHANGED) from None
    return case
