"""What staff do with a case while it is open; each verb appends to the history."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.cases import letters, queries
from portal.cases.kinds import Kind
from portal.cases.models import Case, EventType, Priority
from portal.cases.service.history import append, begin, check_move, end, enter_state, take_note
from portal.core.errors import Refused
from portal.core.words import word


def move(session: Session, case: Case, kind: Kind, *, to: str, by: Viewer, version: int, now: datetime) -> Case:
    """Bring the case into the open state `to`: the reporter hears of it, which is an answer.

    The promise stands still in a state that waits for the reporter; closing takes an outcome (`close`).
    """
    begin(case, version)
    check_move(case, kind, to)
    if not kind.states[to].is_open:
        raise Refused(word("A case is closed with an outcome."))
    enter_state(case, kind, to, now)
    case.first_reply_at = case.first_reply_at or now
    append(session, case, EventType.STATE, now, staff=by, is_public=True, data={"to": to})
    letters.state_changed(session, case, kind, now=now)
    return end(session, case)


def take(session: Session, case: Case, *, by: Viewer, version: int, now: datetime) -> Case:
    """Make the member of staff the one who works on the case."""
    return assign(session, case, to=by.account_id, to_name=by.name, by=by, version=version, now=now)


def assign(
    session: Session, case: Case, *, to: UUID | None, to_name: str, by: Viewer, version: int, now: datetime
) -> Case:
    """Give the case to a member of staff, or to nobody."""
    begin(case, version)
    case.assignee_id = to
    append(session, case, EventType.ASSIGNED, now, staff=by, data={"to": to_name})
    return end(session, case)


def hand_to_team(session: Session, case: Case, *, team: str, by: Viewer, version: int, now: datetime) -> Case:
    """Hand the case to another team; nobody there works on it yet."""
    begin(case, version)
    case.team, case.assignee_id = team, None
    append(session, case, EventType.TEAM, now, staff=by, data={"to": team})
    return end(session, case)


def prioritise(session: Session, case: Case, *, priority: Priority, by: Viewer, version: int, now: datetime) -> Case:
    """Say how urgent the case is."""
    begin(case, version)
    case.priority = priority
    append(session, case, EventType.PRIORITY, now, staff=by, data={"to": priority.value})
    return end(session, case)


def reply(
    session: Session, case: Case, *, words: str, by: Viewer, version: int, now: datetime, seen: int | None = None
) -> Case:
    """Write to the reporter; the letter says that there is an answer, the answer itself stays here.

    `seen` is the id of the last event that was in sight while it was written: what came later stays
    news; without it all counts as seen.
    """
    begin(case, version)
    case.first_reply_at = case.first_reply_at or now
    take_note(session, case, seen)
    append(session, case, EventType.MESSAGE, now, staff=by, is_public=True, body=words)
    letters.message(session, case, now=now)
    return end(session, case)


def note(session: Session, case: Case, *, words: str, by: Viewer, now: datetime) -> Case:
    """Write an internal note; needs no version, since it overwrites nothing."""
    append(session, case, EventType.NOTE, now, staff=by, body=words)
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
    begin(case, version)
    case.heading, case.published_at = heading, now
    for photo in queries.photos_of(session, case):
        photo.is_public = photo.id in photos
    append(session, case, EventType.PUBLISHED, now, staff=by, data={"heading": heading})
    return end(session, case)


def unpublish(session: Session, case: Case, *, by: Viewer, version: int, now: datetime) -> Case:
    """Take the heading and the photos back from the public; topic and age remain."""
    begin(case, version)
    case.published_at = None
    for photo in queries.photos_of(session, case):
        photo.is_public = False
    append(session, case, EventType.UNPUBLISHED, now, staff=by)
    return end(session, case)


def share(session: Session, case: Case, *, team: str, by: Viewer, version: int, now: datetime) -> Case:
    """Let `team` see a case that was one role's alone (requirement R-60)."""
    begin(case, version)
    case.team, case.shared_at = team, now
    append(session, case, EventType.SHARED, now, staff=by, data={"to": team})
    return end(session, case)
