"""Figures for the demo: what a year of a small town could look like, some numbers too small to be shown."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.db import insert_rows
from portal.courses.counting import rules
from portal.courses.counting.models import CourseCount
from portal.courses.counting.rules import Countable

MONTHS = 12
MOST_VISITS, ANSWERED = 90, 6


def fill(session: Session, courses: Sequence[Countable], now: datetime) -> None:
    """Count a year of closed months for `courses`; does nothing when anything has been counted already."""
    if session.scalar(select(CourseCount.course).limit(1)) is not None:
        return
    months = rules.closed_months(now, MONTHS)
    rows = [row for place, course in enumerate(courses) for row in _rows(course, place, months)]
    if rows:
        insert_rows(session, rows)


def _rows(course: Countable, place: int, months: Sequence[str]) -> Iterator[CourseCount]:
    """Visits grow over the year, fewer come to each further part, and few answer; each next course has fewer."""
    for since, month in enumerate(months, start=1):
        visits = MOST_VISITS * since // (MONTHS * (place + 1)) + (since * 7 + place * 5) % 11
        for step, milestone in enumerate(course.milestones):
            yield _row(course, milestone, month, visits * 3 // (3 + step))
        for step, answer in enumerate(course.answers):
            yield _row(course, answer, month, visits // (ANSWERED + step * 3))


def _row(course: Countable, what: str, month: str, number: int) -> CourseCount:
    return CourseCount(course=course.course, what=what, month=month, number=number)
