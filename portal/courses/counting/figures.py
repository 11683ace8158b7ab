"""Published figures: tables whose hidden cells are None, what can be said of their sums, and how they are drawn."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from portal.courses.counting.rules import VISIT, shown

WIDTH, HEIGHT, TOP = 360, 96, 14
GAP = 6


class Total(NamedTuple):
    """The sum of what is shown; `is_whole` when nothing of it is hidden, otherwise there are at least so many."""

    number: int
    is_whole: bool


class Bar(NamedTuple):
    """A column of the picture, in its own units; `number` is None where the number is hidden."""

    period: str
    x: float
    y: float
    width: float
    height: float
    number: int | None


@dataclass(frozen=True)
class Table:
    """A number or None (hidden) for every code and period; periods run from the oldest to the newest."""

    codes: tuple[str, ...]
    periods: tuple[str, ...]
    cells: Mapping[tuple[str, str], int | None]

    @property
    def is_empty(self) -> bool:
        """Whether every single cell is hidden."""
        return all(number is None for number in self.cells.values())

    def only(self, codes: Sequence[str]) -> "Table":
        """The same table of these codes alone."""
        cells = {(code, period): self.cells[code, period] for code in codes for period in self.periods}
        return Table(tuple(codes), self.periods, cells)

    def row(self, period: str) -> tuple[int | None, ...]:
        """The cells of a period, in the order of the codes."""
        return tuple(self.cells[code, period] for code in self.codes)

    def total(self, code: str) -> Total:
        """What can be said of a code over all periods without saying more of a hidden cell."""
        numbers = [self.cells[code, period] for period in self.periods]
        return Total(sum(number or 0 for number in numbers), None not in numbers)


@dataclass(frozen=True)
class CourseFigures:
    """What may be shown of a course: milestones by month and answers by quarter."""

    course: str
    milestones: Table
    answers: Table

    def bars(self, *, mirrored: bool = False) -> tuple[Bar, ...]:
        """Visits by month as columns of a picture `WIDTH` × `HEIGHT`, beginning at the right when `mirrored`."""
        table = self.milestones
        numbers = [table.cells[VISIT, period] for period in table.periods]
        most, step = max((number or 0 for number in numbers), default=0) or 1, WIDTH / max(len(numbers), 1)
        return tuple(
            _bar(period, number, most, place, step)
            for place, (period, number) in zip(
                _places(len(numbers), mirrored), zip(table.periods, numbers, strict=True), strict=True
            )
        )


def table_of(
    codes: Sequence[str], periods: Sequence[str], numbers: Mapping[tuple[str, str], int], threshold: int
) -> Table:
    """The table of `numbers` by code and period, as anybody may see it (`rules.shown`)."""
    cells = {(code, period): shown(numbers.get((code, period), 0), threshold) for code in codes for period in periods}
    return Table(tuple(codes), tuple(periods), cells)


def as_csv(courses: Iterable[CourseFigures]) -> str:
    """All figures as one table with the columns course, what, period, number; a hidden number is empty."""
    written = io.StringIO()
    sheet = csv.writer(written)
    sheet.writerow(("course", "what", "period", "number"))
    for figures in courses:
        for table in (figures.milestones, figures.answers):
            sheet.writerows(
                (figures.course, code, period, "" if (number := table.cells[code, period]) is None else number)
                for code in table.codes
                for period in table.periods
            )
    return written.getvalue()


def _places(number: int, mirrored: bool) -> Iterable[int]:
    return range(number - 1, -1, -1) if mirrored else range(number)


def _bar(period: str, number: int | None, most: int, place: int, step: float) -> Bar:
    height = round((HEIGHT - TOP) * (number or 0) / most, 1)
    return Bar(period, round(place * step + GAP / 2, 1), HEIGHT - height, round(step - GAP, 1), height, number)
