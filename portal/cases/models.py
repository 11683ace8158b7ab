"""The tables of a case: the row that lists need, its append-only history, its photos, letter links, followers."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import DDL, Float, ForeignKey, Index, LargeBinary, String, Text, event, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from portal.accounts.models import StaffAccount
from portal.core.db import Base, UtcDateTime, sealed, text_enum
from portal.platform.files.models import StoredFile


class Priority(StrEnum):
    """How urgent staff hold a case to be."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class Actor(StrEnum):
    """Who did what a case event tells."""

    REPORTER = "reporter"
    STAFF = "staff"
    SYSTEM = "system"


class EventType(StrEnum):
    """What happened."""

    OPENED = "opened"
    STATE = "state"
    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    MESSAGE = "message"
    NOTE = "note"
    ASSIGNED = "assigned"
    TEAM = "team"
    PRIORITY = "priority"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    SHARED = "shared"
    TWIN_CLOSED = "twin_closed"
    PHOTO = "photo"
    PHOTO_BROKEN = "photo_broken"
    VOICE = "voice"
    CONTACT = "contact"


class Case(Base):
    """One case with every column that a list sorts or filters by, so that no list joins history."""

    __tablename__ = "case"
    __table_args__ = (
        Index("ix_case_open_due", "due_at", "id", sqlite_where=text("is_open = 1"), postgresql_where=text("is_open")),
        Index(
            "ix_case_open_new", "opened_at", "id", sqlite_where=text("is_open = 1"), postgresql_where=text("is_open")
        ),
        Index(
            "ix_case_open_facets",
            "kind",
            "state",
            "priority",
            "team",
            "has_photo",
            "paused_at",
            "due_at",
            "area",
            "language",
            "assignee_id",
            "opened_at",
            "has_news",
            "is_open",
            sqlite_where=text("is_open = 1"),
            postgresql_where=text("is_open"),
        ),
        Index("ix_case_opened", "opened_at", "id"),
        Index("ix_case_subject", "subject_ref", "is_open", "opened_at"),
        Index("ix_case_team", "team", "is_open", "due_at", "id"),
        Index("ix_case_assignee", "assignee_id", "is_open", "due_at", "id"),
        Index("ix_case_closed", "closed_at"),
        Index("ix_case_duplicate_of", "duplicate_of_id"),
        Index(
            "ix_case_search",
            "search_text",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        ).ddl_if(dialect="postgresql"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    uuid: Mapped[UUID] = mapped_column(unique=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    receipt_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    kind: Mapped[str] = mapped_column(String(24))
    state: Mapped[str] = mapped_column(String(24))
    is_open: Mapped[bool] = mapped_column(default=True)
    outcome: Mapped[str | None] = mapped_column(String(24))
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("case.id", ondelete="SET NULL"))
    priority: Mapped[Priority] = mapped_column(text_enum(Priority, 8), default=Priority.NORMAL)
    team: Mapped[str | None] = mapped_column(String(24))
    assignee_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_account.id", ondelete="SET NULL"))
    subject_ref: Mapped[str | None] = mapped_column(String(64))
    subject_name: Mapped[str] = mapped_column(String(200), default="")
    topic: Mapped[str] = mapped_column(String(24), default="")
    heading: Mapped[str] = mapped_column(String(200), default="")
    excerpt: Mapped[str] = mapped_column(String(160), default="")
    area: Mapped[str | None] = mapped_column(String(80))
    facet_one: Mapped[str | None] = mapped_column(String(40))
    facet_two: Mapped[str | None] = mapped_column(String(40))
    voices: Mapped[int] = mapped_column(default=1)
    has_photo: Mapped[bool] = mapped_column(default=False)
    has_news: Mapped[bool] = mapped_column(default=False)
    search_text: Mapped[str] = deferred(mapped_column(Text, default=""))
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    language: Mapped[str] = mapped_column(String(8), default="sv")
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reply_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_reply_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    shared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    email_sealed: Mapped[bytes | None] = deferred(mapped_column(LargeBinary), group="contact")
    phone_sealed: Mapped[bytes | None] = deferred(mapped_column(LargeBinary), group="contact")
    email = sealed("email_sealed")
    phone = sealed("phone_sealed")

    events: Mapped[list["CaseEvent"]] = relationship(
        lazy="raise", order_by="CaseEvent.id", back_populates="case", passive_deletes=True
    )
    photos: Mapped[list["CasePhoto"]] = relationship(lazy="raise", order_by="CasePhoto.place", passive_deletes=True)
    assignee: Mapped[StaffAccount | None] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012 (SQLAlchemy's form)


class CaseEvent(Base):
    """Something that happened to a case; added, never edited. `is_public` shows it to the reporter.

    `once` is a keyed hash of the form it came with, so that a double press adds one event.
    """

    __tablename__ = "case_event"
    __table_args__ = (Index("ix_case_event_case", "case_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    uuid: Mapped[UUID] = mapped_column()
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    type: Mapped[EventType] = mapped_column(text_enum(EventType))
    actor: Mapped[Actor] = mapped_column(text_enum(Actor, 10))
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_account.id", ondelete="SET NULL"))
    is_public: Mapped[bool] = mapped_column(default=False)
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    once: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    body_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    body = sealed("body_sealed")

    case: Mapped[Case] = relationship(lazy="raise", back_populates="events")
    staff: Mapped[StaffAccount | None] = relationship(lazy="raise")


class CasePhoto(Base):
    """A photo of a case: the reporter's, or ours of the result; public only once staff have said so."""

    __tablename__ = "case_photo"
    __table_args__ = (Index("ix_case_photo_case", "case_id"), Index("ix_case_photo_file", "file_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"))
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id", ondelete="CASCADE"))
    place: Mapped[int] = mapped_column(default=0)
    is_ours: Mapped[bool] = mapped_column(default=False)
    is_public: Mapped[bool] = mapped_column(default=False)

    file: Mapped[StoredFile] = relationship(lazy="raise")


class LetterLink(Base):
    """The link in one letter: opens the letter's view of a case until it expires."""

    __tablename__ = "case_letter_link"
    __table_args__ = (Index("ix_case_letter_link_case", "case_id"), Index("ix_case_letter_link_end", "expires_at"))

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Voice(Base):
    """One "me too": counted once per form token; with contact details when the person wants to hear."""

    __tablename__ = "case_voice"
    __table_args__ = (Index("ix_case_voice_case", "case_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    language: Mapped[str] = mapped_column(String(8), default="sv")
    contact_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact = sealed("contact_sealed")


_INDEX_NEW = "INSERT INTO case_search(rowid, search_text) VALUES (new.id, new.search_text);"
_INDEX_GONE = "INSERT INTO case_search(case_search, rowid, search_text) VALUES ('delete', old.id, old.search_text);"
_INDEXED = "fts5(search_text, content='case', content_rowid='id', tokenize='trigram')"
_CHANGED = 'AFTER UPDATE OF search_text ON "case"'
SEARCH_TABLE = (
    f"CREATE VIRTUAL TABLE case_search USING {_INDEXED}",
    f'CREATE TRIGGER case_search_added AFTER INSERT ON "case" BEGIN {_INDEX_NEW} END',
    f'CREATE TRIGGER case_search_gone AFTER DELETE ON "case" BEGIN {_INDEX_GONE} END',
    f"CREATE TRIGGER case_search_changed {_CHANGED} BEGIN {_INDEX_GONE} {_INDEX_NEW} END",
)
"""SQLite's trigram index of the search text, kept by triggers; PostgreSQL has the GIN index above."""


def _on_sqlite(statement: str) -> Any:
    return DDL(statement).execute_if(dialect="sqlite")  # type: ignore[no-untyped-call]


for _statement in SEARCH_TABLE:
    event.listen(Case.__table__, "after_create", _on_sqlite(_statement))
event.listen(Case.__table__, "before_drop", _on_sqlite("DROP TABLE IF EXISTS case_search"))
