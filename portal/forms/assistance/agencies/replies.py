"""What agencies may answer about one adult, for the month before the one applied for; amounts in öre after tax.

Förordning (2008:975) 2–7 §§ lists what each may hand out. A missing value is None, never zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.core.words import Word, word
from portal.forms.assistance.rules import canonical
from portal.forms.assistance.rules.answers import Amount, IncomeType, Role


class Agency(StrEnum):
    """Whom the multi-question reaches."""

    AF = "af"
    CSN = "csn"
    FK = "fk"
    MIV = "miv"
    SKV = "skv"
    SO = "so"
    TNS = "tns"


NAMES: Mapping[Agency, Word] = {
    Agency.AF: word("Arbetsförmedlingen (employment)"),
    Agency.CSN: word("CSN (study support)"),
    Agency.FK: word("Försäkringskassan and Pensionsmyndigheten (benefits and pensions)"),
    Agency.MIV: word("Migrationsverket (permits)"),
    Agency.SKV: word("Skatteverket (taxes and wages)"),
    Agency.SO: word("the unemployment funds"),
    Agency.TNS: word("Transportstyrelsen (vehicles)"),
}

PAYS: Mapping[Agency, frozenset[IncomeType]] = {
    Agency.FK: frozenset(
        {
            IncomeType.CHILD_ALLOWANCE,
            IncomeType.HOUSING_ALLOWANCE,
            IncomeType.SICKNESS_BENEFIT,
            IncomeType.PARENTAL_BENEFIT,
            IncomeType.ACTIVITY_SUPPORT,
            IncomeType.PENSION,
        }
    ),
    Agency.CSN: frozenset({IncomeType.STUDY_SUPPORT}),
    Agency.SO: frozenset({IncomeType.UNEMPLOYMENT_BENEFIT}),
    Agency.SKV: frozenset({IncomeType.TAX_REFUND}),
}
"""Which incomes come from one agency alone: what it does not report when it answers, it has not paid."""

KNOWS_INCOMES = frozenset(PAYS)
"""Agencies without whose answer the incomes are not known."""


@dataclass(frozen=True)
class Payment:
    """Money an agency paid out, after tax and deductions."""

    type: IncomeType
    amount: Amount | None
    on: date


@dataclass(frozen=True)
class Wage:
    """What an employer declared for the month (arbetsgivardeklaration), before tax."""

    employer: str
    gross: Amount


@dataclass(frozen=True)
class Enrolment:
    """Whether somebody is enrolled as seeking work, since when, and when they last reported what they did."""

    is_enrolled: bool
    since: date | None = None
    reported_on: date | None = None


@dataclass(frozen=True)
class Vehicle:
    """A vehicle that somebody owns."""

    registration: str
    kind: str
    make: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Permit:
    """A permit to stay, and until when it is valid; None for one without an end."""

    kind: str
    valid_to: date | None = None


@dataclass(frozen=True)
class Reply:
    """All that one agency answered about one person; an empty one says that there is nothing."""

    payments: tuple[Payment, ...] = ()
    wages: tuple[Wage, ...] = ()
    enrolment: Enrolment | None = None
    vehicles: tuple[Vehicle, ...] = ()
    permit: Permit | None = None
    applied_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heard:
    """What we heard from one agency about one adult; `reply` None means that it has not answered."""

    agency: Agency
    whose: Role
    reply: Reply | None
    is_simulated: bool = False


NOTHING = Reply()
_NOTHING = canonical.to_json(NOTHING)


def to_json(reply: Reply) -> str:
    """`reply` as canonical JSON; most say that there is nothing, which is written once."""
    return _NOTHING if reply == NOTHING else canonical.to_json(reply)


def from_json(text: str) -> Reply:
    """The reply that `to_json` wrote; raises ValueError, KeyError or TypeError for anything else."""
    return NOTHING if text == _NOTHING else canonical.from_json(Reply, text)
