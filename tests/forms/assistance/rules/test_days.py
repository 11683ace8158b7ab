"""Days as people write them."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.forms.assistance.rules import days
from portal.forms.assistance.rules.days import BadDay, read_day

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-25", date(2026, 11, 25)),
        ("20261125", date(2026, 11, 25)),
        ("2026/11/5", date(2026, 11, 5)),
        ("25/11", date(2026, 11, 25)),
        ("25.11.2026", date(2026, 11, 25)),
        ("25-11-26", date(2026, 11, 25)),
        ("25 nov", date(2026, 11, 25)),
        ("25 November 2025", date(2025, 11, 25)),
        ("3 sep", date(2026, 9, 3)),
        ("3 maj", date(2027, 5, 3)),
        ("3 jan", date(2027, 1, 3)),
        ("31/12", date(2026, 12, 31)),
        ("٢٥/١١/٢٠٢٦", date(2026, 11, 25)),
        (" 25 / 11 ", date(2026, 11, 25)),
    ],
)
def test_days_are_understood_as_they_are_written(text: str, day: date) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("i förrgår", days.UNREADABLE),
        ("", days.UNREADABLE),
        ("25 foo", days.UNREADABLE),
        ("1" * 100, days.UNREADABLE),
        ("31/2", days.NO_SUCH_DAY),
        ("2026-13-01", days.NO_SUCH_DAY),
        ("30 feb", days.NO_SUCH_DAY),
    ],
)
def test_what_is_no_day_is_refused_with_a_reason(text: str, words: str) -> None:
    with pytest.raises(BadDay) as refused:
        read_day(text, TODAY)
    assert refused.value.words == words


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_written_standard_is_always_read(day: date) -> None:
    assert read_day(day.isoformat(), TODAY) == day


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    with contextlib.suppress(BadDay):
        assert isinstance(read_day(text, TODAY), date)
