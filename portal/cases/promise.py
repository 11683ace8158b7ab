"""The promise: first answer and fix in Swedish working days.

Saturdays, Sundays, public holidays and the three eves (lag 1930:173 treats midsommarafton, julafton and
nyårsafton as holidays when a time limit ends) do not count. A report after the office closes counts from the
next working day. While we wait for the reporter the promise stands still.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
CLOSING = time(16, 0)
_SATURDAY = 5


class Standing(StrEnum):
    """How a promise stands: in time, due today, broken, kept still while we wait, or none (closed)."""

    OK = "ok"
    TODAY = "today"
    BROKEN = "broken"
    PAUSED = "paused"
    NONE = "none"


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 (slow to load, and only when a year is first met)

    found = holidays.country_holidays("SE", years=year, categories=("public", "de_facto"), include_sundays=False)
    return frozenset(found)


def is_working_day(day: date) -> bool:
    """True when the municipality works on `day`."""
    return day.weekday() < _SATURDAY and day not in _holidays(day.year)


def next_working_day(day: date) -> date:
    """`day` itself when it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def add_working_days(day: date, count: int) -> date:
    """The working day that lies `count` working days after `day`; with 0, the next working day from `day` on."""
    day = next_working_day(day)
    for _ in range(count):
        day = next_working_day(day + timedelta(days=1))
    return day


@lru_cache(maxsize=4096)
def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start` up to and including `end`; negative when `end` is before `start`."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def due(opened_at: datetime, working_days: int) -> datetime:
    """When a promise of `working_days` made at `opened_at` falls due: at closing time in Sweden, as UTC."""
    local = opened_at.astimezone(STOCKHOLM)
    late = local.time() >= CLOSING or not is_working_day(local.date())
    start = next_working_day(local.date() + timedelta(days=1)) if late else local.date()
    return closing_of(add_working_days(start, working_days))


def closing_of(day: date) -> datetime:
    """The instant, in UTC, at which the office closes on `day`."""
    return datetime.combine(day, CLOSING, STOCKHOLM).astimezone(UTC)


def moved_by_pause(due_at: datetime, paused_at: datetime, resumed_at: datetime) -> datetime:
    """`due_at` put off by the working days that passed while we waited for the reporter."""
    paused, resumed = (at.astimezone(STOCKHOLM).date() for at in (paused_at, resumed_at))
    return closing_of(add_working_days(due_at.astimezone(STOCKHOLM).date(), working_days_between(paused, resumed)))


@dataclass(frozen=True)
class Left:
    """What is left of a promise: its standing and the working days left (negative: days late)."""

    standing: Standing
    days: int


def left(due_at: datetime | None, now: datetime, *, is_open: bool = True, is_paused: bool = False) -> Left:
    """How the promise that falls due at `due_at` stands at `now`."""
    if due_at is None or not is_open:
        return Left(Standing.NONE, 0)
    if is_paused:
        return Left(Standing.PAUSED, 0)
    today, last = day_of(now), day_of(due_at)
    days = working_days_between(today, last)
    if now > due_at:
        return Left(Standing.BROKEN, min(days, 0))
    return Left(Standing.TODAY if today == last else Standing.OK, days)


@lru_cache(maxsize=8192)
def day_of(at: datetime) -> date:
    """The day in Sweden that an instant lies in."""
    return at.astimezone(STOCKHOLM).date()


def end_of_day(now: datetime) -> datetime:
    """The last instant of the day in Sweden that `now` lies in, as UTC."""
    local = now.astimezone(STOCKHOLM).date() + timedelta(days=1)
    return datetime.combine(local, time(0), STOCKHOLM).astimezone(UTC)
