"""The table of drafts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, UtcDateTime, sealed


class Draft(Base):
    """What one owner has answered so far in one service: the pages as canonical JSON, sealed.

    `owner` is an opaque key of whoever signed in; nobody else's door ever opens the draft. `version` grows with every
    page kept, so that a second tab is noticed. An owner has at most one draft per service.
    """

    __tablename__ = "draft"
    __table_args__ = (Index("ix_draft_owner", "owner", "service", unique=True), Index("ix_draft_end", "expires_at"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    service: Mapped[str] = mapped_column(String(24))
    language: Mapped[str] = mapped_column(String(8))
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    pages_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    pages = sealed("pages_sealed")

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012 (SQLAlchemy's form)
