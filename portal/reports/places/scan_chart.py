"""Scans as bars, drawn on the server: numbers for an SVG and for the table behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WEEKS = 12
WIDTH, HEIGHT = 360, 80
_GAP = 6
_LEAST = 2


@dataclass(frozen=True)
class Bar:
    """The scans of one week, and where its bar stands."""

    first: date
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class ScanChart:
    """A bar for each week, the oldest first; `most` is the height of the scale."""

    bars: tuple[Bar, ...]
    total: int
    most: int
    width: int = WIDTH
    height: int = HEIGHT


def first_day(today: date) -> date:
    """The Monday with which the oldest bar begins."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def scan_chart(by_day: Mapping[date, int], today: date) -> ScanChart:
    """The last twelve weeks, this one included."""
    start = first_day(today)
    counts = [0] * WEEKS
    for day, count in by_day.items():
        if start <= day <= today:
            counts[(day - start).days // 7] += count
    most = max(counts)
    bars = tuple(_bar(number, count, start, most) for number, count in enumerate(counts))
    return ScanChart(bars, sum(counts), most)


def _bar(number: int, count: int, start: date, most: int) -> Bar:
    step = WIDTH / WEEKS
    height = max(round(count / most * HEIGHT, 1), _LEAST) if count else 0.0
    return Bar(
        first=start + timedelta(weeks=number),
        count=count,
        x=round(number * step + _GAP / 2, 1),
        y=round(HEIGHT - height, 1),
        width=round(step - _GAP, 1),
        height=height,
    )
