"""Bars of scans."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.reports.places.scan_chart import HEIGHT, WEEKS, WIDTH, first_day, scan_chart

MONDAY = date(2026, 11, 23)


def test_weeks_begin_on_monday_and_this_one_is_the_last() -> None:
    chart = scan_chart({MONDAY: 4, MONDAY - timedelta(days=1): 2, MONDAY - timedelta(days=7): 6}, MONDAY)
    assert [bar.count for bar in chart.bars] == [0] * (WEEKS - 2) + [8, 4]
    assert chart.bars[-1].first == MONDAY
    assert (chart.total, chart.most) == (12, 8)
    assert chart.bars[-2].height == HEIGHT


@given(st.dictionaries(st.dates(date(2026, 8, 1), date(2026, 12, 24)), st.integers(0, 10**6)), st.dates(MONDAY))
def test_every_bar_lies_inside_the_drawing(by_day: dict[date, int], today: date) -> None:
    chart = scan_chart(by_day, today)
    assert chart.total == sum(count for day, count in by_day.items() if first_day(today) <= day <= today)
    for bar in chart.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH
        assert 0 <= bar.y <= HEIGHT
        assert (bar.height > 0) == (bar.count > 0)
