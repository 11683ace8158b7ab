"""What the reporter can do with a case: write, say "not fixed", withdraw, change or remove contact details.

Every verb but `add_voice` wants the case locked (`queries.case_by_receipt`), so that it never loses to what staff do
at the same time; each may be asked for twice by the same form and happens once.
"""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.cases import letters, service
from portal.cases.kinds import Kind
from portal.cases.models import Actor, Case, EventType, Voice
from portal.core.errors import Conflict, Refused
from portal.core.words import word


def say(session: Session, case: Case, kind: Kind, *, words: str, once: bytes, now: datetime) -> bool:
    """Add a message of the reporter, once per form; an answer that we waited for lets the case go on."""
    if not _said(session, case, words, once, now):
        return False
    case.has_news = True
    if kind.states[case.state].pauses:
        service.enter_state(case, kind, kind.answered_state, now)
        service.append(session, case, EventType.STATE, now, is_public=True, data={"to": case.state})
        service.end(session, case)
    session.flush()
    return True


def _said(session: Session, case: Case, words: str, once: bytes, now: datetime) -> bool:
    try:
        with session.begin_nested():
            service.append(
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
    return True


def may_reopen(case: Case, kind: Kind, now: datetime) -> bool:
    """True while a closed case can still be reopened by its reporter."""
    if case.is_open or case.closed_at is None or case.state == kind.withdrawn_state:
        return False
    return now - case.closed_at <= timedelta(days=kind.reopen_days)


def reopen(session: Session, case: Case, kind: Kind, *, words: str, once: bytes, now: datetime) -> None:
    """ "Not fixed": the case is open again with the reporter's words; refused after the kind's days.

    When it is open already, because somebody was quicker, the words are a message.
    """
    if case.is_open:
        if words:
            say(session, case, kind, words=words, once=once, now=now)
        return
    if not may_reopen(case, kind, now):
        raise Refused(word("This case was closed too long ago to be reopened. Please report again."))
    service.enter_state(case, kind, kind.reopened_state, now)
    service.append(
        session, case, EventType.REOPENED, now, actor=Actor.REPORTER, is_public=True, body=words or None, once=once
    )
    case.has_news = True
    service.end(session, case)


def withdraw(session: Session, case: Case, kind: Kind, *, now: datetime) -> None:
    """The reporter takes the case back; it is closed and says so. Its duplicates go on without it."""
    if case.state == kind.withdrawn_state:
        return
    if not case.is_open:
        raise Conflict(word("This case is already closed."))
    service.enter_state(case, kind, kind.withdrawn_state, now)
    service.append(session, case, EventType.WITHDRAWN, now, actor=Actor.REPORTER, is_public=True)
    service.hand_duplicates_on(session, case, kind, now)
    service.end(session, case)


def set_contact(session: Session, case: Case, *, email: str | None, phone: str | None, now: datetime) -> None:
    """Change how the reporter hears from us, or with two Nones remove it at once; letters under way are stopped."""
    if (case.email, case.phone) == (email, phone):
        return
    case.email, case.phone = email, phone
    what = "changed" if email or phone else "removed"
    letters.stop(session, case)
    service.append(session, case, EventType.CONTACT, now, actor=Actor.REPORTER, is_public=True, data={"what": what})
    session.flush()


def add_voice(
    session: Session, case: Case, *, token_hash: bytes, language: str, contact: str | None, now: datetime
) -> bool:
    """ "Me too": counted once per form; an address given now or later is told when it is fixed.

    Says whether it was new.
    """
    voice = Voice(case_id=case.id, token_hash=token_hash, language=language)
    voice.contact = contact
    try:
        with session.begin_nested():
            session.add(voice)
            session.flush()
    except IntegrityError:
        _reach_voice(session, token_hash, contact)
        return False
    session.execute(update(Case).where(Case.id == case.id).values(voices=Case.voices + 1))
    session.refresh(case, ["voices"])
    service.append(session, case, EventType.VOICE, now, actor=Actor.REPORTER)
    session.flush()
    return True


def _reach_voice(session: Session, token_hash: bytes, contact: str | None) -> None:
    voice = session.scalar(select(Voice).where(Voice.token_hash == token_hash))
    if voice is not None and contact:
        voice.contact = contact
        session.flush()
