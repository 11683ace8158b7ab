"""What comes out: every line with its law and source, the sums, what is missing and what a person must assess."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from portal.core.words import Word
from portal.forms.assistance.riksnorm import wording
from portal.forms.assistance.riksnorm.amounts import Amount
from portal.forms.assistance.riksnorm.household import Source
from portal.forms.assistance.riksnorm.month import Month

Values = Mapping[str, int | str]
NOTHING: Values = MappingProxyType({})


class Kind(StrEnum):
    """Which sum a line belongs to; incomes are subtracted."""

    NORM = "norm"
    COST = "cost"
    INCOME = "income"


NORM, COST, INCOME = Kind.NORM, Kind.COST, Kind.INCOME


class Status(StrEnum):
    """Whether all that matters is known."""

    CALCULATED = "calculated"
    INCOMPLETE = "incomplete"


class Outcome(StrEnum):
    """What the figures alone speak for; people decide."""

    GRANT = "grant"
    PARTLY = "partly"
    REFUSE = "refuse"
    ASSESS = "assess"


class Line(NamedTuple):
    """One line: what, how much in öre, by which law, from where. A tuple, since it is made five times as fast.

    An amount that is not known lies between `lower` and `upper`, and `missing` says what would settle it. `values`
    fill the places in the words; those in `wording.AMOUNTS` are öre. `key` is the same in every recalculation.
    """

    code: str
    key: str
    kind: Kind
    lower: Amount
    upper: Amount
    law: str
    source: Source
    values: Values = NOTHING
    on: date | None = None
    table: str | None = None
    member: int | None = None
    cap: Amount | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def amount(self) -> Amount | None:
        """Öre, or None when it is not known."""
        return self.lower if self.lower == self.upper else None

    @property
    def label(self) -> Word:
        """What it is, with places for `values`."""
        return wording.LABELS[self.code]

    @property
    def remarks(self) -> tuple[Word, ...]:
        """What there is to know about it, with places for `values`."""
        return tuple(wording.NOTES[note] for note in self.notes)


class Question(NamedTuple):
    """Something that a person must assess; `where` names the row or line."""

    code: str
    where: str
    values: Values = NOTHING

    @property
    def words(self) -> Word:
        """The question, with places for `values`."""
        return wording.QUESTIONS[self.code]


class Result(NamedTuple):
    """The calculation of one month in öre. What is not known is None; then `lower` and `upper` hold the result.

    `result` above zero is what is lacking, below zero what is left over. `missing` names what would settle it, by its
    path in the household file.
    """

    month: Month
    engine: str
    status: Status
    table: str
    year: int
    sfs: str
    norm: Amount | None
    costs: Amount | None
    incomes: Amount | None
    result: Amount | None
    lower: Amount
    upper: Amount
    outcome: Outcome
    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    for_a_human: tuple[Question, ...]
