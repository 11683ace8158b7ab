"""What a complaint says beside its case; what happened is the case's first message."""

import uuid
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.cases.models import Case
from portal.core.db import Base, UtcDateTime, sealed, text_enum
from portal.forms.complaint.models.groups import ComplaintGroup
from portal.forms.complaint.rules.answers import Who
from portal.forms.complaint.rules.work import Cause, Sorted


class ComplaintRow(Base):
    """A complaint. `node_id` is the process it is about, None while nobody knows; `hard` are codes of `Hard`.

    `minutes` and `kronor` are what it cost the person, as they say. `shared_words` is what the unit it is about may
    read: the ombudsman's own summary, never the person's words. `answer_due_on` is when the owner was asked to answer
    by, `owner_answer` what they said. `received_on` is there for figures that must not read the case.
    """

    __tablename__ = "complaint"
    __table_args__ = (Index(None, "node_id"), Index(None, "group_id"), Index(None, "received_on"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), unique=True)
    node_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("process_node.id"))
    group_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("complaint_group.id", ondelete="SET NULL"))
    who: Mapped[Who] = mapped_column(text_enum(Who))
    hard: Mapped[list[str]] = mapped_column(JSON)
    minutes: Mapped[int | None]
    kronor: Mapped[int | None]
    may_publish: Mapped[bool]
    received_on: Mapped[date]
    sorted_as: Mapped[Sorted | None] = mapped_column(text_enum(Sorted))
    cause: Mapped[Cause | None] = mapped_column(text_enum(Cause))
    answer_due_on: Mapped[date | None]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    simpler_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    shared_words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    owner_answer_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    simpler = sealed("simpler_sealed")
    shared_words = sealed("shared_words_sealed")
    owner_answer = sealed("owner_answer_sealed")

    case: Mapped[Case] = relationship(lazy="raise")
    group: Mapped[ComplaintGroup | None] = relationship(lazy="raise")
