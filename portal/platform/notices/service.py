"""The life of a letter: queued, sent, given up, revived, withdrawn, forgotten."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session

from portal.core.errors import NotFound
from portal.core.settings import Settings
from portal.platform import jobs
from portal.platform.notices.contact import Channel, Contact
from portal.platform.notices.models import Letter, LetterState
from portal.platform.notices.rendering import letter_exists
from portal.platform.notices.rules import KEEP_SETTLED, checked_codes

JOBS = {Channel.EMAIL: ("notices.send", "mail"), Channel.SMS: ("notices.send_sms", "sms")}
_REVIVABLE = (LetterState.FAILED, LetterState.DEAD)
_FORGOTTEN: dict[str, Any] = {"recipient_sealed": None, "secret_sealed": None}


def queue(
    session: Session,
    contact: Contact,
    template: str,
    *,
    language: str,
    subject_kind: str,
    subject_ref: str,
    now: datetime,
    codes: Mapping[str, str | None] | None = None,
    secret: str | None = None,
) -> Letter:
    """Queue a letter in the caller's transaction; it leaves within a second of the commit.

    `secret` is the token of the letter's own link; without it the letter leads to the code `url`, or home. Codes
    are those of `rules.checked_codes`; `subject_kind` and `subject_ref` tell staff what it is about. Raises
    ValueError for a template or code that does not exist.
    """
    if not letter_exists(template):
        raise ValueError(f"there is no letter {template!r}")
    letter = Letter(
        channel=contact.channel,
        recipient=contact.address,
        secret=secret,
        language=language,
        template=template,
        codes=checked_codes(codes or {}),
        state=LetterState.QUEUED,
        attempts=0,
        subject_kind=subject_kind,
        subject_ref=subject_ref,
        created_at=now,
    )
    session.add(letter)
    session.flush()
    _enqueue(session, letter, now)
    return letter


def settle(
    session: Session, letter_id: uuid.UUID, state: LetterState, now: datetime, failure: str | None = None
) -> None:
    """Note how an attempt ended; a letter that was sent forgets its recipient and its link at once.

    Staying `queued` means that it is tried again. A letter that was withdrawn meanwhile stays withdrawn.
    """
    values: dict[str, Any] = {"state": state, "failure": failure, "attempts": Letter.attempts + 1}
    if state is LetterState.SENT:
        values |= {"sent_at": now, **_FORGOTTEN}
    waiting = update(Letter).where(Letter.id == letter_id, Letter.state == LetterState.QUEUED)
    session.execute(waiting.values(**values).execution_options(synchronize_session=False))


def revive(session: Session, letter_id: uuid.UUID, now: datetime) -> Letter:
    """Send a letter again that failed or died; raises NotFound for any other (its recipient is forgotten)."""
    found = select(Letter).where(Letter.id == letter_id, Letter.state.in_(_REVIVABLE))
    letter = session.scalars(found.with_for_update()).one_or_none()
    if letter is None or letter.recipient_sealed is None:
        raise NotFound
    letter.state, letter.failure, letter.created_at = LetterState.QUEUED, None, now
    session.flush()
    _enqueue(session, letter, now)
    return letter


def withdraw(session: Session, subject_kind: str, subject_ref: str) -> int:
    """Send nothing more about this subject and forget its recipients: the resident took the address back."""
    about = update(Letter).where(Letter.subject_kind == subject_kind, Letter.subject_ref == subject_ref)
    waiting = about.where(Letter.state.in_((LetterState.QUEUED, *_REVIVABLE)))
    return _rows(session, waiting.values(state=LetterState.WITHDRAWN, **_FORGOTTEN))


def forget(session: Session, settings: Settings, now: datetime) -> int:
    """Delete letters that were settled more than 30 days ago, sent or not; gives how many (`settings` unused)."""
    old = delete(Letter).where(Letter.state != LetterState.QUEUED, Letter.created_at < now - KEEP_SETTLED)
    return _rows(session, old)


def _enqueue(session: Session, letter: Letter, now: datetime) -> None:
    name, lane = JOBS[letter.channel]
    key = f"letter:{letter.id}:{letter.attempts}"
    jobs.enqueue(session, name, {"letter": str(letter.id)}, lane=lane, key=key, now=now)


def _rows(session: Session, statement: Any) -> int:
    result = session.execute(statement.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", result).rowcount
