"""Days as people write them: `2026-11-25`, `20261125`, `25/11`, `25.11.2026`, `25 nov`; read forgivingly."""

import re
import unicodedata
from datetime import date

from portal.core.words import Word, word

LONGEST = 40
UNREADABLE = word("Write the date with digits: year, month and day, for example 2026-11-25.")
NO_SUCH_DAY = word("There is no such day. Check the date.")
TO_COME = word("The date is in the future. Write the day when it happened.")
LONG_AGO = word("The date is too long ago. Check the year.")
FAR_AHEAD = word("The date is too far ahead. Check the year.")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})\.? ?([a-z]{3,9})\.?(?: ?(\d{4}))?")
_NAMES = (
    ("jan",),
    ("feb",),
    ("mar",),
    ("apr",),
    ("maj", "may"),
    ("jun",),
    ("jul",),
    ("aug",),
    ("sep",),
    ("okt", "oct"),
    ("nov",),
    ("dec",),
)


class BadDay(ValueError):
    """What was typed is no day that can be; `words` tell the person why."""

    def __init__(self, words: Word) -> None:
        self.words = words
        super().__init__(words)


def read_day(text: str, today: date) -> date:
    """The day that `text` says; one without a year is the one nearest to `today`. Raises `BadDay`."""
    plain = _plain(text)
    if found := _YEAR_FIRST.fullmatch(plain):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(plain):
        return _dated(found[3], int(found[2]), int(found[1]), today)
    if (found := _NAMED.fullmatch(plain)) and (month := _month(found[2])):
        return _dated(found[3], month, int(found[1]), today)
    raise BadDay(UNREADABLE)


def _dated(year: str | None, month: int, day: int, today: date) -> date:
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)  # noqa: PLR2004 (a short year)
    near = [found for years in (-1, 0, 1) if (found := _day_or_none(today.year + years, month, day))]
    if not near:
        raise BadDay(NO_SUCH_DAY)
    return min(near, key=lambda found: abs(found - today))


def _day(year: int, month: int, day: int) -> date:
    found = _day_or_none(year, month, day)
    if found is None:
        raise BadDay(NO_SUCH_DAY)
    return found


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int | None:
    return next((place for place, starts in enumerate(_NAMES, start=1) if name.startswith(starts)), None)


def _plain(text: str) -> str:
    if len(text) > LONGEST:
        raise BadDay(UNREADABLE)
    digits = (str(unicodedata.digit(letter)) if letter.isdecimal() else letter for letter in text.casefold())
    spaced = " ".join("".join(letter if letter.isprintable() else " " for letter in digits).split())
    return re.sub(r" ?([-/.]) ?", r"\1", spaced)
