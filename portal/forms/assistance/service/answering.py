"""The resident answers what we asked (a supplement or kommunicering), and writes to those who work on the case."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.cases import service as cases
from portal.cases.models import Actor, Case, EventType
from portal.cases.promise import day_of
from portal.core.errors import Conflict, Refused
from portal.core.words import word
from portal.forms.assistance.kind import KIND
from portal.forms.assistance.models import Application, Exchange
from portal.forms.assistance.queries import own
from portal.forms.assistance.rules.serving import is_late

DECIDED = word("We have decided already. Read the decision, or write a message.")


def answer(session: Session, application: Application, exchange: Exchange, *, words: str, now: datetime) -> None:
    """Take the answer to what we asked, with what was attached to it; also after the last day, while it is undecided.

    When nothing more is unanswered the case goes on at once. The same answer once more changes nothing.
    """
    if exchange.answered_at is not None:
        if (exchange.answer or "") == words:
            return
        raise Conflict(word("This has been answered already. Write a message if you want to add something."))
    case = _open_case(application)
    if not words and not own.exchange_attachments(session, exchange.id):
        raise Refused(word("Write an answer, or add a file."))
    exchange.answered_at, exchange.answer = now, words
    data = {"exchange": exchange.kind.value, "late": is_late(day_of(now), exchange.due_on)}
    cases.append(
        session, case, EventType.MESSAGE, now, actor=Actor.REPORTER, is_public=True, data=data, body=words or None
    )
    case.has_news = True
    session.flush()
    if KIND.states[case.state].pauses and not _waits(session, application):
        cases.enter_state(case, KIND, KIND.answered_state, now)
        cases.append(session, case, EventType.STATE, now, is_public=True, data={"to": case.state})
    cases.end(session, case)


def write(session: Session, application: Application, *, words: str, once: bytes, now: datetime) -> bool:
    """Add a message to those who work on the case, once per form; says whether it was new."""
    case = application.case
    if case is None:
        raise Refused(word("The application has not been sent yet."))
    try:
        with session.begin_nested():
            cases.append(
                session,
                case,
                EventType.MESSAGE,
                now,
                actor=Actor.REPORTER,
                is_public=True,
                body=words,
                once=once,
            )
            session.flush()
    except IntegrityError:
        return False
    case.has_news = True
    cases.end(session, case)
    return True


def _open_case(application: Application) -> Case:
    case = application.case
    if case is None or not case.is_open:
        raise Refused(DECIDED)
    return case


def _waits(session: Session, application: Application) -> bool:
    """True while something that we asked is unanswered."""
    return any(exchange.answered_at is None for exchange in own.exchanges(session, application.id))
