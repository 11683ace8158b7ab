"""Payments and their files, the switch for automatic grants with its control samples, and declared persons (jäv)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, UtcDateTime, sealed


class PaymentExport(Base):
    """A payment file: exported once, by whom, how many rows, how much (öre), and the SHA-256 of its bytes."""

    __tablename__ = "assistance_payment_export"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_account.id", ondelete="SET NULL"))
    rows: Mapped[int] = mapped_column()
    total: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))


class Payment(Base):
    """Money to pay for a decision; `payee` is JSON with name, clearing and account. `amount` in öre."""

    __tablename__ = "assistance_payment"
    __table_args__ = (Index("ix_assistance_payment_export", "export_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("assistance_decision.id", ondelete="CASCADE"), unique=True)
    export_id: Mapped[UUID | None] = mapped_column(ForeignKey("assistance_payment_export.id", ondelete="SET NULL"))
    amount: Mapped[int] = mapped_column(BigInteger)
    reference: Mapped[str] = mapped_column(String(25), unique=True)
    payee_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    payee = sealed("payee_sealed")


class Automation(Base):
    """The switch for automatic grants: each turn is a row, the latest counts (kommunallagen 6 kap. 37 §).

    `delegation` is the number of the decision that allows it; `one_in` is how many automatic grants one is drawn
    from for control afterwards.
    """

    __tablename__ = "assistance_automation"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_account.id", ondelete="SET NULL"))
    is_on: Mapped[bool] = mapped_column()
    delegation: Mapped[str] = mapped_column(String(40))
    one_in: Mapped[int] = mapped_column(default=10)


class ControlSample(Base):
    """An automatic grant drawn for control by a person afterwards."""

    __tablename__ = "assistance_control_sample"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("assistance_decision.id", ondelete="CASCADE"), unique=True)
    drawn_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    checked_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_account.id", ondelete="SET NULL"))
    was_right: Mapped[bool | None] = mapped_column()
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    words = sealed("words_sealed")


class DeclaredPerson(Base):
    """Somebody whom a caseworker may not handle (jäv, FL 16–18 §§): a blind index, never the number."""

    __tablename__ = "assistance_declared_person"
    __table_args__ = (Index("ix_assistance_declared_person", "account_id", "person_key", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("staff_account.id", ondelete="CASCADE"))
    person_key: Mapped[str] = mapped_column(String(64))
    is_self: Mapped[bool] = mapped_column(default=False)
    declared_at: Mapped[datetime] = mapped_column(UtcDateTime)
