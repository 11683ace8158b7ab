"""What retention says must go: contact details after closing, old letter links, old cases with their photos."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from portal.cases.models import Actor, Case, CaseEvent, CasePhoto, EventType, LetterLink, Voice
from portal.core.settings import Settings
from portal.platform.files import service as files
from portal.platform.jobs import JobContext

BATCH = 500
DEFAULT_DAYS = {"contact_details": 90, "cases": 730}


def forget(session: Session, settings: Settings, now: datetime) -> int:
    """Remove what is too old, at most 500 cases of each sort at once; gives how many cases were touched.

    Safe to run at any time, again and again.
    """
    days = DEFAULT_DAYS | dict(settings.municipality.retention_days)
    session.execute(delete(LetterLink).where(LetterLink.expires_at <= now))
    without = _forget_contacts(session, now - timedelta(days=days["contact_details"]), now)
    return without + _forget_cases(session, now - timedelta(days=days["cases"]), now)


def handle(context: JobContext, _payload: dict[str, Any]) -> None:
    """The worker's daily round, in short transactions until nothing is too old."""
    while True:
        with context.database.write() as session:
            if forget(session, context.settings, context.now) == 0:
                context.done(session)
                return


def _forget_contacts(session: Session, before: datetime, now: datetime) -> int:
    has_contact = or_(Case.email_sealed.is_not(None), Case.phone_sealed.is_not(None))
    ids = session.scalars(select(Case.id).where(Case.closed_at < before, has_contact).limit(BATCH)).all()
    session.execute(update(Case).where(Case.id.in_(ids)).values(email_sealed=None, phone_sealed=None))
    closed = select(Case.id).where(Case.closed_at < before)
    voices = update(Voice).where(Voice.contact_sealed.is_not(None), Voice.case_id.in_(closed))
    session.execute(voices.values(contact_sealed=None))
    session.add_all(_expired(case_id, now) for case_id in ids)
    session.flush()
    return len(ids)


def _expired(case_id: int, now: datetime) -> CaseEvent:
    return CaseEvent(
        case_id=case_id,
        at=now,
        type=EventType.CONTACT,
        actor=Actor.SYSTEM,
        is_public=True,
        data={"what": "expired"},
    )


def _forget_cases(session: Session, before: datetime, now: datetime) -> int:
    ids = session.scalars(select(Case.id).where(Case.closed_at < before).limit(BATCH)).all()
    photos = session.scalars(select(CasePhoto.file_id).where(CasePhoto.case_id.in_(ids))).all()
    for file_id in photos:
        files.forget(session, file_id, now=now)
    session.execute(delete(Case).where(Case.id.in_(ids)))
    session.flush()
    return len(ids)
