"""What the law leaves to the municipality: rounding, what a day is, what is usually a reasonable cost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.forms.assistance.riksnorm.amounts import Amount, Rounding


class DayDivisor(StrEnum):
    """What a month's amount is divided by for a day in the home.

    `MONTH` is the days of the month, `THIRTY` always 30, `YEAR` twelve months by 365 days.
    """

    MONTH = "month"
    THIRTY = "30"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Practice:
    """The municipality's own settings; `caps` is the most that is usually approved, by type of cost, in öre.

    A type without a cap has none. A caseworker goes beyond a cap by giving the reason.
    """

    rounding: Rounding = Rounding.NONE
    day_divisor: DayDivisor = DayDivisor.MONTH
    caps: Mapping[str, Amount] = field(default_factory=dict)
