"""What a caseworker does while an application is looked into: changes lines, asks, sends for comments, writes."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.cases import service as cases
from portal.cases.models import Case, EventType
from portal.cases.promise import day_of
from portal.cases.service.history import take_note
from portal.core.errors import Refused
from portal.core.words import word
from portal.forms.assistance import letters
from portal.forms.assistance.models import Application, Exchange, ExchangeKind, LineChange
from portal.forms.assistance.rules.changes import LineWord, Said
from portal.forms.assistance.service.noting import note
from portal.forms.assistance.service.standing import case_of, move, seen

AT_WORK = frozenset({"received", "investigating", "supplement", "communicated"})
"""The states of the case in which it is investigated; while a second person reads a decision, nothing is changed."""
WAITS_FOR_ANOTHER = "approval"
CLOSED = word("This cannot be changed now: the case is decided, or waits for a second approval.")
_STATES = {ExchangeKind.SUPPLEMENT: "supplement", ExchangeKind.KOMMUNICERING: "communicated"}


def begin(session: Session, application: Application, *, by: Viewer, version: int, now: datetime) -> Case:
    """Look into the application; also when the case waited for an answer, was appealed or decided.

    Raises `Refused` while a decision waits for a second person, who alone sends it back.
    """
    if seen(application, version).state == WAITS_FOR_ANOTHER:
        raise Refused(CLOSED)
    note(session, application, "begin", by=by, now=now)
    return move(session, application, "investigating", by=by, now=now, tells=False)


def change_line(
    session: Session,
    application: Application,
    *,
    line: str,
    word_on_it: LineWord,
    reason: str,
    by: Viewer,
    now: datetime,
) -> LineChange:
    """Say what one line of the calculation shall be, with the reason; it stands in every recalculation.

    The caller recalculates. Refused while a decision waits for a second person, and when the case is closed.
    """
    check_at_work(application)
    change = LineChange(application_id=application.id, at=now, by=by.account_id, line=line)
    change.content, change.reason = word_on_it.to_json(), reason
    session.add(change)
    case = case_of(application)
    if case.state == "received":
        move(session, application, "investigating", by=by, now=now, tells=False)
    note(session, application, "line", by=by, now=now, kind=word_on_it.kind.value)
    session.flush()
    return change


def ask(
    session: Session,
    application: Application,
    *,
    kind: ExchangeKind,
    words: str,
    due_on: date,
    by: Viewer,
    version: int,
    now: datetime,
) -> Exchange:
    """Ask for a supplement (FL 20, 23 §§) or send for comments (FL 25 §), to be answered by `due_on`."""
    seen(application, version)
    check_at_work(application)
    if due_on <= day_of(now):
        raise Refused(word("The last day to answer must be a day to come."))
    exchange = Exchange(application_id=application.id, kind=kind, asked_at=now, asked_by=by.account_id, due_on=due_on)
    exchange.words = words
    session.add(exchange)
    note(session, application, f"ask.{kind}", by=by, now=now, due_on=due_on.isoformat())
    move(session, application, _STATES[kind], by=by, now=now, words=words)
    return exchange


def write(session: Session, application: Application, *, words: str, by: Viewer, version: int, now: datetime) -> Case:
    """Write to the resident, who reads it when signed in; the letter says that there is something and no more."""
    case = seen(application, version)
    case.first_reply_at = case.first_reply_at or now
    take_note(session, case, None)
    cases.append(session, case, EventType.MESSAGE, now, staff=by, is_public=True, body=words)
    note(session, application, "write", by=by, now=now)
    letters.something_to_read(session, application, now=now)
    return cases.end(session, case)


def check_at_work(application: Application) -> None:
    """Raise `Refused` when the application is not being looked into."""
    if case_of(application).state not in AT_WORK:
        raise Refused(CLOSED)


def said(change: LineChange) -> Said:
    """A caseworker's word as the rules and the robot read it."""
    return Said(change.line, LineWord.from_json(change.content or ""), change.reason or "")
