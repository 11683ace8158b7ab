"""Photos and documents sent along: added to a draft page by page or to an answer, removed, handed on at filing.

The bytes are kept first (`Incoming.keep` under `nonce_of`), before any database is asked; the worker then checks,
repaints or scans them. What hangs on a draft belongs to nobody's case until the application is filed.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.core.errors import NotFound, Refused
from portal.core.keys import Keyring
from portal.core.words import word
from portal.forms.assistance.models import Application, Attachment, Exchange
from portal.forms.assistance.queries import own
from portal.forms.drafts.models import Draft
from portal.platform.files import service as files

NONCE_BYTES = 16
ANSWER = "answer"
"""The `question` of what comes with an answer to us."""


def nonce_of(keyring: Keyring, owner_id: UUID, question: str) -> bytes:
    """Under which raw files lie that are added at `question` of the draft or exchange `owner_id`."""
    return keyring.blind_index(f"{owner_id}:{question}", "assistance attachments")[:NONCE_BYTES]


def add(
    session: Session, draft: Draft, *, question: str, sha: str, name: str, person_key: str, now: datetime
) -> Attachment:
    """Hang a kept file on the draft at the page `question`; the same file again at the same page changes nothing.

    Whoever signed before signs anew: the draft counts as changed.
    """
    draft.changed_at = now
    there = own.draft_attachments(session, draft.id)
    nonce = nonce_of(session.info["keyring"], draft.id, question)
    made = Attachment(draft_id=draft.id, question=question, person_key=person_key, added_at=now)
    return _once(session, there, made, nonce=nonce, sha=sha, name=name)


def add_to_answer(
    session: Session, exchange: Exchange, *, sha: str, name: str, person_key: str, now: datetime
) -> Attachment:
    """Add a kept file to the answer to `exchange`, while it is not sent; the same file again changes nothing."""
    if exchange.answered_at is not None:
        raise Refused(word("You have answered this already. Write a message if you want to add something."))
    there = own.exchange_attachments(session, exchange.id)
    nonce = nonce_of(session.info["keyring"], exchange.id, ANSWER)
    made = Attachment(
        application_id=exchange.application_id,
        exchange_id=exchange.id,
        question=ANSWER,
        person_key=person_key,
        added_at=now,
    )
    return _once(session, there, made, nonce=nonce, sha=sha, name=name)


def remove(session: Session, there: Sequence[Attachment], attachment_id: UUID, *, now: datetime) -> Attachment:
    """Remove one of the attachments `there` with its file for good; raises `NotFound` when it is none of them."""
    found = next((attachment for attachment in there if attachment.id == attachment_id), None)
    if found is None:
        raise NotFound
    if found.draft_id and (draft := session.get(Draft, found.draft_id)):
        draft.changed_at = now
    files.forget(session, found.file_id, now=now)
    session.delete(found)
    session.flush()
    return found


def hand_on(session: Session, application: Application) -> None:
    """What hung on the draft belongs to the application from now on."""
    moved = update(Attachment).where(Attachment.draft_id == application.draft_id)
    session.execute(moved.values(application_id=application.id, draft_id=None))
    session.flush()


def _once(
    session: Session, there: Sequence[Attachment], made: Attachment, *, nonce: bytes, sha: str, name: str
) -> Attachment:
    for old in there:
        if old.question == made.question and old.file.sha == sha:
            return old
    made.file = files.receive_document(session, nonce=nonce, sha=sha, name=name, now=made.added_at)
    made.name = made.file.name
    session.add(made)
    session.flush()
    return made
