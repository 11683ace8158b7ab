"""The table of letters."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, UtcDateTime, new_id, sealed, text_enum
from portal.platform.notices.contact import Channel


class LetterState(StrEnum):
    """`failed`: the receiver said no for good; `dead`: nobody could be reached for days; both wait for staff.

    `withdrawn`: the resident took the address back before it was sent.
    """

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    DEAD = "dead"
    WITHDRAWN = "withdrawn"


class Letter(Base):
    """One letter to one person. Recipient and link are sealed, and gone as soon as it is sent or withdrawn."""

    __tablename__ = "letter"

    id: Mapped[uuid.UUID] = mapped_column(Uuid(), primary_key=True, default=new_id)
    channel: Mapped[Channel] = mapped_column(text_enum(Channel))
    recipient_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    secret_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    language: Mapped[str] = mapped_column(String(12))
    template: Mapped[str] = mapped_column(String(40))
    codes: Mapped[dict[str, Any]]
    state: Mapped[LetterState] = mapped_column(text_enum(LetterState))
    attempts: Mapped[int]
    failure: Mapped[str | None] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_ref: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime())

    recipient = sealed("recipient_sealed")
    secret = sealed("secret_sealed")

    __table_args__ = (
        Index("ix_letter_state", "state", "created_at"),
        Index("ix_letter_subject", "subject_kind", "subject_ref", "created_at"),
    )
