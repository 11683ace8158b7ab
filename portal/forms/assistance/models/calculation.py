"""What was calculated, changed by a caseworker, proposed by the robot: only added to, so that all can be replayed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Base, UtcDateTime, sealed


class Calculation(Base):
    """One calculation: the household and practice that went in and the result that came out, as canonical JSON.

    `engine` and `table_version` name what computed it; the same input gives the same bytes again.
    """

    __tablename__ = "assistance_calculation"
    __table_args__ = (Index("ix_assistance_calculation_application", "application_id", "made_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("assistance_application.id", ondelete="CASCADE"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_account.id", ondelete="SET NULL"))
    engine: Mapped[str] = mapped_column(String(24))
    table_version: Mapped[str] = mapped_column(String(24))
    household_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    practice_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    result_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    household = sealed("household_sealed")
    practice = sealed("practice_sealed")
    result = sealed("result_sealed")


class LineChange(Base):
    """A caseworker's word on one line, with its reason; the latest for a line counts in every recalculation.

    `content` is JSON: what the line is and what it shall be (also a line added or taken away).
    """

    __tablename__ = "assistance_line_change"
    __table_args__ = (Index("ix_assistance_line_change_application", "application_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("assistance_application.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_account.id", ondelete="SET NULL"))
    line: Mapped[str] = mapped_column(String(60))
    content_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    content = sealed("content_sealed")
    reason = sealed("reason_sealed")


class Proposal(Base):
    """What the robot proposed on one calculation, and why, as canonical JSON (`robot.proposal`)."""

    __tablename__ = "assistance_proposal"
    __table_args__ = (Index("ix_assistance_proposal_application", "application_id", "made_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("assistance_application.id", ondelete="CASCADE"))
    calculation_id: Mapped[UUID] = mapped_column(ForeignKey("assistance_calculation.id", ondelete="CASCADE"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    robot: Mapped[str] = mapped_column(String(24))
    outcome: Mapped[str] = mapped_column(String(16))
    content_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    content = sealed("content_sealed")

    calculation: Mapped[Calculation] = relationship(lazy="raise")
