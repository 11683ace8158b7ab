"""The tables of the workshop: courses, their parts and texts, films and their captions, and the history of each.

Nothing here comes from a visitor; what is counted of visits lies in `counting.models` alone.
"""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import StaffAccount
from portal.core.db import Base, UtcDateTime, text_enum
from portal.courses.rules.catalogue import SLUG_MOST, SUMMARY_MOST, TITLE_MOST, Audience, Variant
from portal.courses.rules.workflow import FilmState, State, Step

__all__ = ["Course", "CourseEvent", "CourseText", "Film", "FilmTrack", "Part", "PartText"]

LANGUAGE_LENGTH = 8
KEY_LENGTH = 32
NAME_LENGTH = 120
REASON_LENGTH = 60
NOTE_LENGTH = 2000


class Course(Base):
    """A course as its editors work on it. `slug` is its address and never changes once it has been published.

    `topics` and `ages` hold codes of `rules.catalogue`; `survey` is a list of `{"code", "choices": [codes]}`, its
    words in the texts. `version` grows with every change. `published_at` is set while the course is on the shelf.
    """

    __tablename__ = "course"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_MOST), unique=True)
    audience: Mapped[Audience] = mapped_column(text_enum(Audience))
    topics: Mapped[list[str]] = mapped_column(JSON)
    ages: Mapped[list[str]] = mapped_column(JSON)
    is_easy: Mapped[bool] = mapped_column(default=False)
    survey: Mapped[list[Any]] = mapped_column(JSON)
    position: Mapped[int] = mapped_column(default=100)
    state: Mapped[State] = mapped_column(text_enum(State))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_version: Mapped[int | None]

    texts: Mapped[list["CourseText"]] = relationship(
        lazy="raise", back_populates="course", order_by="CourseText.language"
    )
    parts: Mapped[list["Part"]] = relationship(lazy="raise", back_populates="course", order_by="Part.position")
    events: Mapped[list["CourseEvent"]] = relationship(
        lazy="raise", back_populates="course", order_by="CourseEvent.id"
    )


class CourseText(Base):
    """What a course says about itself in one language; `survey` maps codes of questions and choices to words."""

    __tablename__ = "course_text"

    course_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH), primary_key=True)
    title: Mapped[str] = mapped_column(String(TITLE_MOST))
    summary: Mapped[str] = mapped_column(String(SUMMARY_MOST), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    survey: Mapped[dict[str, Any]] = mapped_column(JSON)
    is_read_by_native: Mapped[bool] = mapped_column(default=False)

    course: Mapped[Course] = relationship(lazy="raise", back_populates="texts")


class Part(Base):
    """One part of a course; `position` counts from 1 without gaps."""

    __tablename__ = "course_part"
    __table_args__ = (Index(None, "course_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    course_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    position: Mapped[int]

    course: Mapped[Course] = relationship(lazy="raise", back_populates="parts")
    texts: Mapped[list["PartText"]] = relationship(lazy="raise", back_populates="part", order_by="PartText.language")
    films: Mapped[list["Film"]] = relationship(lazy="raise", back_populates="part")


class PartText(Base):
    """The words of a part in one language. `exercise` is a list of questions to think about, `hand_out` is to print.

    Long texts are paragraphs between empty lines; lines that begin with `- ` are a list.
    """

    __tablename__ = "course_part_text"

    part_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("course_part.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH), primary_key=True)
    title: Mapped[str] = mapped_column(String(TITLE_MOST))
    intro: Mapped[str] = mapped_column(Text, default="")
    exercise: Mapped[list[str]] = mapped_column(JSON)
    hand_out: Mapped[str] = mapped_column(Text, default="")

    part: Mapped[Part] = relationship(lazy="raise", back_populates="texts")


class Film(Base):
    """A film of a part. What was made of it lies in the folder `var/courses/films/<key>`; a key is never used again.

    `size` and `received` are bytes of the upload (`var/courses/uploads/<id>`). `percent` is how far the encoding is.
    `made` is a `published.shape.MadeFilm` as JSON once the state is ready. `reason` is a code of `films.reasons`.
    """

    __tablename__ = "course_film"
    __table_args__ = (UniqueConstraint("part_id", "variant"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    part_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("course_part.id", ondelete="CASCADE"))
    variant: Mapped[Variant] = mapped_column(text_enum(Variant))
    spoken: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH), default="sv")
    state: Mapped[FilmState] = mapped_column(text_enum(FilmState))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    received: Mapped[int] = mapped_column(BigInteger, default=0)
    uploaded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff_account.id"))
    key: Mapped[str | None] = mapped_column(String(KEY_LENGTH), unique=True)
    seconds: Mapped[float | None] = mapped_column(Float)
    percent: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None] = mapped_column(String(REASON_LENGTH))
    made: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    part: Mapped[Part] = relationship(lazy="raise", back_populates="films")
    tracks: Mapped[list["FilmTrack"]] = relationship(
        lazy="raise", back_populates="film", order_by="FilmTrack.language"
    )


class FilmTrack(Base):
    """Captions or chapters of a film in one language.

    `cues` is a list of `[start, end, words]` in seconds, in order. `is_approved` is False for what a machine wrote
    and nobody has read.
    """

    __tablename__ = "course_film_track"

    film_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("course_film.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    language: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH), primary_key=True)
    cues: Mapped[list[Any]] = mapped_column(JSON)
    is_approved: Mapped[bool] = mapped_column(default=True)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    film: Mapped[Film] = relationship(lazy="raise", back_populates="tracks")


class CourseEvent(Base):
    """A step in a course's life: who did what and when, with a note; added, never edited."""

    __tablename__ = "course_event"
    __table_args__ = (Index(None, "course_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    course_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    step: Mapped[Step] = mapped_column(text_enum(Step))
    version: Mapped[int]
    note: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff_account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    course: Mapped[Course] = relationship(lazy="raise", back_populates="events")
    by: Mapped[StaffAccount | None] = relationship(lazy="raise")
