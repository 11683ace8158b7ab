"""Complaints about the same thing, what the public may read of them, and the measures that make it simpler."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Base, UtcDateTime, text_enum
from portal.forms.complaint.rules.work import REASON_MOST, TITLE_MOST, Cause, Effort, GroupState, MeasureState

LANGUAGE_LENGTH = 8
SLUG_LENGTH = 80


class ComplaintGroup(Base):
    """A samlingsärende: complaints with the same cause. `slug` is its public address and never changes once public.

    `effort` and `effect` are the ombudsman's estimates from 1 to 5. `published_at` is set while its texts are public.
    """

    __tablename__ = "complaint_group"
    __table_args__ = (Index(None, "node_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH), unique=True)
    title: Mapped[str] = mapped_column(String(TITLE_MOST))
    node_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("process_node.id"))
    cause: Mapped[Cause | None] = mapped_column(text_enum(Cause))
    state: Mapped[GroupState] = mapped_column(text_enum(GroupState))
    effort: Mapped[int | None]
    effect: Mapped[int | None]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    texts: Mapped[list["GroupText"]] = relationship(
        lazy="raise", back_populates="group", order_by="GroupText.language"
    )
    measures: Mapped[list["Measure"]] = relationship(
        lazy="raise", back_populates="group", order_by="Measure.created_at"
    )


class GroupText(Base):
    """What the public reads of a group in one language, once the ombudsman has approved it."""

    __tablename__ = "complaint_group_text"

    group_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("complaint_group.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH), primary_key=True)
    title: Mapped[str] = mapped_column(String(TITLE_MOST))
    said: Mapped[str] = mapped_column(Text, default="")
    found: Mapped[str] = mapped_column(Text, default="")
    done: Mapped[str] = mapped_column(Text, default="")
    is_approved: Mapped[bool] = mapped_column(default=False)

    group: Mapped[ComplaintGroup] = relationship(lazy="raise", back_populates="texts")


class Measure(Base):
    """Something that shall make a process simpler: who does it, by when, and what it cost people before and after.

    `before_…` and `after_…` are of one passage through the process (`rules.work.Effort`); `times_a_year` is how often
    people go through it. `reminded_on` is when its owner was last reminded that it is late.
    """

    __tablename__ = "complaint_measure"
    __table_args__ = (Index(None, "group_id"), Index(None, "node_id"), Index(None, "due_on"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    group_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("complaint_group.id", ondelete="SET NULL"))
    node_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("process_node.id"))
    title: Mapped[str] = mapped_column(String(TITLE_MOST))
    state: Mapped[MeasureState] = mapped_column(text_enum(MeasureState))
    reason: Mapped[str] = mapped_column(String(REASON_MOST), default="")
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff_account.id", ondelete="SET NULL"))
    due_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    done_on: Mapped[date | None]
    measured_on: Mapped[date | None]
    reminded_on: Mapped[date | None]
    before_minutes: Mapped[int | None]
    before_steps: Mapped[int | None]
    before_forms: Mapped[int | None]
    after_minutes: Mapped[int | None]
    after_steps: Mapped[int | None]
    after_forms: Mapped[int | None]
    times_a_year: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    group: Mapped[ComplaintGroup | None] = relationship(lazy="raise", back_populates="measures")

    @property
    def before(self) -> Effort:
        """What one passage cost before the measure."""
        return Effort(self.before_minutes, self.before_steps, self.before_forms)

    @property
    def after(self) -> Effort:
        """What one passage costs since."""
        return Effort(self.after_minutes, self.after_steps, self.after_forms)
