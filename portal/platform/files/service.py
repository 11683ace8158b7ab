"""What can happen to a received file."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from portal.core.errors import NotFound
from portal.platform import jobs
from portal.platform.files import names, queries
from portal.platform.files.incoming import drawer_of
from portal.platform.files.making import Failed, Outcome
from portal.platform.files.models import State, StoredFile
from portal.platform.files.rules import Reason
from portal.platform.files.scanner import Verdict

LANE = "photos"
DOCUMENT_LANE = "documents"
"""A lane of its own: a PDF of forty pages and a slow scanner never keep a photo waiting."""

MAKE_READY = "files.make-ready"
MAKE_DOCUMENT = "files.make-document"
SCAN = "files.scan"
REMOVE = "files.remove"


def receive(session: Session, *, nonce: bytes, sha: str, now: datetime) -> StoredFile:
    """The row for a photo that `Incoming` keeps under the form token's `nonce`, and the job that makes it ready.

    Safe to call for the same photo twice: the second file becomes a copy of the first.
    """
    file = _waiting(session, nonce, sha, now)
    jobs.enqueue(session, MAKE_READY, {"file": str(file.id)}, lane=LANE, now=now)
    return file


def receive_document(session: Session, *, nonce: bytes, sha: str, name: str, now: datetime) -> StoredFile:
    """The row for a document that `Incoming` keeps with the limits `DOCUMENTS`, and the job that makes it ready.

    `name` is what the sender's device called it: cleaned, sealed, shown, never used as a path. Safe to call twice.
    """
    file = _waiting(session, nonce, sha, now)
    file.name = names.cleaned(name)
    session.flush()
    jobs.enqueue(session, MAKE_DOCUMENT, {"file": str(file.id)}, lane=DOCUMENT_LANE, now=now)
    return file


def settle(session: Session, file_id: uuid.UUID, outcome: Outcome, *, now: datetime) -> bool:
    """Write down what became of a waiting file; False when it is waiting no longer or not there."""
    file = queries.file_by_id(session, file_id)
    if file is None or file.state is not State.WAITING:
        return False
    if isinstance(outcome, Failed):
        file.state, file.reason = State.BROKEN, outcome.reason
    else:
        file.width, file.height, file.size, file.pages = outcome.width, outcome.height, outcome.size, outcome.pages
        file.state = State.HELD if outcome.is_held else State.READY
        file.ready_at = None if outcome.is_held else now
    session.flush()
    return True


def scan_again(session: Session, file_id: uuid.UUID, *, now: datetime) -> None:
    """Queue a scan of a held file, unless one is queued."""
    jobs.enqueue(session, SCAN, {"file": str(file_id)}, lane=DOCUMENT_LANE, key=f"{SCAN}:{file_id}", now=now)


def judge(session: Session, file_id: uuid.UUID, verdict: Verdict, *, now: datetime) -> bool:
    """Let a held file go as the scanner says; False when it is held no longer, not there, or nothing is known.

    A clean one is ready, original and all. Of an infected one nothing is left but the row that says so.
    """
    file = queries.file_by_id(session, file_id)
    if file is None or file.state is not State.HELD or verdict is Verdict.UNKNOWN:
        return False
    if verdict is Verdict.CLEAN:
        file.state, file.ready_at = State.READY, now
    else:
        _remove_later(session, file, now)
        file.state, file.reason = State.BROKEN, Reason.INFECTED
        file.width = file.height = file.size = file.pages = None
    session.flush()
    return True


def forget(session: Session, file_id: uuid.UUID, *, now: datetime) -> StoredFile:
    """Let a file go for good; the row says that there was one. The content follows by a job. Raises `NotFound`."""
    file = _file(session, file_id)
    if file.state is not State.GONE:
        _remove_later(session, file, now)
        file.state = State.GONE
        file.drawer = file.sha = file.width = file.height = file.size = file.pages = file.name = None
        session.flush()
    return file


def _waiting(session: Session, nonce: bytes, sha: str, now: datetime) -> StoredFile:
    drawer = drawer_of(session.info["keyring"], nonce)
    file = StoredFile(state=State.WAITING, drawer=drawer, sha=sha, received_at=now)
    session.add(file)
    session.flush()
    return file


def _remove_later(session: Session, file: StoredFile, now: datetime) -> None:
    payload = {"file": str(file.id), "drawer": file.drawer, "sha": file.sha}
    jobs.enqueue(session, REMOVE, payload, lane=LANE, now=now)


def _file(session: Session, file_id: uuid.UUID) -> StoredFile:
    file = queries.file_by_id(session, file_id)
    if file is None:
        raise NotFound
    return file
