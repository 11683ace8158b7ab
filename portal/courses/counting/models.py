"""The two tables that a visitor's wish can write to. No address, no time finer than a month, no row per event."""

import uuid

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base
from portal.courses.rules.catalogue import SLUG_MOST

__all__ = ["CourseCount", "CourseVoice"]

MONTH_LENGTH = 7
WHAT_LENGTH = 60


class CourseCount(Base):
    """How often `what` happened in a course in a month (`YYYY-MM`): one row, however many visitors.

    `what` is a code such as `visit`, `part-2`, `done`, `help-yes` or `survey-<question>-<choice>`.
    """

    __tablename__ = "course_count"
    __table_args__ = (CheckConstraint("number >= 0", name="number_not_negative"),)

    course: Mapped[str] = mapped_column(String(SLUG_MOST), primary_key=True)
    what: Mapped[str] = mapped_column(String(WHAT_LENGTH), primary_key=True)
    month: Mapped[str] = mapped_column(String(MONTH_LENGTH), primary_key=True)
    number: Mapped[int]


class CourseVoice(Base):
    """What somebody wrote about a course, in a month.

    The identifier is made of these three and of the answers with a key of ours: the same form twice is one row, and
    the order of the identifiers says nothing. SQLite keeps no number of arrival beside it (`WITHOUT ROWID`).
    """

    __tablename__ = "course_voice"
    __table_args__ = (Index(None, "course", "month"), {"sqlite_with_rowid": False})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    course: Mapped[str] = mapped_column(String(SLUG_MOST))
    month: Mapped[str] = mapped_column(String(MONTH_LENGTH))
    words: Mapped[str] = mapped_column(Text)
