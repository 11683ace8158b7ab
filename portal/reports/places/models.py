"""The tables of the register: places, their signs, a sign's history, scans a day, a file that waits."""

import uuid
from datetime import date, datetime

from sqlalchemy import JSON, Date, Float, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import StaffAccount
from portal.core.db import Base, UtcDateTime, text_enum
from portal.platform.files.models import StoredFile
from portal.reports.places import rules
from portal.reports.places.rules import SignState

__all__ = ["CODE_LENGTH", "Place", "PlaceImport", "Sign", "SignEvent", "SignScan", "SignState"]

CODE_LENGTH = 8
FILE_NAME_LENGTH = 120


class Place(Base):
    """A place that can be reported about. `ref` is the municipality's own name for it and never changes.

    `topics` None means those of its type. `page_version` grows with everything that changes its public page,
    `version` with everything that staff change. `search_name` is ordered bytewise (see `rules.search_name`).
    """

    __tablename__ = "place"
    __table_args__ = (Index(None, "search_name", "id"), Index(None, "lat", "lon"), Index(None, "area"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(rules.REF_LENGTH), unique=True)
    name: Mapped[str] = mapped_column(String(rules.NAME_LENGTH))
    type: Mapped[str] = mapped_column(String(rules.TYPE_LENGTH))
    area: Mapped[str | None] = mapped_column(String(rules.AREA_LENGTH))
    lat: Mapped[float] = mapped_column(Float)
    lon: Mapped[float] = mapped_column(Float)
    topics: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    photo_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("stored_file.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(String(rules.NOTE_LENGTH), default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    page_version: Mapped[int] = mapped_column(default=1)
    search_name: Mapped[str] = mapped_column(
        String(rules.SEARCH_LENGTH).with_variant(String(rules.SEARCH_LENGTH, collation="C"), "postgresql")
    )
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    signs: Mapped[list["Sign"]] = relationship(lazy="raise", order_by="Sign.ordered_at", back_populates="place")
    photo: Mapped[StoredFile | None] = relationship(lazy="raise")


class Sign(Base):
    """A sign at a place; its code is never given to another, not even when it is retired."""

    __tablename__ = "sign"
    __table_args__ = (Index(None, "place_id"), Index(None, "state"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(CODE_LENGTH), unique=True)
    place_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("place.id"))
    state: Mapped[SignState] = mapped_column(text_enum(SignState, 12))
    ordered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    mounted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(String(rules.NOTE_LENGTH), default="")
    replaced_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("sign.id"))

    place: Mapped[Place] = relationship(lazy="raise", back_populates="signs")
    events: Mapped[list["SignEvent"]] = relationship(lazy="raise", order_by="SignEvent.id", back_populates="sign")


class SignEvent(Base):
    """A step in a sign's life; added, never edited."""

    __tablename__ = "sign_event"
    __table_args__ = (Index(None, "sign_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    sign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sign.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    from_state: Mapped[SignState | None] = mapped_column(text_enum(SignState, 12))
    to_state: Mapped[SignState] = mapped_column(text_enum(SignState, 12))
    actor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff_account.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(String(rules.NOTE_LENGTH), default="")

    sign: Mapped[Sign] = relationship(lazy="raise", back_populates="events")
    actor: Mapped[StaffAccount | None] = relationship(lazy="raise")


class SignScan(Base):
    """How often a sign was scanned on a day in Sweden; there is no person, time or address in it."""

    __tablename__ = "sign_scan"

    sign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sign.id"), primary_key=True)
    on: Mapped[date] = mapped_column(Date, primary_key=True)
    count: Mapped[int] = mapped_column()


class PlaceImport(Base):
    """A file of places that was looked at and waits for its sender to confirm; one for each account."""

    __tablename__ = "place_import"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff_account.id", ondelete="CASCADE"), unique=True)
    file_name: Mapped[str] = mapped_column(String(FILE_NAME_LENGTH))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
