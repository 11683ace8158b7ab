"""Five years to the day, leap days included; born days kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.forms.assistance.rules.retention import is_kept, is_old, newest_to_go, removed_from

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
spans = st.integers(min_value=1, max_value=20)


@pytest.mark.parametrize(
    ("noted", "years", "gone"),
    [
        (date(2021, 3, 10), 5, date(2026, 3, 10)),
        (date(2024, 2, 29), 5, date(2029, 3, 1)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2025, 12, 31), 5, date(2030, 12, 31)),
    ],
)
def test_the_day_it_may_be_gone(noted: date, years: int, gone: date) -> None:
    assert removed_from(noted, years) == gone
    assert is_old(noted, gone, years)
    assert not is_old(noted, gone - timedelta(days=1), years)


@given(days, spans)
def test_the_newest_day_that_may_go_is_the_newest(today: date, years: int) -> None:
    newest = newest_to_go(today, years)
    assert is_old(newest, today, years)
    assert not is_old(newest + timedelta(days=1), today, years)


@given(days, days, spans)
def test_what_is_old_stays_old(noted: date, today: date, years: int) -> None:
    if is_old(noted, today, years):
        assert is_old(noted, today + timedelta(days=1), years)
        assert is_old(noted - timedelta(days=1), today, years)


@pytest.mark.parametrize(("born", "kept"), [((5,), True), ((4, 25), True), ((6, 14), False), ((), False)])
def test_those_born_on_some_days_are_kept(born: tuple[int, ...], kept: bool) -> None:
    assert is_kept(born, (5, 15, 25)) is kept
