"""The tables of the queue: saved views, and what bulk changes need to be undone."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.backoffice.filters import QUERY_MOST, QueueFilter
from portal.backoffice.rules import VIEW_NAME_MOST, BulkAction
from portal.core.db import Base, UtcDateTime, text_enum


class SavedView(Base):
    """A filter of the queue under a name; a shared one is in every colleague's left column."""

    __tablename__ = "saved_view"
    __table_args__ = (Index("ix_saved_view_owner", "owner_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff_account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(VIEW_NAME_MOST))
    query: Mapped[str] = mapped_column(String(QUERY_MOST))
    is_shared: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)

    @property
    def filter(self) -> QueueFilter:
        """The filter that the view stands for."""
        return QueueFilter.read_query(self.query)


class BulkBatch(Base):
    """One change of many cases at once; it can be undone by who made it while it is young."""

    __tablename__ = "bulk_batch"
    __table_args__ = (Index("ix_bulk_batch_done", "done_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff_account.id", ondelete="CASCADE"))
    action: Mapped[BulkAction] = mapped_column(text_enum(BulkAction, 12))
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    changes: Mapped[list["BulkChange"]] = relationship(lazy="raise", order_by="BulkChange.case_id")


class BulkChange(Base):
    """What one case was before a bulk change, and the version it got by it."""

    __tablename__ = "bulk_change"
    __table_args__ = (Index("ix_bulk_change_case", "case_id"),)

    batch_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bulk_batch.id", ondelete="CASCADE"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int]
    before: Mapped[dict[str, Any]]
