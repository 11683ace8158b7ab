"""What may be counted, which months are over, what is shown and which words staff may read."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.settings import Settings
from portal.courses.counting import rules
from portal.courses.counting.rules import Countable

COURSE = Countable("granser", 2, {"support": ("talk", "relief")})
MONTHS = st.dates(min_value=date(2000, 1, 1)).map(lambda day: f"{day:%Y-%m}")


def test_a_course_can_be_counted_by_its_milestones_and_answers_alone() -> None:
    assert COURSE.milestones == ("visit", "part-1", "part-2", "done")
    assert COURSE.answers == ("help-yes", "help-partly", "help-no", "survey-support-talk", "survey-support-relief")


def test_an_answer_too_long_to_be_kept_is_none() -> None:
    assert Countable("c", 1, {"q" * 50: ("choice",)}).answers == ("help-yes", "help-partly", "help-no")


@pytest.mark.parametrize(
    ("moment", "last"),
    [
        ("2026-11-22T12:00", "2026-10"),
        ("2026-12-01T12:00", "2026-10"),  # a day of grace: somebody may still be writing November
        ("2026-12-01T22:59", "2026-10"),
        ("2026-12-01T23:00", "2026-11"),  # midnight in Sweden
        ("2027-01-15T12:00", "2026-12"),
    ],
)
def test_a_month_is_closed_a_day_after_its_end_in_sweden(moment: str, last: str) -> None:
    closed = rules.closed_months(datetime.fromisoformat(moment).replace(tzinfo=UTC), 12)
    assert closed[-1] == last
    assert len(set(closed)) == 12
    assert list(closed) == sorted(closed)


def test_a_quarter_is_closed_with_its_last_month() -> None:
    assert rules.closed_quarters(datetime(2026, 11, 22, tzinfo=UTC), 4) == (
        "2025-Q4",
        "2026-Q1",
        "2026-Q2",
        "2026-Q3",
    )
    assert rules.closed_quarters(datetime(2026, 10, 1, 12, tzinfo=UTC), 1) == ("2026-Q2",)


def test_nothing_below_the_threshold_is_shown() -> None:
    assert [rules.shown(number, 10) for number in (0, 1, 9, 10, 11)] == [None, None, None, 10, 11]


def test_words_wait_until_enough_have_written() -> None:
    assert rules.released({"2026-08": 9}, "2026-10", 10) == frozenset()
    assert rules.released({"2026-08": 9, "2026-10": 1}, "2026-10", 10) == {"2026-08", "2026-10"}
    assert rules.released({"2026-08": 9, "2026-11": 1}, "2026-10", 10) == frozenset()


@given(st.dictionaries(MONTHS, st.integers(1, 30), max_size=30), st.integers(1, 40))
def test_no_new_month_ever_shows_fewer_new_words_than_the_threshold(
    per_month: dict[str, int], threshold: int
) -> None:
    before: frozenset[str] = frozenset()
    for closed in sorted(per_month):
        now = rules.released(per_month, closed, threshold)
        new = sum(per_month[month] for month in now - before)
        assert before <= now
        assert new == 0 or new >= threshold
        before = now


@given(st.dictionaries(MONTHS, st.integers(1, 30), max_size=30))
def test_forgetting_a_year_releases_nothing_of_another(per_month: dict[str, int]) -> None:
    all_of_it = rules.released(per_month, "9999-12", 10)
    for year in {month[:4] for month in per_month}:
        rest = {month: number for month, number in per_month.items() if month[:4] > year}
        assert rules.released(rest, "9999-12", 10) == {month for month in all_of_it if month[:4] > year}


def test_whole_years_are_forgotten() -> None:
    assert rules.last_year_to_forget(datetime(2026, 11, 22, tzinfo=UTC), 365) == 2024
    assert rules.last_year_to_forget(datetime(2028, 1, 1, tzinfo=UTC), 365) == 2026


def test_what_the_counters_know_of_a_course_is_read_from_its_codes() -> None:
    again = rules.countable_of("granser", [*COURSE.milestones, *COURSE.answers])
    assert (again.milestones, set(again.answers)) == (COURSE.milestones, set(COURSE.answers))
    assert rules.countable_of("granser", ["visit", "part-x"]) == Countable("granser", 0)


def test_the_municipality_may_forget_sooner(settings: Settings) -> None:
    assert rules.kept_days(settings) == {"course_counts": 1095, "course_voices": 365}
    town = replace(settings.municipality, retention_days={"course_voices": 30, "cases": 1})
    assert rules.kept_days(replace(settings, municipality=town)) == {"course_counts": 1095, "course_voices": 30}
