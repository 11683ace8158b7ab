"""Where an application's case stands: each move is checked, public, and told by a letter that says nothing."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.cases import service as cases
from portal.cases.models import Case, EventType
from portal.cases.service.history import begin, check_move, take_note
from portal.core.errors import NotFound
from portal.forms.assistance import letters
from portal.forms.assistance.kind import KIND
from portal.forms.assistance.models import Application


def case_of(application: Application) -> Case:
    """The case of a filed application; `NotFound` for one that is not filed."""
    if application.case is None:
        raise NotFound
    return application.case


def seen(application: Application, version: int) -> Case:
    """The case, if it is still as the one who acts has seen it; raises `Conflict` otherwise."""
    case = case_of(application)
    begin(case, version)
    return case


def move(
    session: Session,
    application: Application,
    to: str,
    *,
    by: Viewer | None,
    now: datetime,
    words: str | None = None,
    tells: bool = True,
) -> Case:
    """Bring the case into the state `to`; `words` are what we write to the resident, who is told of it.

    Raises `Refused` when the kind's table does not allow the move, `Conflict` when somebody else was first.
    """
    case = case_of(application)
    if case.state != to:
        check_move(case, KIND, to)
        cases.enter_state(case, KIND, to, now)
    case.first_reply_at = case.first_reply_at or now
    take_note(session, case, None)
    cases.append(session, case, EventType.STATE, now, staff=by, is_public=True, data={"to": to}, body=words)
    if tells:
        letters.something_to_read(session, application, now=now)
    return cases.end(session, case)


def close(session: Session, application: Application, outcome: str, *, by: Viewer | None, now: datetime) -> Case:
    """The case has been decided with `outcome`; the resident is told that there is something to read."""
    case, ending = case_of(application), KIND.outcomes[outcome]
    check_move(case, KIND, ending.state)
    cases.enter_state(case, KIND, ending.state, now)
    case.outcome, case.first_reply_at = ending.code, case.first_reply_at or now
    take_note(session, case, None)
    data = {"to": ending.state, "outcome": ending.code}
    cases.append(session, case, EventType.CLOSED, now, staff=by, is_public=True, data=data)
    letters.something_to_read(session, application, now=now)
    return cases.end(session, case)
