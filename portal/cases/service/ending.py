"""How a case ends: an honest outcome, told to everybody who waits for it, duplicates included."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.cases import letters, queries
from portal.cases.kinds import Kind, Outcome
from portal.cases.models import Case, EventType
from portal.cases.service.history import append, begin, check_move, end, enter_state, take_note
from portal.core.errors import Refused
from portal.core.words import word


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
    seen: int | None = None,
) -> Case:
    """End the case with an honest outcome; `detail` is who it belongs to, why not, or which case it doubles.

    `seen` is the id of the last event in sight: what the reporter wrote later stays news; without it all was seen.
    Those who reported the same in a case that was closed as a duplicate of this one hear of the end too.
    """
    begin(case, version)
    ending = _ending(kind, outcome, detail)
    twin = _twin(session, case, detail) if ending.asks == "which" else None
    check_move(case, kind, ending.state)
    enter_state(case, kind, ending.state, now)
    case.outcome = ending.code
    take_note(session, case, seen)
    case.first_reply_at = case.first_reply_at or now
    append(
        session,
        case,
        EventType.CLOSED,
        now,
        staff=by,
        is_public=True,
        data={"to": ending.state, "outcome": ending.code, "twin": twin.number if twin else None},
        body=None if twin else detail.strip() or None,
    )
    letters.closed(session, case, kind, outcome=ending, now=now)
    if twin:
        _follow(session, case, twin)
    else:
        _tell_duplicates(session, case, kind, ending, now)
    return end(session, case)


def hand_duplicates_on(session: Session, case: Case, kind: Kind, now: datetime) -> None:
    """The case is taken back by its reporter: the oldest of its duplicates is opened again in its place."""
    duplicates = queries.duplicates_of(session, case)
    if not duplicates:
        return
    first, *rest = duplicates
    enter_state(first, kind, kind.reopened_state, now)
    first.has_news = True
    append(session, first, EventType.STATE, now, is_public=True, data={"to": first.state})
    letters.state_changed(session, first, kind, now=now)
    for other in rest:
        other.duplicate_of_id = first.id
    end(session, first)


def _ending(kind: Kind, outcome: str, detail: str) -> Outcome:
    ending = kind.outcomes.get(outcome)
    if ending is None:
        raise Refused(word("There is no such outcome."))
    if ending.asks and not detail.strip():
        raise Refused(word("Please say more: the resident reads it."))
    return ending


def _twin(session: Session, case: Case, number: str) -> Case:
    """The case that `case` doubles: of the same kind, and itself no duplicate."""
    twin = queries.case_by_number(session, number)
    if twin is not None and twin.duplicate_of_id is not None:
        twin = session.get(Case, twin.duplicate_of_id)
    if twin is None or twin.id == case.id or twin.kind != case.kind:
        raise Refused(word("There is no other case with that number."))
    return twin


def _follow(session: Session, case: Case, twin: Case) -> None:
    case.duplicate_of_id = twin.id
    for other in queries.duplicates_of(session, case):
        other.duplicate_of_id = twin.id


def _tell_duplicates(session: Session, case: Case, kind: Kind, ending: Outcome, now: datetime) -> None:
    for other in queries.duplicates_of(session, case):
        data = {"outcome": ending.code, "twin": case.number}
        append(session, other, EventType.TWIN_CLOSED, now, is_public=True, data=data)
        letters.closed(session, other, kind, outcome=ending, now=now)
        end(session, other)
