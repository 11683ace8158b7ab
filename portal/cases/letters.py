"""Letters about a case: to the reporter, and to those who said "me too" when it is fixed.

Each letter has a link of its own; what was written stays behind the link.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.cases import numbers
from portal.cases.kinds import Kind, Outcome
from portal.cases.models import Case, LetterLink, Voice
from portal.cases.promise import STOCKHOLM
from portal.platform.notices import service as notices
from portal.platform.notices.contact import Channel, Contact

SUBJECT = "case"
VOICES = "case voice"
"""Letters to others than the reporter, which the reporter cannot stop."""


def received(session: Session, case: Case, *, now: datetime) -> None:
    """We have the report, and this is what we promise."""
    _tell(session, case, "received", now, due_on=_day(case.reply_due_at))


def message(session: Session, case: Case, *, now: datetime) -> None:
    """We have written."""
    _tell(session, case, "message", now)


def state_changed(session: Session, case: Case, kind: Kind, *, now: datetime) -> None:
    """The case stands differently now."""
    _tell(session, case, "state_changed", now, state=kind.states[case.state].plain)


def photo_broken(session: Session, case: Case, *, now: datetime) -> None:
    """A photo could not be opened."""
    _tell(session, case, "photo_broken", now)


def closed(session: Session, case: Case, kind: Kind, *, outcome: Outcome, now: datetime) -> None:
    """It has ended so; those who said "me too" hear when the place is better for it."""
    _tell(session, case, "closed", now, outcome=outcome.plain)
    if outcome.is_change:
        _tell_voices(session, case, kind, outcome, now)


def stop(session: Session, case: Case) -> None:
    """Send the reporter nothing more: the address was taken back."""
    notices.withdraw(session, SUBJECT, case.number)


def _tell(session: Session, case: Case, template: str, now: datetime, **codes: str | None) -> None:
    for contact in _contacts(case):
        notices.queue(
            session,
            contact,
            template,
            language=case.language,
            subject_kind=SUBJECT,
            subject_ref=case.number,
            codes={"number": case.number, "place": case.subject_name or None, **codes},
            secret=_link(session, case, now),
            now=now,
        )


def _tell_voices(session: Session, case: Case, kind: Kind, outcome: Outcome, now: datetime) -> None:
    voices = session.scalars(select(Voice).where(Voice.case_id == case.id, Voice.contact_sealed.is_not(None)))
    for voice in voices:
        notices.queue(
            session,
            _contact(voice.contact or ""),
            "me_too_fixed",
            language=voice.language,
            subject_kind=VOICES,
            subject_ref=case.number,
            codes={
                "place": case.subject_name or None,
                "outcome": outcome.plain,
                "url": kind.page_about(case.subject_ref, voice.language),
            },
            now=now,
        )


def _contacts(case: Case) -> list[Contact]:
    found = []
    if case.email:
        found.append(Contact(Channel.EMAIL, case.email))
    if case.phone:
        found.append(Contact(Channel.SMS, case.phone))
    return found


def _contact(address: str) -> Contact:
    return Contact(Channel.EMAIL if "@" in address else Channel.SMS, address)


def _link(session: Session, case: Case, now: datetime) -> str:
    token = numbers.new_letter_token()
    link = LetterLink(
        token_hash=numbers.letter_hash(session.info["keyring"], token),
        case_id=case.id,
        expires_at=now + numbers.LINK_LIFETIME,
    )
    session.add(link)
    session.flush()
    return token


def _day(at: datetime | None) -> str | None:
    return at.astimezone(STOCKHOLM).date().isoformat() if at else None
