"""For which months one may apply, and as what: first time, renewal or supplement.

One application per month and household; an application opens some days before its month begins. A renewal follows an
application of the same household with at most two months between (domain facts §2.1, §2.3); otherwise everything is
asked again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.forms.assistance.rules.answers import ApplicationKind

MOST_MONTHS_BETWEEN = 2
_DECEMBER = 12
_WRITTEN = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Earlier:
    """A filed application that the person is an adult of: its month, and the household it was for."""

    month: str
    household_key: str


@dataclass(frozen=True)
class Offer:
    """A month that may be applied for; `is_applied`: there is an application for it already."""

    month: str
    is_applied: bool


def month_of(day: date) -> str:
    """The month of a day, as `2026-03`."""
    return f"{day.year:04}-{day.month:02}"


def is_month(text: str) -> bool:
    """True when `text` writes a month as `2026-03`."""
    return _WRITTEN.fullmatch(text) is not None


def first_day(month: str) -> date:
    """The first day of a month written `2026-03`; raises ValueError when there is no such month."""
    return date.fromisoformat(f"{month}-01")


def next_month(month: str) -> str:
    """The month after."""
    day = first_day(month)
    return month_of(date(day.year + day.month // _DECEMBER, day.month % _DECEMBER + 1, 1))


def offers(today: date, opens_days_before: int, earlier: Sequence[Earlier]) -> tuple[Offer, ...]:
    """The months open today: this one, and the next from `opens_days_before` days before it begins."""
    this = month_of(today)
    coming = next_month(this)
    is_open = today >= first_day(coming) - timedelta(days=opens_days_before)
    applied = {found.month for found in earlier}
    return tuple(Offer(month, month in applied) for month in ((this, coming) if is_open else (this,)))


def opens_on(month: str, opens_days_before: int) -> date:
    """The day from which one may apply for a month."""
    return first_day(month) - timedelta(days=opens_days_before)


def kind_for(month: str, household_key: str, earlier: Sequence[Earlier]) -> ApplicationKind:
    """What an application of this household for this month is, given what the person has applied for before."""
    if any(found.month == month for found in earlier):
        return ApplicationKind.SUPPLEMENTARY
    if any(found.household_key == household_key and _is_recent(found.month, month) for found in earlier):
        return ApplicationKind.RENEWAL
    return ApplicationKind.FIRST


def _is_recent(earlier: str, month: str) -> bool:
    between = _number(month) - _number(earlier) - 1
    return 0 <= between <= MOST_MONTHS_BETWEEN


def _number(month: str) -> int:
    day = first_day(month)
    return day.year * _DECEMBER + day.month
