"""The chain: each entry's hash covers the one before it, with a key that the database does not know.

Entries are chained in the order in which the worker meets them, so one that was committed late by a racing
transaction simply comes later; it is never missed.
"""

import hmac
import json
from collections.abc import Iterator
from datetime import UTC

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.platform.audit.models import AuditEntry, AuditHead

BEGINNING = bytes(32)
PURPOSE = "audit chain"
BATCH = 1000


def extend(session: Session, most: int = BATCH) -> int:
    """Chain the oldest entries that are not chained yet, at most `most`; gives how many (write session)."""
    key, head = _key(session), _head(session)
    waiting = select(AuditEntry).where(AuditEntry.position.is_(None)).order_by(AuditEntry.seq).limit(most)
    entries = session.scalars(waiting).all()
    for entry in entries:
        head.position += 1
        head.chain_hash = _link(key, head.chain_hash, head.position, entry)
        entry.position, entry.chain_hash = head.position, head.chain_hash
    head.mac = _mac(key, head)
    session.flush()
    return len(entries)


def verify(session: Session, _settings: Settings | None = None) -> list[str]:
    """What does not fit, as sentences with the entry's number; an empty list when the log is whole.

    An entry that was deleted before the worker chained it (within about a minute) cannot be seen to be missing.
    """
    key, found = _key(session), list[str]()
    expected, before = 0, BEGINNING
    for entry in _chained(session):
        expected += 1
        if entry.position != expected:
            found.append(f"audit: entries {expected} to {(entry.position or 0) - 1} of the chain are missing")
            expected = entry.position or 0
        elif not hmac.compare_digest(entry.chain_hash or b"", _link(key, before, expected, entry)):
            found.append(f"audit: entry {entry.seq} was changed, or stands where another stood")
        before = entry.chain_hash or BEGINNING
    return found + _faults_at_the_end(session, key, expected, before)


def _faults_at_the_end(session: Session, key: bytes, position: int, last: bytes) -> list[str]:
    head = session.get(AuditHead, 1)
    if head is None:
        return ["audit: the end of the chain is missing"] if position else []
    if not hmac.compare_digest(head.mac, _mac(key, head)):
        return ["audit: the end of the chain was changed"]
    if (head.position, head.chain_hash) != (position, last):
        return [f"audit: the chain ends at {position} but should end at {head.position}"]
    return []


def _chained(session: Session) -> Iterator[AuditEntry]:
    chained = select(AuditEntry).where(AuditEntry.position.is_not(None)).order_by(AuditEntry.position)
    return iter(session.scalars(chained.execution_options(yield_per=BATCH, populate_existing=True)))


def _head(session: Session) -> AuditHead:
    head = session.get(AuditHead, 1, with_for_update=True)
    if head is None:
        head = AuditHead(id=1, position=0, chain_hash=BEGINNING, mac=b"")
        session.add(head)
    return head


def _key(session: Session) -> bytes:
    keyring: Keyring = session.info["keyring"]
    return keyring.derive(PURPOSE)


def _link(key: bytes, before: bytes, position: int, entry: AuditEntry) -> bytes:
    content = [
        position,
        entry.seq,
        entry.at.astimezone(UTC).isoformat(),
        entry.actor_id,
        entry.actor_label,
        entry.action,
        entry.subject_kind,
        entry.subject_ref,
        entry.detail,
    ]
    return hmac.digest(key, before + _canonical(content), "sha256")


def _mac(key: bytes, head: AuditHead) -> bytes:
    return hmac.digest(key, b"head" + head.chain_hash + _canonical([head.position]), "sha256")


def _canonical(content: list[object]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
