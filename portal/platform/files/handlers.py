"""What the worker does about files. Nothing here holds a transaction while pixels are painted."""

import atexit
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from portal.platform.files import making, queries, service
from portal.platform.files.incoming import Incoming
from portal.platform.files.making import Failed, Made, Outcome
from portal.platform.files.models import State, StoredFile
from portal.platform.files.rules import Reason
from portal.platform.files.store import FolderStore, Store
from portal.platform.files.workshop import Workshop
from portal.platform.jobs import JobContext, TryLater

Settled = Callable[[Session, StoredFile, JobContext], None]
OutcomeOf = Callable[[JobContext, StoredFile, bytes], Outcome]

UNSENT = timedelta(hours=48)
"""How long a photo waits for its form to be sent; a form token lives half as long."""

DISK_PAUSE = timedelta(minutes=5)

_workshop = Workshop()
atexit.register(_workshop.close)


def nobody(_session: Session, _file: StoredFile, _context: JobContext) -> None:
    """Tell nobody that a file was settled."""


def store_of(context: JobContext) -> FolderStore:
    """Where this worker keeps pictures."""
    return FolderStore(context.settings.data_dir / "files", context.keyring)


def incoming_of(context: JobContext) -> Incoming:
    """Where this worker finds raw photos."""
    return Incoming(context.settings.data_dir, context.keyring)


def photo_made(context: JobContext, file: StoredFile, raw: bytes) -> Outcome:
    """What becomes of a photo."""
    return making.make(file.id, raw, store_of(context), _workshop)


def making_ready(
    settled: Settled = nobody, outcome_of: OutcomeOf = photo_made
) -> Callable[[JobContext, dict[str, Any]], None]:
    """The handler of `files.make-ready`; `settled` hears of the file, ready or broken, in the same transaction.

    Pictures are kept first, then the row says so, then the raw bytes go. A crash in between is made good by another
    attempt or by `tidy`; no order loses a photo or shows one that is not there.
    """

    def make_ready(context: JobContext, payload: dict[str, Any]) -> None:
        file_id = uuid.UUID(payload["file"])
        with context.database.read() as session:
            file = queries.file_by_id(session, file_id)
        if file is None or file.state is not State.WAITING:
            return
        outcome = _outcome(context, file, outcome_of)
        with context.database.write() as session:
            state = _settle(session, file_id, outcome, context, settled)
            context.done(session)
        if state is State.GONE:
            store_of(context).delete(file_id)
        _spend(incoming_of(context), file)

    return make_ready


def remove(context: JobContext, payload: dict[str, Any]) -> None:
    """The handler of `files.remove`: delete a forgotten file's content and, unless another waits, its raw bytes."""
    store_of(context).delete(uuid.UUID(payload["file"]))
    raw = (payload["drawer"], payload["sha"])
    with context.database.read() as session:
        is_needed = raw in queries.waiting_raws(session)
    if not is_needed:
        incoming_of(context).spend(*raw)


def tidy(context: JobContext, _payload: dict[str, Any]) -> None:
    """The handler of `files.tidy`: raw bytes of settled files go, and those whose form was never sent."""
    incoming = incoming_of(context)
    raws = {(drawer, sha) for drawer, sha, _ in incoming.raw()}
    with context.database.read() as session:
        waiting = queries.waiting_raws(session)
        settled = queries.known_raws(session, raws - waiting)
    for drawer, sha in settled:
        incoming.spend(drawer, sha)
    incoming.sweep(context.now - UNSENT, waiting)


def _settle(session: Session, file_id: uuid.UUID, outcome: Outcome, context: JobContext, settled: Settled) -> State:
    """The file's state from now on; it may have been forgotten while its pictures were painted."""
    is_new = service.settle(session, file_id, outcome, now=context.now)
    file = queries.file_by_id(session, file_id)
    if file is None:
        return State.GONE
    if is_new:
        settled(session, file, context)
    if file.state is State.HELD and context.settings.clamd is not None:
        service.scan_again(session, file_id, now=context.now)
    return file.state


def _outcome(context: JobContext, file: StoredFile, outcome_of: OutcomeOf) -> Outcome:
    try:
        raw = making.raw_or_none(incoming_of(context), file.drawer or "", file.sha or "")
        if raw is None:
            return _as_twin(context, file, store_of(context))
        return outcome_of(context, file, raw)
    except OSError as error:
        raise TryLater("disk", DISK_PAUSE) from error


def _as_twin(context: JobContext, file: StoredFile, store: Store) -> Outcome:
    """What became of the same file sent before with the same form, its raw bytes being spent."""
    with context.database.read() as session:
        twin = queries.twin(session, file)
    if twin is None:
        return Failed(Reason.LOST)
    if twin.width is None or twin.height is None or twin.size is None:
        return Failed(twin.reason or Reason.LOST)
    made = Made(twin.width, twin.height, twin.size, twin.pages, twin.is_held)
    return making.copy(twin.id, made, file.id, store)


def _spend(incoming: Incoming, file: StoredFile) -> None:
    if file.drawer and file.sha:
        incoming.spend(file.drawer, file.sha)
