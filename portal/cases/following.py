"""What the reporter can do with a case: write, say "not fixed", withdraw, change or remove contact details."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.cases import letters, service
from portal.cases.kinds import Kind
from portal.cases.models import Actor, Case, EventType, Voice
from portal.core.errors import Conflict, Refused
from portal.core.words import word


def say(session: Session, case: Case, *, words: str, once: bytes, now: datetime) -> bool:
    """Add a message of the reporter, once per form; it never collides with what staff write at the same time."""
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
    session.execute(update(Case).where(Case.id == case.id).values(has_news=True))
    return True


def may_reopen(case: Case, kind: Kind, now: datetime) -> bool:
    """True while a closed case can still be reopened by its reporter."""
    if case.is_open or case.closed_at is None or case.state == kind.withdrawn_state:
        return False
    return now - case.closed_at <= timedelta(days=kind.reopen_days)


def reopen(session: Session, case: Case, kind: Kind, *, words: str, now: datetime) -> None:
    """ "Not fixed": the case is open again with the reporter's words; refused after the kind's days."""
    if case.is_open:
        return
    if not may_reopen(case, kind, now):
        raise Refused(word("This case was closed too long ago to be reopened. Please report again."))
    service.enter_state(case, kind, kind.reopened_state, now)
    service.append(session, case, EventType.REOPENED, now, actor=Actor.REPORTER, is_public=True, body=words or None)
    case.has_news = True
    case.version += 1
    session.flush()


def withdraw(session: Session, case: Case, kind: Kind, *, now: datetime) -> None:
    """The reporter takes the case back; it is closed and says so."""
    if not case.is_open:
        raise Conflict(word("This case is already closed."))
    service.enter_state(case, kind, kind.withdrawn_state, now)
    service.append(session, case, EventType.WITHDRAWN, now, actor=Actor.REPORTER, is_public=True)
    case.version += 1
    session.flush()


def set_contact(session: Session, case: Case, *, email: str | None, phone: str | None, now: datetime) -> None:
    """Change how the reporter hears from us, or with two Nones remove it at once."""
    case.email, case.phone = email, phone
    what = "changed" if email or phone else "removed"
    letters.stop(session, case)
    service.append(session, case, EventType.CONTACT, now, actor=Actor.REPORTER, is_public=True, data={"what": what})
    session.flush()


def add_voice(
    session: Session, case: Case, *, token_hash: bytes, language: str, contact: str | None, now: datetime
) -> bool:
    """ "Me too": counted once per form, with an address when the person wants to hear; says whether it was new."""
    try:
        with session.begin_nested():
            voice = Voice(case_id=case.id, token_hash=token_hash, language=language)
            voice.contact = contact
            session.add(voice)
            session.flush()
    except IntegrityError:
        return False
    session.execute(update(Case).where(Case.id == case.id).values(voices=Case.voices + 1))
    service.append(session, case, EventType.VOICE, now, actor=Actor.REPORTER)
    session.flush()
    return True
