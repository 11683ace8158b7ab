"""An application, those who sign it, and what they attach."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from portal.cases.models import Case
from portal.core.db import Base, UtcDateTime, sealed, text_enum
from portal.forms.assistance.rules.answers import ApplicationKind, Role
from portal.platform.files.models import StoredFile


class ApplicationState(StrEnum):
    """Before it is filed an application waits for signatures; after that its case tells where it stands."""

    SIGNING = "signing"
    RETURNED = "returned"
    FILED = "filed"
    WITHDRAWN = "withdrawn"


class Application(Base):
    """One household's application for one month; answers and snapshot never change once it is made.

    A change makes a new row with the same `draft_id` and voids what was signed. `household_key` is a blind index of
    the adults, the same whoever applies. `snapshot_hash` is the SHA-256 of the snapshot's canonical JSON.
    """

    __tablename__ = "assistance_application"
    __table_args__ = (
        Index("ix_assistance_application_household", "household_key", "month"),
        Index("ix_assistance_application_draft", "draft_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), unique=True)
    draft_id: Mapped[UUID | None] = mapped_column()
    kind: Mapped[ApplicationKind] = mapped_column(text_enum(ApplicationKind, 16))
    month: Mapped[str] = mapped_column(String(7))
    state: Mapped[ApplicationState] = mapped_column(text_enum(ApplicationState, 16))
    household_key: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    filed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    snapshot_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    snapshot_sealed: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    answers_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    snapshot = sealed("snapshot_sealed")
    answers = sealed("answers_sealed")

    case: Mapped[Case | None] = relationship(lazy="raise")
    parties: Mapped[list["Party"]] = relationship(lazy="raise", order_by="Party.place", passive_deletes=True)
    attachments: Mapped[list["Attachment"]] = relationship(
        lazy="raise", order_by="Attachment.added_at", passive_deletes=True
    )


class Party(Base):
    """An adult of an application and their signature: who, when, and the hash of the snapshot that was signed.

    `person_key` is the blind index of the personnummer (`accounts.residents`); `born_day` is the day of the month
    they were born, which the retention rule asks for (socialtjänstförordningen 13 kap. 1 §).
    """

    __tablename__ = "assistance_party"
    __table_args__ = (
        Index("ix_assistance_party_person", "person_key"),
        Index("ix_assistance_party_application", "application_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("assistance_application.id", ondelete="CASCADE"))
    place: Mapped[int] = mapped_column(default=0)
    role: Mapped[Role] = mapped_column(text_enum(Role, 16))
    person_key: Mapped[str] = mapped_column(String(64))
    born_day: Mapped[int] = mapped_column()
    personnummer_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    comment_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    invitation_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    personnummer = sealed("personnummer_sealed")
    name = sealed("name_sealed")
    comment = sealed("comment_sealed")


class NamedChild(Base):
    """That a child is in a filed application: the blind index of its personnummer, by which jäv is found."""

    __tablename__ = "assistance_named_child"
    __table_args__ = (
        Index("ix_assistance_named_child_person", "person_key"),
        Index("ix_assistance_named_child_application", "application_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("assistance_application.id", ondelete="CASCADE"))
    person_key: Mapped[str] = mapped_column(String(64))


class Attachment(Base):
    """A document or photo of an application or of an answer to us; `question` is the page it was added at.

    Until the application is filed it hangs on the draft (`draft_id`) and on no application. `exchange_id` names the
    question of ours that it answers.
    """

    __tablename__ = "assistance_attachment"
    __table_args__ = (
        Index("ix_assistance_attachment_application", "application_id"),
        Index("ix_assistance_attachment_draft", "draft_id"),
        Index("ix_assistance_attachment_file", "file_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("assistance_application.id", ondelete="CASCADE"))
    draft_id: Mapped[UUID | None] = mapped_column()
    exchange_id: Mapped[UUID | None] = mapped_column(ForeignKey("assistance_exchange.id", ondelete="CASCADE"))
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(40))
    person_key: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    name = sealed("name_sealed")

    file: Mapped[StoredFile] = relationship(lazy="raise")
