"""What staff and the system can do with a case, whatever its kind; each verb appends to the history.

Every verb of staff takes the `version` they saw: when somebody else was first, `Conflict` is raised and nothing is
overwritten.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from portal.accounts.viewer import Viewer
from portal.cases import letters, numbers, promise, queries
from portal.cases.kinds import Kind, Outcome
from portal.cases.models import Actor, Case, CaseEvent, EventType, Priority
from portal.core.errors import Conflict, Refused
from portal.core.words import word

NUMBER_ATTEMPTS = 6


@dataclass(frozen=True)
class Opening:
    """All that a new case needs; promises are Swedish working days, `words` are the reporter's own."""

    kind: Kind
    receipt: str
    language: str
    reply_days: int
    fix_days: int
    team: str | None = None
    topic: str = ""
    subject_ref: str | None = None
    subject_name: str = ""
    area: str | None = None
    lat: float | None = None
    lon: float | None = None
    facet_one: str | None = None
    facet_two: str | None = None
    words: str = ""
    excerpt: str = ""
    search_text: str = ""
    has_photo: bool = False
    email: str | None = None
    phone: str | None = None
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Opened:
    """The case of a receipt, and whether it is new or had been opened before with the same form."""

    case: Case
    is_new: bool


def open_case(session: Session, opening: Opening, *, now: datetime) -> Opened:
    """The one case of `opening.receipt`: opened now, or found when the same form had been sent before."""
    for attempt in range(NUMBER_ATTEMPTS):
        if found := queries.case_by_receipt(session, opening.receipt):
            return Opened(found, is_new=False)
        try:
            with session.begin_nested():
                case = _new_case(session, opening, attempt, now)
                session.add(case)
                session.flush()
        except IntegrityError:
            continue
        _opened(session, case, opening, now)
        return Opened(case, is_new=True)
    raise Conflict(word("Too much happened at once. Please send again."))


def _new_case(session: Session, opening: Opening, attempt: int, now: datetime) -> Case:
    keyring = session.info["keyring"]
    number = numbers.case_number(keyring, opening.kind.prefix, opening.receipt, now, attempt)
    secret = opening.kind.is_secret
    case = Case(
        number=number,
        receipt_hash=numbers.receipt_hash(keyring, opening.receipt),
        kind=opening.kind.slug,
        state=opening.kind.first_state,
        team=opening.team,
        topic=opening.topic,
        subject_ref=opening.subject_ref,
        subject_name=opening.subject_name,
        area=opening.area,
        lat=opening.lat,
        lon=opening.lon,
        facet_one=opening.facet_one,
        facet_two=opening.facet_two,
        excerpt="" if secret else opening.excerpt,
        search_text="" if secret else f"{number} {opening.search_text}".casefold(),
        has_photo=opening.has_photo,
        language=opening.language,
        opened_at=now,
        reply_due_at=promise.due(now, opening.reply_days),
        due_at=promise.due(now, opening.fix_days),
    )
    case.email, case.phone = opening.email, opening.phone
    return case


def _opened(session: Session, case: Case, opening: Opening, now: datetime) -> None:
    _append(session, case, EventType.OPENED, now, actor=Actor.REPORTER, is_public=True, data=opening.data)
    if opening.words:
        _append(session, case, EventType.MESSAGE, now, actor=Actor.REPORTER, is_public=True, body=opening.words)
    session.flush()
    letters.received(session, case, now=now)


def move(session: Session, case: Case, kind: Kind, *, to: str, by: Viewer, version: int, now: datetime) -> Case:
    """Bring the case into the state `to`; the promise stands still in a state that waits for the reporter."""
    _begin(session, case, version)
    if not kind.may_move(case.state, to):
        raise Refused(word("A case cannot go from this state to that one."))
    _enter(case, kind, to, now)
    _append(session, case, EventType.STATE, now, staff=by, is_public=True, data={"to": to})
    letters.state_changed(session, case, kind, now=now)
    return _end(session, case)


def close(
    session: Session,
    case: Case,
    kind: Kind,
    *,
    outcome: str,
    detail: str,
    by: Viewer,
    version: int,
    now: datetime,
) -> Case:
    """End the case with an honest outcome; `detail` is who it belongs to, why not, or which case it doubles."""
    _begin(session, case, version)
    ending = kind.outcomes.get(outcome)
    if ending is None:
        raise Refused(word("There is no such outcome."))
    if ending.asks and not detail.strip():
        raise Refused(word("Please say more: the resident reads it."))
    if not kind.may_move(case.state, ending.state):
        raise Refused(word("A case cannot go from this state to that one."))
    _enter(case, kind, ending.state, now)
    case.outcome = ending.code
    case.first_reply_at = case.first_reply_at or now
    _append(
        session,
        case,
        EventType.CLOSED,
        now,
        staff=by,
        is_public=True,
        data={"to": ending.state, "outcome": ending.code, "twin": _twin(session, ending, detail, case)},
        body=detail.strip() or None,
    )
    letters.closed(session, case, kind, now=now)
    return _end(session, case)


def _twin(session: Session, ending: Outcome, detail: str, case: Case) -> str | None:
    if ending.asks != "which":
        return None
    twin = queries.case_by_number(session, detail.strip())
    if twin is None or twin.id == case.id:
        raise Refused(word("There is no other case with that number."))
    return twin.number


