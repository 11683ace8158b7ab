"""What can happen to a received file."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from portal.core.errors import NotFound
from portal.platform import jobs
from portal.platform.files import queries
from portal.platform.files.incoming import drawer_of
from portal.platform.files.making import Failed, Outcome
from portal.platform.files.models import State, StoredFile

LANE = "photos"
MAKE_READY = "files.make-ready"
REMOVE = "files.remove"


def receive(session: Session, *, nonce: bytes, sha: str, now: datetime) -> StoredFile:
    """The row for a photo that `Incoming` keeps under the form token's `nonce`, and the job that makes it ready.

    Safe to call for the same photo twice: the second file becomes a copy of the first.
    """
    drawer = drawer_of(session.info["keyring"], nonce)
    file = StoredFile(state=State.WAITING, drawer=drawer, sha=sha, received_at=now)
    session.add(file)
    session.flush()
    jobs.enqueue(session, MAKE_READY, {"file": str(file.id)}, lane=LANE, now=now)
    return file


def settle(session: Session, file_id: uuid.UUID, outcome: Outcome, *, now: datetime) -> bool:
    """Write down what became of a waiting file; False when it is waiting no longer or not there."""
    file = queries.file_by_id(session, file_id)
    if file is None or file.state is not State.WAITING:
        return False
    if isinstance(outcome, Failed):
        file.state, file.reason = State.BROKEN, outcome.reason
    else:
        file.state, file.ready_at = State.READY, now
        file.width, file.height, file.size = outcome.width, outcome.height, outcome.size
    session.flush()
    return True


def forget(session: Session, file_id: uuid.UUID, *, now: datetime) -> StoredFile:
    """Let a photo go for good; the row says that there was one. The pictures follow by a job. Raises `NotFound`."""
    file = _file(session, file_id)
    if file.state is not State.GONE:
        payload = {"file": str(file.id), "drawer": file.drawer, "sha": file.sha}
        jobs.enqueue(session, REMOVE, payload, lane=LANE, now=now)
        file.state = State.GONE
        file.drawer = file.sha = file.width = file.height = file.size = None
        session.flush()
    return file


def _file(session: Session, file_id: uuid.UUID) -> StoredFile:
    file = queries.file_by_id(session, file_id)
    if file is None:
        raise NotFound
    return file
