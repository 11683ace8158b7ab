"""How agencies are asked: one question about one adult to several agencies at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from portal.forms.assistance.agencies.replies import Agency, Heard, Reply
from portal.forms.assistance.rules.answers import Role

PURPOSE = "Prövning av rätten till ekonomiskt bistånd"
LAW = "15 kap. 4 och 10–12 §§ socialtjänstlagen (2025:400); förordning (2008:975)"


class Unreachable(Exception):
    """Nobody could be asked: no agreement, no network, or the answer could not be read."""


@dataclass(frozen=True)
class Question:
    """About whom, for which days (both included), and which agencies; purpose and law go with every question."""

    personnummer: str = field(repr=False)
    whose: Role
    from_on: date
    to_on: date
    agencies: tuple[Agency, ...] = tuple(Agency)
    purpose: str = PURPOSE
    law: str = LAW


class Source(Protocol):
    """A way to the agencies."""

    @property
    def is_simulated(self) -> bool:
        """True when the answers are made up."""

    @property
    def may_answer_later(self) -> bool:
        """True when it is worth asking again those who were silent."""

    def ask(self, question: Question) -> Mapping[Agency, Reply]:
        """The answers of those that answered; who did not is left out. Raises `Unreachable` when nobody could be."""


def days_before(month: str) -> tuple[date, date]:
    """First and last day of the month before `month` (YYYY-MM): its incomes pay for what `month` needs."""
    first = date(int(month[:4]), int(month[5:]), 1)
    last = first - timedelta(days=1)
    return last.replace(day=1), last


def ask_all(source: Source, questions: Iterable[Question]) -> tuple[Heard, ...]:
    """What is heard about each, one entry per agency asked, in the agencies' order."""
    return tuple(heard for question in questions for heard in _ask(source, question))


def _ask(source: Source, question: Question) -> Sequence[Heard]:
    try:
        found = source.ask(question)
    except Unreachable:
        found = {}
    return [
        Heard(agency, question.whose, found.get(agency), source.is_simulated) for agency in sorted(question.agencies)
    ]
