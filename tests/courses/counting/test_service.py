"""Counting without knowing: one row however many come, words without a time, and whole years forgotten."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import DateTime, Integer, String, Text, Uuid, func, select, text
from sqlalchemy.exc import OperationalError

from portal.cli.migrating import bring_up_to_date
from portal.core.db import Database
from portal.core.errors import NotFound
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.courses.counting import service
from portal.courses.counting.models import CourseCount, CourseVoice
from portal.courses.counting.rules import Countable, Feedback

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
COURSE = Countable("granser", 2, {"support": ("talk", "relief")})


def numbers(database: Database) -> dict[tuple[str, str, str], int]:
    with database.read() as session:
        return {(row.course, row.what, row.month): row.number for row in session.scalars(select(CourseCount))}


def voices(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(CourseVoice)) or 0


def test_a_thousand_beacons_leave_at_most_courses_times_milestones_times_months_rows(database: Database) -> None:
    months = [datetime(2026, month, 9, tzinfo=UTC) for month in (9, 10)]
    courses = [COURSE, Countable("skarm", 1)]
    with database.write() as session:
        for number in range(1000):
            course = courses[number % 2]
            milestone = course.milestones[number % len(course.milestones)]
            service.count(session, course=course, milestone=milestone, now=months[number // 500])
    found = numbers(database)
    assert len(found) <= sum(len(course.milestones) for course in courses) * len(months)
    assert sum(found.values()) == 1000


def test_nobody_is_lost_when_many_come_at_once(database: Database) -> None:
    def visit(_number: int) -> None:
        with database.turn_to_write(), database.write() as session:
            service.count(session, course=COURSE, milestone="visit", now=NOW)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(visit, range(80)))
    assert numbers(database) == {("granser", "visit", "2026-11"): 80}


@pytest.mark.parametrize("milestone", ["part-3", "part-0", "help-yes", "survey-support-talk", "VISIT", "", "visit "])
def test_what_is_no_milestone_of_the_course_is_refused(database: Database, milestone: str) -> None:
    with pytest.raises(NotFound), database.write() as session:
        service.count(session, course=COURSE, milestone=milestone, now=NOW)
    assert numbers(database) == {}


def test_an_answer_that_nobody_offered_is_refused_and_nothing_is_kept(database: Database) -> None:
    feedback = Feedback(("help-yes", "survey-support-money"), "Words")
    with pytest.raises(NotFound), database.write() as session:
        service.take_feedback(session, course=COURSE, feedback=feedback, now=NOW)
    assert numbers(database) == {}
    assert voices(database) == 0


def test_feedback_counts_its_answers_and_keeps_its_words(database: Database) -> None:
    with database.write() as session:
        feedback = Feedback(("help-partly", "survey-support-talk"), "Mer om syskon")
        assert service.take_feedback(session, course=COURSE, feedback=feedback, now=NOW)
    assert numbers(database) == {
        ("granser", "help-partly", "2026-11"): 1,
        ("granser", "survey-support-talk", "2026-11"): 1,
    }
    with database.read() as session:
        (voice,) = session.scalars(select(CourseVoice))
    assert (voice.course, voice.month, voice.words) == ("granser", "2026-11", "Mer om syskon")


def test_the_same_words_twice_are_kept_and_counted_once(database: Database) -> None:
    taken = []
    for _ in range(2):
        with database.write() as session:
            taken.append(
                service.take_feedback(session, course=COURSE, feedback=Feedback(("help-yes",), "Bra!"), now=NOW)
            )
    assert taken == [True, False]
    assert numbers(database) == {("granser", "help-yes", "2026-11"): 1}
    assert voices(database) == 1


def test_the_same_words_with_other_answers_are_another_persons(database: Database) -> None:
    taken = []
    for codes in (("help-yes", "survey-support-talk"), ("survey-support-talk", "help-yes"), ("help-no",), ()):
        with database.write() as session:
            taken.append(service.take_feedback(session, course=COURSE, feedback=Feedback(codes, "Bra!"), now=NOW))
    assert taken == [True, False, True, True]
    assert {what: number for (_, what, _), number in numbers(database).items()} == {
        "help-yes": 1,
        "help-no": 1,
        "survey-support-talk": 1,
    }
    assert voices(database) == 3


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("made_by", ["models", "migrations"])
def test_sqlite_keeps_no_order_of_arrival(database: Database, made_by: str, keyring: Keyring, tmp_path: Path) -> None:
    migrated = Database(f"sqlite:///{tmp_path / 'migrated.db'}", keyring)
    bring_up_to_date(migrated)
    with (database if made_by == "models" else migrated).write() as session:
        for number in range(30):
            service.take_feedback(session, course=COURSE, feedback=Feedback((), f"Röst {number}"), now=NOW)
        with pytest.raises(OperationalError, match="rowid"):
            session.execute(text("SELECT rowid FROM course_voice"))
        as_they_lie = list(session.scalars(text("SELECT id FROM course_voice NOT INDEXED")))
        assert as_they_lie == sorted(as_they_lie)
    migrated.dispose()


def test_other_words_another_month_or_another_course_are_another_voice(database: Database) -> None:
    another = datetime(2026, 12, 22, tzinfo=UTC)
    with database.write() as session:
        for course, words, now in (
            (COURSE, "Bra!", NOW),
            (COURSE, "Bra", NOW),
            (COURSE, "Bra!", another),
            (Countable("skarm", 1), "Bra!", NOW),
        ):
            service.take_feedback(session, course=course, feedback=Feedback((), words), now=now)
    assert voices(database) == 4


def test_years_kept_long_enough_are_forgotten_whole(database: Database, settings: Settings) -> None:
    with database.write() as session:
        for year in (2022, 2023, 2024, 2025):
            for month in (1, 12):
                at = datetime(year, month, 9, tzinfo=UTC)
                service.count(session, course=COURSE, milestone="visit", now=at)
                service.take_feedback(session, course=COURSE, feedback=Feedback((), f"Ord {year}"), now=at)
    with database.write() as session:
        assert service.forget(session, settings, NOW) == 2 + 6
    with database.write() as session:
        assert service.forget(session, settings, NOW) == 0
    assert {month[:4] for _, _, month in numbers(database)} == {"2023", "2024", "2025"}
    with database.read() as session:
        assert {month[:4] for month in session.scalars(select(CourseVoice.month))} == {"2025"}


def test_no_column_that_a_visitor_fills_holds_a_time_an_address_or_a_name_of_a_browser() -> None:
    forbidden = re.compile(r"_at$|time|date|address|ip|agent|session|referer|finger|cookie|language|device|visitor")
    for model in (CourseCount, CourseVoice):
        for column in model.__table__.columns:
            assert not forbidden.search(column.name), column
            assert isinstance(column.type, String | Text | Integer | Uuid), column
            assert not isinstance(column.type, DateTime)
        month = model.__table__.columns["month"].type
        assert isinstance(month, String)
        assert month.length == len("2026-11")
