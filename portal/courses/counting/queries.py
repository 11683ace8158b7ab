"""What can be looked up of visits, by the public and by staff alike: numbers that passed the threshold (AN-21).

No number leaves this module before the threshold hid the small ones, and nothing else in the portal reads the two
tables; a test keeps both true.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.courses.counting import rules
from portal.courses.counting.figures import CourseFigures, table_of
from portal.courses.counting.models import CourseCount, CourseVoice
from portal.courses.counting.rules import Countable

MONTHS, QUARTERS = 12, 4
Numbers = Counter[tuple[str, str, str]]
"""How many, by course, code and period; before the threshold."""


def course_figures(
    session: Session, courses: Sequence[Countable], *, threshold: int, now: datetime
) -> tuple[CourseFigures, ...]:
    """What may be shown of each course: milestones by month, answers by quarter, of periods that are over.

    A count belongs to one table alone, so that no two published numbers hold the same visit.
    """
    months, quarters = rules.closed_months(now, MONTHS), rules.closed_quarters(now, QUARTERS)
    by_month = _by_month(session, since=f"{quarters[0][:4]}-01")
    by_quarter: Numbers = Counter()
    for (course, what, month), number in by_month.items():
        by_quarter[course, what, rules.quarter_of(month)] += number
    return tuple(
        CourseFigures(
            one.course,
            table_of(one.milestones, months, _of(one.course, by_month), threshold),
            table_of(one.answers, quarters, _of(one.course, by_quarter), threshold),
        )
        for one in courses
    )


def counted(session: Session, now: datetime) -> tuple[Countable, ...]:
    """What the counters themselves know of courses, from months that are over; in the order of their addresses."""
    (closed,) = rules.closed_months(now, 1)
    codes: dict[str, set[str]] = {}
    rows = select(CourseCount.course, CourseCount.what).where(CourseCount.month <= closed).distinct()
    for course, what in session.execute(rows):
        codes.setdefault(course, set()).add(what)
    for course in session.scalars(select(CourseVoice.course).where(CourseVoice.month <= closed).distinct()):
        codes.setdefault(course, set())
    return tuple(rules.countable_of(course, codes[course]) for course in sorted(codes))


def voices(session: Session, course: str, *, threshold: int, now: datetime) -> tuple[str, ...]:
    """What people wrote about a course, as far as enough of them did (`rules.released`).

    The order says nothing: the identifier that they are ordered by is made of the words with our key.
    """
    per_month = (
        select(CourseVoice.month, func.count()).where(CourseVoice.course == course).group_by(CourseVoice.month)
    )
    numbers = dict(session.execute(per_month).all())
    (closed,) = rules.closed_months(now, 1)
    months = rules.released(numbers, closed, threshold)
    found = select(CourseVoice.words).where(CourseVoice.course == course, CourseVoice.month.in_(months))
    return tuple(session.scalars(found.order_by(CourseVoice.id)))


def _by_month(session: Session, *, since: str) -> Numbers:
    rows = select(CourseCount.course, CourseCount.what, CourseCount.month, CourseCount.number)
    found = session.execute(rows.where(CourseCount.month >= since))
    return Counter({(course, what, month): number for course, what, month, number in found})


def _of(course: str, numbers: Numbers) -> Counter[tuple[str, str]]:
    return Counter({(what, period): number for (slug, what, period), number in numbers.items() if slug == course})
