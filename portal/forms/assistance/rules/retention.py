"""Gallring: socialtjänstlagen (2025:400) 16 kap. 1 § and socialtjänstförordningen (2025:468) 13 kap. 1 §.

What a file about somebody says is removed five years after its last note. Outside the counties and towns where all is
kept for research, the files of persons born on the 5th, 15th or 25th of a month are kept.
"""

from collections.abc import Collection, Iterable
from datetime import date

_LEAP_DAY = (2, 29)


def removed_from(last_note_on: date, years: int) -> date:
    """The first day on which a file with its last note on that day may be gone."""
    year = last_note_on.year + years
    if (last_note_on.month, last_note_on.day) == _LEAP_DAY and not _is_leap(year):
        return date(year, 3, 1)
    return last_note_on.replace(year=year)


def is_old(last_note_on: date, today: date, years: int) -> bool:
    """True when it is `years` since the last note."""
    return removed_from(last_note_on, years) <= today


def is_kept(born_days: Iterable[int], kept: Collection[int]) -> bool:
    """True when one of the persons was born on a day of the month whose files are kept for research."""
    return any(day in kept for day in born_days)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def newest_to_go(today: date, years: int) -> date:
    """The latest day of a last note whose file may be gone today: `is_old` is true for it and every day before."""
    if (today.month, today.day) == _LEAP_DAY and not _is_leap(today.year - years):
        return date(today.year - years, 2, 28)
    return today.replace(year=today.year - years)
