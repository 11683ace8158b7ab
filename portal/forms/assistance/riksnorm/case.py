"""What every part of one calculation has before it: the household, the month, its table, the practice, the laws."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from portal.forms.assistance.riksnorm.amounts import Amount, divided
from portal.forms.assistance.riksnorm.household import Household, Source
from portal.forms.assistance.riksnorm.laws import laws_in
from portal.forms.assistance.riksnorm.month import Month
from portal.forms.assistance.riksnorm.practice import DayDivisor, Practice
from portal.forms.assistance.riksnorm.result import NORM, NOTHING, Line, Question, Values
from portal.forms.assistance.riksnorm.table import Table, table_for

TABLE = Source.TABLE
Pairs = tuple[tuple[str, int | str], ...]

_DIVISORS = {DayDivisor.THIRTY: (1, 30), DayDivisor.YEAR: (12, 365)}


@dataclass(slots=True)
class Case:
    """One calculation under way; `questions` gathers what a person must assess."""

    household: Household
    month: Month
    practice: Practice
    table: Table
    laws: Mapping[str, str]
    days: int
    questions: list[Question]

    def plain_line(self, code: str, key: str, amount: Amount, values: Pairs = (), member: int | None = None) -> Line:
        """A line as the table has it; the same one each time, since most lines of most households are such."""
        return _plain_line(self.table, self.laws["norm"], code, key, amount, values=values, member=member)

    def norm_line(
        self, code: str, key: str, bounds: tuple[Amount, Amount], ground: str, values: Values, **more: Any
    ) -> Line:
        """A line reckoned from the table; `ground` is a key of `laws`, `more` are other fields of the line."""
        low, high = bounds
        on, version = self.table.valid_from, self.table.version
        return Line(code, key, NORM, low, high, self.laws[ground], TABLE, values, on, version, **more)

    def part(self, days: int) -> tuple[int, int]:
        """What part of a month so many days are, as numerator and divisor; all days are the whole month."""
        times, divisor = _DIVISORS.get(self.practice.day_divisor, (1, self.days))
        return (1, 1) if days >= self.days or days * times >= divisor else (days * times, divisor)

    def by_days(self, amount: Amount, days: int) -> Amount:
        """So many days of an amount a month, rounded as the practice says."""
        times, divisor = self.part(days)
        return divided(amount * times, divisor, self.practice.rounding)

    def rounded(self, amount: Fraction) -> Amount:
        """An exact amount of öre, rounded as the practice says."""
        return divided(amount.numerator, amount.denominator, self.practice.rounding)


def opened(household: Household, month: Month, practice: Practice) -> Case:
    """A calculation that can begin; raises NoTableError for a month without a riksnorm."""
    return Case(household, month, practice, *_given(month), [])


@cache
def _given(month: Month) -> tuple[Table, Mapping[str, str], int]:
    return table_for(month), laws_in(month), month.days


@lru_cache(maxsize=4096)
def _plain_line(
    table: Table, law: str, code: str, key: str, amount: Amount, *, values: Pairs, member: int | None
) -> Line:
    filling = MappingProxyType(dict(values)) if values else NOTHING
    on, version = table.valid_from, table.version
    return Line(code, key, NORM, amount, amount, law, TABLE, filling, on, version, member)
