"""What can be looked up in the log, for the auditor."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.platform.audit.models import AuditEntry


def entries(
    session: Session,
    *,
    subject: tuple[str, str] | None = None,
    actor_id: str | None = None,
    before: int | None = None,
    limit: int = 100,
) -> Sequence[AuditEntry]:
    """The latest entries, about one subject (kind, ref) or by one person if wished, older than number `before`."""
    wanted = select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(limit)
    if subject is not None:
        wanted = wanted.where(AuditEntry.subject_kind == subject[0], AuditEntry.subject_ref == subject[1])
    if actor_id is not None:
        wanted = wanted.where(AuditEntry.actor_id == actor_id)
    if before is not None:
        wanted = wanted.where(AuditEntry.seq < before)
    return session.scalars(wanted).all()
