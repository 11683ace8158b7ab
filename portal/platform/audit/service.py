"""Adding to the log; nothing here changes or removes an entry."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from portal.core.db import Database
from portal.platform.audit.models import AuditEntry
from portal.platform.audit.rules import Plain, checked_code, checked_detail


def record(
    database: Database,
    *,
    actor_id: str | None,
    actor_label: str,
    action: str,
    subject_kind: str,
    subject_ref: str,
    now: datetime,
    detail: Mapping[str, Plain] | None = None,
) -> int:
    """Commit an entry at once in a transaction of its own and give its number; raises when it could not be kept.

    Call it BEFORE the request opens its session for writing: SQLite has one writer, so inside a write transaction
    this would wait for itself. A view of something secret is a read, so there `record` comes first and the page
    is shown only when it succeeded. For the record of a change use `append` in the change's own transaction.
    """
    with database.write() as session:
        return append(
            session,
            actor_id=actor_id,
            actor_label=actor_label,
            action=action,
            subject_kind=subject_kind,
            subject_ref=subject_ref,
            now=now,
            detail=detail,
        )


def append(
    session: Session,
    *,
    actor_id: str | None,
    actor_label: str,
    action: str,
    subject_kind: str,
    subject_ref: str,
    now: datetime,
    detail: Mapping[str, Plain] | None = None,
) -> int:
    """Add an entry in the caller's transaction: it is on record exactly when the change is; gives its number.

    `action`, subject and `detail` are codes; words or a personnummer in them raise ValueError.
    """
    entry = AuditEntry(
        at=now,
        actor_id=actor_id,
        actor_label=actor_label[:80],
        action=checked_code(action),
        subject_kind=checked_code(subject_kind),
        subject_ref=checked_code(subject_ref),
        detail=checked_detail(detail or {}),
    )
    session.add(entry)
    session.flush()
    return entry.seq
