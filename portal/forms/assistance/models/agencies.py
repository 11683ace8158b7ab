"""What agencies answered, and the blind traces by which the robot sees one account or document in two households."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, UtcDateTime, sealed, text_enum


class AgencyAnswer(Base):
    """What one agency answered about one adult; `has_answered` false is never read as no income."""

    __tablename__ = "assistance_agency_answer"
    __table_args__ = (Index("ix_assistance_agency_answer_application", "application_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("assistance_application.id", ondelete="CASCADE"))
    agency: Mapped[str] = mapped_column(String(16))
    person_key: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    has_answered: Mapped[bool] = mapped_column()
    is_simulated: Mapped[bool] = mapped_column()
    content_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    content = sealed("content_sealed")


class TraceKind(StrEnum):
    """What two households may have in common."""

    ACCOUNT = "account"
    DOCUMENT = "document"
    ADDRESS = "address"


class Trace(Base):
    """A blind index of an account, a document's content or an address in one application."""

    __tablename__ = "assistance_trace"
    __table_args__ = (
        Index("ix_assistance_trace_key", "key", "kind"),
        Index("ix_assistance_trace_application", "application_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("assistance_application.id", ondelete="CASCADE"))
    household_key: Mapped[str] = mapped_column(String(64))
    kind: Mapped[TraceKind] = mapped_column(text_enum(TraceKind, 12))
    key: Mapped[bytes] = mapped_column(LargeBinary(32))
