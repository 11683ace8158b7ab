"""A calendar month, the period that assistance is reckoned for."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

_WRITTEN = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS, _FEBRUARY = 12, 2


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year, `2026-03`; raises ValueError when there is no such month."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= _MONTHS and 1 <= self.year < 10_000):  # noqa: PLR2004 (four digits)
            raise ValueError(f"there is no month {self.year}-{self.month}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """The month that `text` writes as YYYY-MM; raises ValueError for anything else."""
        found = _WRITTEN.fullmatch(text)
        if not found:
            raise ValueError(f"a month is written YYYY-MM, not {text[:20]!r}")
        return cls(int(found[1]), int(found[2]))

    @property
    def days(self) -> int:
        """How many days it has."""
        is_leap = self.year % 4 == 0 and (self.year % 100 != 0 or self.year % 400 == 0)
        return _DAYS[self.month - 1] + (self.month == _FEBRUARY and is_leap)

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    def later(self, months: int) -> "Month":
        """The month so many months later."""
        year, month = divmod(self.year * _MONTHS + self.month - 1 + months, _MONTHS)
        return Month(year, month + 1)

    def since(self, earlier: "Month") -> int:
        """How many months have passed since `earlier`."""
        return (self.year - earlier.year) * _MONTHS + self.month - earlier.month

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"
