"""What is wrong with the kept files, as sentences for an operator."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from portal.platform.files import queries
from portal.platform.files.incoming import Incoming
from portal.platform.files.models import State
from portal.platform.files.store import Store, variants_kept

LATE = timedelta(hours=1)


def fsck(
    session: Session, store: Store, incoming: Incoming, now: datetime, *, has_scanner: bool = False
) -> list[str]:
    """Rows without their content, content without a row, and files that nobody has settled for an hour.

    A held document is late only where there is a scanner that should have said something.
    """
    there = set(store.kept())
    kept = queries.pages_of_kept(session).items()
    missing = {(file_id, variant) for file_id, pages in kept for variant in variants_kept(pages)} - there
    return [
        *_sentences("the file is ready but its {0} picture is missing", missing),
        *_sentences("a {0} picture belongs to no file; `clean` removes it", orphans(session, there)),
        *_late(session, incoming, now),
        *(_held(session, now) if has_scanner else ()),
    ]


def orphans(session: Session, there: Iterable[tuple[uuid.UUID, str]]) -> set[tuple[uuid.UUID, str]]:
    """Those of the pictures `there` that no waiting, held or ready file needs."""
    needed = queries.ids_in(session, State.READY, State.HELD, State.WAITING)
    return {(file_id, variant) for file_id, variant in there if file_id not in needed}


def clean(session: Session, store: Store) -> int:
    """Delete the pictures that belong to no file; returns how many there were."""
    found = orphans(session, set(store.kept()))
    for file_id in {file_id for file_id, _ in found}:
        store.delete(file_id)
    return len(found)


def _sentences(text: str, found: set[tuple[uuid.UUID, str]]) -> list[str]:
    return [f"file {file_id}: {text.format(variant)}" for file_id, variant in sorted(found)]


def _held(session: Session, now: datetime) -> list[str]:
    return [
        f"file {file.id}: held since {file.received_at:%Y-%m-%d %H:%M} UTC, the scanner has not said that it is clean"
        for file in queries.held_since(session, now - LATE)
    ]


def _late(session: Session, incoming: Incoming, now: datetime) -> list[str]:
    raws = {(drawer, sha) for drawer, sha, _ in incoming.raw()}
    return [
        f"file {file.id}: waiting since {file.received_at:%Y-%m-%d %H:%M} UTC, its raw photo is "
        + ("there" if (file.drawer, file.sha) in raws else "missing")
        for file in queries.waiting_since(session, now - LATE)
    ]
