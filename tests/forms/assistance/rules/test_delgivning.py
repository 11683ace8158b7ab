"""The last day to appeal, by tables of several years: three weeks, and on past holidays and their eves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.forms.assistance.rules.delgivning import is_in_time, last_day_to_appeal, moved

DAYS = st.dates(date(2024, 1, 1), date(2031, 12, 31))

SERVED_AND_LAST = [
    # an ordinary week: the same day of the week, three weeks later
    ("2025-02-03", "2025-02-24"),
    ("2026-09-15", "2026-10-06"),
    # Saturday and Sunday move to Monday
    ("2026-02-07", "2026-03-02"),
    ("2026-02-08", "2026-03-02"),
    # Good Friday and Easter Monday: on to the Tuesday after Easter
    ("2024-03-08", "2024-04-02"),
    ("2025-03-28", "2025-04-22"),
    ("2026-03-13", "2026-04-07"),
    ("2027-03-05", "2027-03-30"),
    # the first of May on a Friday: on to Monday
    ("2026-04-10", "2026-05-04"),
    # Ascension Day is a Thursday; the Friday after it is a working day
    ("2025-05-08", "2025-05-30"),
    ("2026-04-23", "2026-05-15"),
    # the National Day on a Friday, a Saturday and a Sunday
    ("2025-05-16", "2025-06-09"),
    ("2026-05-16", "2026-06-08"),
    ("2027-05-16", "2027-06-07"),
    # midsummer's eve is always a Friday: on to Monday
    ("2024-05-31", "2024-06-24"),
    ("2025-05-30", "2025-06-23"),
    ("2026-05-29", "2026-06-22"),
    ("2027-06-04", "2027-06-28"),
    # All Saints' Day is always a Saturday
    ("2026-10-10", "2026-11-02"),
    # christmas eve to boxing day, with and without a weekend at the end
    ("2024-12-03", "2024-12-27"),
    ("2025-12-03", "2025-12-29"),
    ("2026-12-03", "2026-12-28"),
    ("2027-12-03", "2027-12-27"),
    ("2028-12-03", "2028-12-27"),
    # new year's eve and day
    ("2024-12-10", "2025-01-02"),
    ("2025-12-10", "2026-01-02"),
    ("2026-12-10", "2027-01-04"),
    ("2027-12-10", "2028-01-03"),
    # twelfth day is a holiday, its eve is none
    ("2025-12-15", "2026-01-05"),
    ("2025-12-16", "2026-01-07"),
    ("2024-12-16", "2025-01-07"),
    # a leap day
    ("2024-02-08", "2024-02-29"),
    ("2028-02-08", "2028-02-29"),
]


@pytest.mark.parametrize(("served", "last"), SERVED_AND_LAST)
def test_the_last_day_is_three_weeks_later_or_the_working_day_after(served: str, last: str) -> None:
    assert last_day_to_appeal(date.fromisoformat(served)) == date.fromisoformat(last)


@pytest.mark.parametrize("eve", ["2025-06-20", "2025-12-24", "2025-12-31", "2029-06-22", "2029-12-24", "2029-12-31"])
def test_the_three_eves_move_the_last_day_though_they_are_no_holidays(eve: str) -> None:
    assert moved(date.fromisoformat(eve)) > date.fromisoformat(eve)


@pytest.mark.parametrize("other", ["2025-04-17", "2026-01-05", "2026-04-30", "2025-10-31"])
def test_other_eves_are_working_days_in_the_eyes_of_the_law(other: str) -> None:
    assert moved(date.fromisoformat(other)) == date.fromisoformat(other)


@given(DAYS)
def test_nobody_ever_gets_less_than_three_weeks_or_more_than_six_days_beyond(served: date) -> None:
    given_time = last_day_to_appeal(served) - served
    assert timedelta(days=21) <= given_time <= timedelta(days=27)


@given(DAYS, st.integers(0, 60))
def test_who_got_it_later_never_has_to_hurry_more(served: date, later: int) -> None:
    assert last_day_to_appeal(served + timedelta(days=later)) >= last_day_to_appeal(served)


def test_the_last_day_itself_is_in_time_and_the_next_is_late() -> None:
    served = date(2026, 5, 29)
    assert is_in_time(date(2026, 6, 22), served) is True
    assert is_in_time(date(2026, 6, 23), served) is False


def test_without_a_day_of_serving_nobody_can_say() -> None:
    assert is_in_time(date(2026, 6, 22), None) is None
