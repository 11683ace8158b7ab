"""The promise in Swedish working days: real dates, and what holds for every date."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.cases import promise
from portal.cases.promise import Standing

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAYS = st.dates(date(2025, 1, 1), date(2031, 12, 1))
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2031, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    "day",
    [
        "2026-01-01",  # nyårsdagen
        "2026-01-06",  # trettondedag jul
        "2026-04-03",  # långfredagen
        "2026-04-06",  # annandag påsk
        "2026-05-01",
        "2026-05-14",  # Kristi himmelsfärdsdag
        "2026-06-19",  # midsommarafton
        "2026-12-24",
        "2026-12-25",
        "2026-12-31",
        "2027-01-01",
        "2027-06-25",  # midsommarafton
        "2026-11-21",  # a Saturday
        "2026-11-22",  # a Sunday
    ],
)
def test_nobody_works_on(day: str) -> None:
    assert not promise.is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize(
    "day", ["2026-01-05", "2026-04-02", "2026-04-30", "2026-05-15", "2026-06-18", "2026-12-23", "2026-12-30"]
)
def test_everybody_works_on(day: str) -> None:
    assert promise.is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("opened", "days", "due"),
    [
        ("2026-11-23 10:00", 2, "2026-11-25 16:00"),  # Monday morning
        ("2026-11-23 15:59", 1, "2026-11-24 16:00"),
        ("2026-11-23 16:00", 1, "2026-11-25 16:00"),  # after closing counts from the next day
        ("2026-11-20 10:00", 1, "2026-11-23 16:00"),  # over a weekend
        ("2026-11-21 10:00", 1, "2026-11-24 16:00"),  # a Saturday counts from Monday
        ("2026-06-18 10:00", 1, "2026-06-22 16:00"),  # midsommar
        ("2026-06-19 10:00", 1, "2026-06-23 16:00"),
        ("2026-12-23 10:00", 1, "2026-12-28 16:00"),  # jul
        ("2026-12-23 10:00", 5, "2027-01-05 16:00"),  # 28, 29, 30, 4, 5
        ("2026-12-23 17:00", 2, "2026-12-30 16:00"),
        ("2026-04-02 10:00", 1, "2026-04-07 16:00"),  # påsk
        ("2026-05-13 10:00", 1, "2026-05-15 16:00"),  # Kristi himmelsfärd
        ("2026-03-27 10:00", 1, "2026-03-30 16:00"),  # over the change to summer time
        ("2026-11-23 10:00", 0, "2026-11-23 16:00"),
    ],
)
def test_it_falls_due(opened: str, days: int, due: str) -> None:
    assert promise.due(at(opened), days) == at(due)


@pytest.mark.parametrize(
    ("due", "paused", "resumed", "moved"),
    [
        ("2026-11-25 16:00", "2026-11-23 10:00", "2026-11-23 15:00", "2026-11-25 16:00"),  # answered the same day
        ("2026-11-25 16:00", "2026-11-23 10:00", "2026-11-24 09:00", "2026-11-26 16:00"),
        ("2026-11-25 16:00", "2026-11-20 10:00", "2026-11-22 09:00", "2026-11-25 16:00"),  # only a weekend passed
        ("2026-12-23 16:00", "2026-12-22 10:00", "2026-12-29 10:00", "2026-12-30 16:00"),  # 23, 28, 29
    ],
)
def test_it_stands_still_while_we_wait(due: str, paused: str, resumed: str, moved: str) -> None:
    assert promise.moved_by_pause(at(due), at(paused), at(resumed)) == at(moved)


@pytest.mark.parametrize(
    ("due", "now", "standing", "days"),
    [
        ("2026-11-25 16:00", "2026-11-23 10:00", Standing.OK, 2),
        ("2026-11-25 16:00", "2026-11-25 09:00", Standing.TODAY, 0),
        ("2026-11-25 16:00", "2026-11-25 16:01", Standing.BROKEN, 0),
        ("2026-11-25 16:00", "2026-11-27 09:00", Standing.BROKEN, -2),
        ("2026-11-20 16:00", "2026-11-22 09:00", Standing.BROKEN, 0),
    ],
)
def test_how_it_stands(due: str, now: str, standing: Standing, days: int) -> None:
    left = promise.left(at(due), at(now))
    assert (left.standing, left.days) == (standing, days)


def test_a_closed_case_promises_nothing_and_a_waiting_one_stands_still() -> None:
    due, now = at("2026-11-25 16:00"), at("2026-12-25 16:00")
    assert promise.left(due, now, is_open=False).standing is Standing.NONE
    assert promise.left(due, now, is_paused=True).standing is Standing.PAUSED
    assert promise.left(None, now).standing is Standing.NONE


@given(MOMENTS, st.integers(0, 40))
def test_it_is_due_at_closing_time_of_a_working_day_so_many_days_later(opened: datetime, days: int) -> None:
    due = promise.due(opened, days)
    local = due.astimezone(STOCKHOLM)
    assert due > opened
    assert (local.hour, local.minute) == (16, 0)
    assert promise.is_working_day(local.date())
    passed = promise.working_days_between(opened.astimezone(STOCKHOLM).date(), local.date())
    assert passed in {days, days + 1}


@given(MOMENTS, st.integers(0, 20), st.integers(0, 20))
def test_a_longer_promise_is_never_due_sooner(opened: datetime, one: int, other: int) -> None:
    assert (promise.due(opened, one) < promise.due(opened, other)) == (one < other)


@given(MOMENTS, MOMENTS, st.integers(0, 20))
def test_a_later_report_is_never_due_sooner(one: datetime, other: datetime, days: int) -> None:
    assume(one <= other)
    assert promise.due(one, days) <= promise.due(other, days)


@given(DAYS, DAYS, DAYS)
def test_working_days_add_up(one: date, other: date, third: date) -> None:
    first, second, last = sorted((one, other, third))
    between = promise.working_days_between
    assert between(first, last) == between(first, second) + between(second, last)
    assert between(last, first) == -between(first, last)


@given(DAYS, st.integers(0, 60))
def test_adding_and_counting_agree(day: date, count: int) -> None:
    start = promise.next_working_day(day)
    assert promise.working_days_between(start, promise.add_working_days(day, count)) == count


@given(MOMENTS, st.integers(1, 20), st.integers(0, 60), st.integers(0, 60))
def test_a_pause_puts_off_and_never_hastens(opened: datetime, days: int, wait: int, pause: int) -> None:
    due = promise.due(opened, days)
    paused = opened + timedelta(days=wait)
    resumed = paused + timedelta(days=pause)
    moved = promise.moved_by_pause(due, paused, resumed)
    assert moved >= due
    today, then = (moment.astimezone(STOCKHOLM).date() for moment in (paused, resumed))
    assert promise.working_days_between(
        due.astimezone(STOCKHOLM).date(), moved.astimezone(STOCKHOLM).date()
    ) == promise.working_days_between(today, then)


@given(MOMENTS)
def test_the_day_ends_at_midnight_in_sweden(now: datetime) -> None:
    end = promise.end_of_day(now)
    assert now < end <= now + timedelta(hours=25)
    assert end.astimezone(STOCKHOLM).time().isoformat() == "00:00:00"
