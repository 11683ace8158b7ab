"""The log and the end of its chain of hashes."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String, event, inspect, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, UtcDateTime

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_UNCHAINED = text("position IS NULL")


class AuditEntry(Base):
    """One act of one person; never changed, but for its place in the chain, which the worker fills in later.

    `position` counts from 1 in the order of chaining, which may differ from `seq` where transactions raced.
    """

    __tablename__ = "audit_entry"

    seq: Mapped[int] = mapped_column(_NUMBER, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime())
    actor_id: Mapped[str | None] = mapped_column(String(40))
    actor_label: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_ref: Mapped[str] = mapped_column(String(60))
    detail: Mapped[dict[str, Any]]
    position: Mapped[int | None] = mapped_column(_NUMBER, unique=True)
    chain_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))

    __table_args__ = (
        Index("ix_audit_entry_subject", "subject_kind", "subject_ref", "seq"),
        Index("ix_audit_entry_actor", "actor_id", "seq"),
        Index("ix_audit_entry_unchained", "seq", sqlite_where=_UNCHAINED, postgresql_where=_UNCHAINED),
        {"sqlite_autoincrement": True},
    )

    def __repr__(self) -> str:
        return f"<AuditEntry {self.__dict__.get('seq', '?')}>"


class AuditHead(Base):
    """The one row (`id` 1) that says how long the chain is, keyed like it, so that its end cannot vanish."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(_NUMBER)
    chain_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))


class AppendOnly(Exception):
    """Somebody tried to change or remove an entry of the log."""


@event.listens_for(AuditEntry, "before_update")
def _only_chain(_mapper: object, _connection: object, entry: AuditEntry) -> None:
    changed = {found.key for found in inspect(entry).attrs if found.history.has_changes()}
    if not changed <= {"position", "chain_hash"}:
        raise AppendOnly


@event.listens_for(AuditEntry, "before_delete")
def _never(_mapper: object, _connection: object, _entry: AuditEntry) -> None:
    raise AppendOnly