def take(session: Session, case: Case, *, by: Viewer, version: int, now: datetime) -> Case:
    """Make the member of staff the one who works on the case."""
    return assign(session, case, to=by.account_id, to_name=by.name, by=by, version=version, now=now)


def assign(
    session: Session, case: Case, *, to: UUID | None, to_name: str, by: Viewer, version: int, now: datetime
) -> Case:
    """Give the case to a member of staff, or to nobody."""
    _begin(session, case, version)
    case.assignee_id = to
    _append(session, case, EventType.ASSIGNED, now, staff=by, data={"to": to_name})
    return _end(session, case)


def hand_to_team(session: Session, case: Case, *, team: str, by: Viewer, version: int, now: datetime) -> Case:
    """Hand the case to another team; nobody there works on it yet."""
    _begin(session, case, version)
    case.team, case.assignee_id = team, None
    _append(session, case, EventType.TEAM, now, staff=by, data={"to": team})
    return _end(session, case)


def prioritise(session: Session, case: Case, *, priority: Priority, by: Viewer, version: int, now: datetime) -> Case:
    """Say how urgent the case is."""
    _begin(session, case, version)
    case.priority = priority
    _append(session, case, EventType.PRIORITY, now, staff=by, data={"to": priority.value})
    return _end(session, case)


def reply(session: Session, case: Case, *, words: str, by: Viewer, version: int, now: datetime) -> Case:
    """Write to the reporter; the letter says that there is an answer, the answer itself stays here."""
    _begin(session, case, version)
    case.first_reply_at = case.first_reply_at or now
    case.has_news = False
    _append(session, case, EventType.MESSAGE, now, staff=by, is_public=True, body=words)
    letters.message(session, case, now=now)
    return _end(session, case)


def note(session: Session, case: Case, *, words: str, by: Viewer, now: datetime) -> Case:
    """Write an internal note; needs no version, since it overwrites nothing."""
    _append(session, case, EventType.NOTE, now, staff=by, body=words)
    session.flush()
    return case


def publish(
    session: Session,
    case: Case,
    *,
    heading: str,
    photos: frozenset[UUID],
    by: Viewer,
    version: int,
    now: datetime,
) -> Case:
    """Let the public read the heading staff wrote and see the photos they chose; never the reporter's words."""
    _begin(session, case, version)
    case.heading, case.published_at = heading, now
    for photo in queries.photos_of(session, case):
        photo.is_public = photo.id in photos
    _append(session, case, EventType.PUBLISHED, now, staff=by, data={"heading": heading})
    return _end(session, case)


def unpublish(session: Session, case: Case, *, by: Viewer, version: int, now: datetime) -> Case:
    """Take the heading and the photos back from the public; topic and age remain."""
    _begin(session, case, version)
    case.published_at = None
    for photo in queries.photos_of(session, case):
        photo.is_public = False
    _append(session, case, EventType.UNPUBLISHED, now, staff=by)
    return _end(session, case)


def share(session: Session, case: Case, *, team: str, by: Viewer, version: int, now: datetime) -> Case:
    """Let `team` see a case that was one role's alone (requirement R-60)."""
    _begin(session, case, version)
    case.team, case.shared_at = team, now
    _append(session, case, EventType.SHARED, now, staff=by, data={"to": team})
    return _end(session, case)


def enter_state(case: Case, kind: Kind, to: str, now: datetime) -> None:
    """Set the state and what hangs on it: open or closed, the pause of the promise."""
    _enter(case, kind, to, now)


def append(
    session: Session,
    case: Case,
    type_: EventType,
    now: datetime,
    *,
    actor: Actor = Actor.SYSTEM,
    is_public: bool = False,
    data: dict[str, Any] | None = None,
    body: str | None = None,
    once: bytes | None = None,
) -> CaseEvent:
    """Append to the history what the reporter or the system did."""
    event = _append(session, case, type_, now, actor=actor, is_public=is_public, data=data, body=body)
    event.once = once
    return event


def _enter(case: Case, kind: Kind, to: str, now: datetime) -> None:
    state = kind.states[to]
    if case.paused_at and not state.pauses:
        case.due_at = case.due_at and promise.moved_by_pause(case.due_at, case.paused_at, now)
        case.paused_at = None
    elif state.pauses and case.paused_at is None:
        case.paused_at = now
    case.state, case.is_open = to, state.is_open
    case.closed_at = None if state.is_open else now
    if state.is_open:
        case.outcome = None


def _begin(session: Session, case: Case, version: int) -> None:
    if case.version != version:
        raise Conflict(word("Somebody else changed this case while you were looking at it."))


def _end(session: Session, case: Case) -> Case:
    case.version += 1
    try:
        session.flush()
    except StaleDataError:
        raise Conflict(word("Somebody else changed this case while you were looking at it.")) from None
    return case


def _append(
    session: Session,
    case: Case,
    type_: EventType,
    now: datetime,
    *,
    staff: Viewer | None = None,
    actor: Actor | None = None,
    is_public: bool = False,
    data: dict[str, Any] | None = None,
    body: str | None = None,
) -> CaseEvent:
    event = CaseEvent(
        case_id=case.id,
        at=now,
        type=type_,
        actor=actor or (Actor.STAFF if staff else Actor.SYSTEM),
        actor_id=staff.account_id if staff else None,
        is_public=is_public,
        data=data or {},
    )
    event.body = body
    session.add(event)
    return event
