"""What the worker does about documents: scans, paints the pages, holds the original until a scanner found it clean.

A photo sent as a document becomes what every photo becomes; nothing of what was sent is kept, so it needs no scan.
"""

import atexit
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from portal.platform.files import making, queries, service
from portal.platform.files.handlers import DISK_PAUSE, Settled, nobody, photo_made, store_of
from portal.platform.files.making import Failed, Outcome
from portal.platform.files.models import State, StoredFile
from portal.platform.files.rules import Kind, Reason
from portal.platform.files.scanner import Verdict, scanner_at
from portal.platform.files.store import ORIGINAL, Missing
from portal.platform.files.workshop import PageWorkshop
from portal.platform.jobs import JobContext, TryLater

FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(minutes=15)
ATTEMPTS = 700
"""A week of quarters of an hour; after that staff see a dead job, and the file is still held."""

_workshop = PageWorkshop()
atexit.register(_workshop.close)


def document_made(context: JobContext, file: StoredFile, raw: bytes) -> Outcome:
    """What becomes of a document: a photo's pictures, or a PDF's pages and the PDF itself, held or clean."""
    kind = making.kind_or_reason(raw)
    if isinstance(kind, Reason):
        return Failed(kind)
    if kind is not Kind.PDF:
        return photo_made(context, file, raw)
    verdict = scanner_at(context.settings.clamd).scan(raw, now=context.now)
    return making.make_pdf(file.id, raw, store_of(context), _workshop, verdict)


def scanning(settled: Settled = nobody) -> Callable[[JobContext, dict[str, Any]], None]:
    """The handler of `files.scan`; `settled` hears of the file, ready or broken, in the same transaction.

    While the scanner cannot tell it is asked again, less and less often.
    """

    def scan(context: JobContext, payload: dict[str, Any]) -> None:
        file_id = uuid.UUID(payload["file"])
        with context.database.read() as session:
            file = queries.file_by_id(session, file_id)
        if file is None or file.state is not State.HELD or context.settings.clamd is None:
            return
        verdict = _verdict(context, file_id)
        with context.database.write() as session:
            is_new = service.judge(session, file_id, verdict, now=context.now)
            judged = queries.file_by_id(session, file_id)
            if is_new and judged is not None:
                settled(session, judged, context)
            context.done(session)

    return scan


def look_again(context: JobContext, _payload: dict[str, Any]) -> None:
    """The handler of `files.look-again`: where there is a scanner, every held file has a scan queued."""
    if context.settings.clamd is None:
        return
    with context.database.write() as session:
        for file in queries.held_since(session, context.now):
            service.scan_again(session, file.id, now=context.now)
        context.done(session)


def pause_after(attempts: int) -> timedelta:
    """How long to leave the scanner alone: 15 s, 30 s, 1 min, … at most 15 min."""
    return min(FIRST_PAUSE * (1 << min(attempts - 1, 10)), LONGEST_PAUSE)


def _verdict(context: JobContext, file_id: uuid.UUID) -> Verdict:
    """What the scanner knows of the original; raises `TryLater` while that is nothing."""
    try:
        original = store_of(context).read(file_id, ORIGINAL)
    except Missing as error:
        raise TryLater("original-missing", LONGEST_PAUSE) from error
    except OSError as error:
        raise TryLater("disk", DISK_PAUSE) from error
    verdict = scanner_at(context.settings.clamd).scan(original, now=context.now)
    if verdict is Verdict.UNKNOWN:
        raise TryLater("scanner", pause_after(context.lease.attempt))
    return verdict
