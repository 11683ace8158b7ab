"""What is asked of the resident, what was decided, how it reached them, and the appeal."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, UtcDateTime, sealed, text_enum
from portal.forms.assistance.rules.decision import Outcome


class ExchangeKind(StrEnum):
    """Something more is asked for (FL 20, 23 §§), or the material is sent for comments first (FL 25 §)."""

    SUPPLEMENT = "supplement"
    KOMMUNICERING = "kommunicering"


class Exchange(Base):
    """A question of ours with its last day, and the resident's answer."""

    __tablename__ = "assistance_exchange"
    __table_args__ = (Index("ix_assistance_exchange_application", "application_id", "asked_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("assistance_application.id", ondelete="CASCADE"))
    kind: Mapped[ExchangeKind] = mapped_column(text_enum(ExchangeKind, 16))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_account.id", ondelete="SET NULL"))
    due_on: Mapped[date] = mapped_column()
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    answer_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    words = sealed("words_sealed")
    answer = sealed("answer_sealed")


class DecisionState(StrEnum):
    """A decision is prepared, waits for a second person when the amount asks for it, and is then made for good."""

    PREPARED = "prepared"
    RETURNED = "returned"
    MADE = "made"


class Served(StrEnum):
    """How we know that the resident has got the decision (delgivning)."""

    READ_ONLINE = "read_online"
    BY_CASEWORKER = "by_caseworker"


class Decision(Base):
    """A decision on an application; `amount` in öre. `reasons` are its words, as the resident reads them, in JSON.

    `served_on` is the day on which every adult has had it: the last of them read it, or a caseworker entered the day.
    """

    __tablename__ = "assistance_decision"
    __table_args__ = (
        Index("ix_assistance_decision_application", "application_id", "prepared_at"),
        Index("ix_assistance_decision_made", "made_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("assistance_application.id", ondelete="CASCADE"))
    calculation_id: Mapped[UUID] = mapped_column(ForeignKey("assistance_calculation.id", ondelete="CASCADE"))
    state: Mapped[DecisionState] = mapped_column(text_enum(DecisionState, 12))
    outcome: Mapped[Outcome] = mapped_column(text_enum(Outcome, 12))
    amount: Mapped[int] = mapped_column(BigInteger)
    is_automatic: Mapped[bool] = mapped_column(default=False)
    delegation: Mapped[str] = mapped_column(String(40), default="")
    prepared_at: Mapped[datetime] = mapped_column(UtcDateTime)
    prepared_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_account.id", ondelete="SET NULL"))
    approved_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_account.id", ondelete="SET NULL"))
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    served_on: Mapped[date | None] = mapped_column()
    served_how: Mapped[Served | None] = mapped_column(text_enum(Served, 16))
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reasons_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    returned_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    reasons = sealed("reasons_sealed")
    returned_because = sealed("returned_sealed")


class Reading(Base):
    """That one adult has said "I have read the decision": each has three weeks from their own day (FL 44 §)."""

    __tablename__ = "assistance_reading"
    __table_args__ = (Index("ix_assistance_reading_decision", "decision_id", "person_key", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("assistance_decision.id", ondelete="CASCADE"))
    person_key: Mapped[str] = mapped_column(String(64))
    read_on: Mapped[date] = mapped_column()


class AppealState(StrEnum):
    """Received, changed by ourselves (FL 38 §), dismissed as late (FL 45 §), or sent on to the court (FL 46 §)."""

    RECEIVED = "received"
    CHANGED = "changed"
    LATE = "late"
    SENT_ON = "sent_on"


class Appeal(Base):
    """An appeal of a decision; `in_time` is None until it is known when the decision was served."""

    __tablename__ = "assistance_appeal"
    __table_args__ = (Index("ix_assistance_appeal_decision", "decision_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("assistance_decision.id", ondelete="CASCADE"))
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_key: Mapped[str] = mapped_column(String(64))
    in_time: Mapped[bool | None] = mapped_column()
    state: Mapped[AppealState] = mapped_column(text_enum(AppealState, 12))
    handled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    handled_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_account.id", ondelete="SET NULL"))
    once: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    words = sealed("words_sealed")
