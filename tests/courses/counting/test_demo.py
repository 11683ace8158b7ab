"""The demo's figures: a year of closed months, some shown and some hidden, made once."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from portal.core.db import Database
from portal.courses.counting import demo, queries
from portal.courses.counting.models import CourseCount
from portal.courses.counting.rules import Countable, month_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
COURSES = [Countable("granser", 3, {"support": ("talk",)}), Countable("anbud", 1)]


def test_some_figures_are_shown_some_are_hidden_and_none_is_of_this_month(database: Database) -> None:
    for _ in range(2):
        with database.write() as session:
            demo.fill(session, COURSES, NOW)
    with database.read() as session:
        first, second = queries.course_figures(session, COURSES, threshold=10, now=NOW)
        rows = session.scalar(select(func.count()).select_from(CourseCount))
        assert session.scalars(select(CourseCount).where(CourseCount.month >= month_of(NOW))).all() == []
    assert rows == 12 * sum(len(course.milestones) + len(course.answers) for course in COURSES)
    for figures in (first, second):
        assert {number is None for number in figures.milestones.cells.values()} == {True, False}
    assert not first.answers.is_empty


def test_without_courses_there_is_nothing_to_count(database: Database) -> None:
    with database.write() as session:
        demo.fill(session, [], NOW)
    with database.read() as session:
        assert session.scalars(select(CourseCount)).all() == []
