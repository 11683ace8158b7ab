"""What retention says must go: contact details after closing, old letter links, old cases with their photos."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session

from portal.cases.models import Actor, Case, CaseEvent, CasePhoto, EventType, LetterLink, Voice
from portal.core.settings import Settings
from portal.platform.files import service as files
from portal.platform.jobs import JobContext

BATCH = 500
Kinds = frozenset[str]
DEFAULT_DAYS = {"contact_details": 90, "cases": 730}


def forget(session: Session, settings: Settings, now: datetime, *, but: Kinds = frozenset()) -> int:
    """Remove what is too old, at most 500 cases of each sort at once; gives how many cases were touched.

    Cases of the kinds `but` have rules of their own. Safe to run at any time, again and again.
    """
    days = DEFAULT_DAYS | dict(settings.municipality.retention_days)
    session.execute(delete(LetterLink).where(LetterLink.expires_at <= now))
    without = _forget_contacts(session, now - timedelta(days=days["contact_details"]), now, but)
    return without + _forget_cases(session, now - timedelta(days=days["cases"]), but, now)


def handle(context: JobContext, _payload: dict[str, Any], *, but: Kinds = frozenset()) -> None:
    """The worker's daily round, in short transactions until nothing is too old."""
    while True:
        with context.database.write() as session:
            if forget(session, context.settings, context.now, but=but) == 0:
                context.done(session)
                return


def _forget_contacts(session: Session, before: datetime, now: datetime, but: Kinds) -> int:
    has_contact = or_(Case.email_sealed.is_not(None), Case.phone_sealed.is_not(None))
    ids = session.scalars(_closed(before, but).where(has_contact).limit(BATCH)).all()
    session.execute(update(Case).where(Case.id.in_(ids)).values(email_sealed=None, phone_sealed=None))
    voices = update(Voice).where(Voice.contact_sealed.is_not(None), Voice.case_id.in_(_closed(before, but)))
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


def _closed(before: datetime, but: Kinds) -> Select[int]:
    return select(Case.id).where(Case.closed_at < before, Case.kind.not_in(but))


def _forget_cases(session: Session, before: datetime, but: Kinds, now: datetime) -> int:
    ids = session.scalars(_closed(before, but).limit(BATCH)).all()
    photos = session.scalars(select(CasePhoto.file_id).where(CasePhoto.case_id.in_(ids))).all()
    for file_id in photos:
        files.forget(session, file_id, now=now)
    session.execute(delete(Case).where(Case.id.in_(ids)))
    session.flush()
    return len(ids)
