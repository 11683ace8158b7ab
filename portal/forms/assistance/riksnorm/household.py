"""What a calculation is made of: who lives together, what they pay and what they get; None is "we do not know"."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Literal

from portal.forms.assistance.riksnorm.amounts import LARGEST, Amount
from portal.forms.assistance.riksnorm.month import Month
from portal.forms.assistance.riksnorm.table import OLDEST_CHILD

ALL: Final = "all"
"""As a child's days: every day of the month. As the household's size: the members and nobody else."""

MOST_PERSONS = 40
OLDEST_ADULT = 130
LONGEST_REASON = 2000


class BadHouseholdError(ValueError):
    """What was given contradicts itself or cannot be; the message says what, in one sentence."""


class Role(StrEnum):
    """An adult, or a child or pupil at home under 21 whom the parents must support."""

    ADULT = "adult"
    CHILD = "child"


ADULT, CHILD = Role.ADULT, Role.CHILD
AN_AGE = {ADULT: "a person", CHILD: "a child of the household"}


class Source(StrEnum):
    """Where an amount comes from."""

    TABLE = "table"
    APPLICANT = "applicant"
    AGENCY = "agency"
    PREVIOUS_MONTH = "previous_month"
    CASEWORKER = "caseworker"


class Jobbstimulans(StrEnum):
    """Whether a quarter of a wage is left out: as the member's months of assistance say, or as somebody decided."""

    BY_MONTHS = "by_months"
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Member:
    """One of the household.

    For a child: `age` in years, `days` in the home that month, `lunch_away` when it has lunch elsewhere five days a
    week (the column without lunch), `earned` from work earlier this calendar year. For an adult:
    `assistance_months`, in which försörjningsstöd was given, None when nobody has said.
    """

    role: Role
    age: int | None = None
    days: int | Literal["all"] | None = ALL
    lunch_away: bool | None = False
    earned: Amount | None = 0
    assistance_months: tuple[Month, ...] | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost beside the norm. `approved` None: nobody has assessed it. `ref` names the row where it has a name."""

    type: str
    applied: Amount | None = None
    approved: Amount | None = None
    reason: str = ""
    source: Source = Source.APPLICANT
    on: date | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Income:
    """Money the household gets in the month, after tax; `member` is whose, by place among the members."""

    type: str
    amount: Amount | None
    member: int | None = None
    jobbstimulans: Jobbstimulans = Jobbstimulans.BY_MONTHS
    source: Source = Source.APPLICANT
    on: date | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A caseworker's word on one line (`Line.key`): its amount, and the reason."""

    line: str
    amount: Amount
    reason: str


@dataclass(frozen=True, slots=True)
class Household:
    """Those who are reckoned together in one month; raises BadHouseholdError when it cannot be.

    `cohabiting`: the two adults are a couple. `household_size`: how many share the home when others than the members
    do, members included. `surplus`: what was left over last month.
    """

    members: tuple[Member, ...]
    cohabiting: bool = False
    household_size: int | Literal["all"] | None = ALL
    costs: tuple[Cost, ...] = ()
    incomes: tuple[Income, ...] = ()
    surplus: Amount | None = 0
    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        _check_persons(self)
        for place, member in enumerate(self.members):
            _check_member(place, member)
        for place, cost in enumerate(self.costs):
            _check_cost(place, cost)
        for place, income in enumerate(self.incomes):
            _check_income(place, income, len(self.members))
        _check_amount("surplus", self.surplus)
        for place, change in enumerate(self.changes):
            _check_amount(f"changes[{place}].amount", change.amount)
            _refuse(not change.reason.strip(), f"changes[{place}].reason: a changed line needs a reason")

    @property
    def adults(self) -> int:
        """How many of the members are adults."""
        return sum(member.role is ADULT for member in self.members)


def _refuse(is_wrong: bool, sentence: str) -> None:
    if is_wrong:
        raise BadHouseholdError(sentence)


def _check_amount(where: str, amount: Amount | None) -> None:
    _refuse(amount is not None and amount < 0, f"{where}: an amount cannot be negative")
    _refuse(amount is not None and amount > LARGEST, f"{where}: an amount is at most {LARGEST // 100} kronor")


def _check_persons(household: Household) -> None:
    members, size = len(household.members), household.household_size
    _refuse(not members, "members: a household has at least one member")
    _refuse(members > MOST_PERSONS, f"members: at most {MOST_PERSONS} persons are reckoned together")
    couple = 2
    _refuse(
        household.cohabiting and household.adults != couple, "cohabiting: a couple is two adults among the members"
    )
    if isinstance(size, int):
        _refuse(size < members, "household_size: it cannot be smaller than the number of members")
        _refuse(size > MOST_PERSONS, f"household_size: at most {MOST_PERSONS} persons share a home")


def _check_member(place: int, member: Member) -> None:
    where = f"members[{place}]"
    oldest = OLDEST_ADULT if member.role is ADULT else OLDEST_CHILD
    wrong_age = member.age is not None and not 0 <= member.age <= oldest
    _refuse(wrong_age, f"{where}.age: {AN_AGE[member.role]} is 0 to {oldest} years")
    if member.role is ADULT:
        is_plain = member.days == ALL and member.lunch_away is False and member.earned == 0
        _refuse(not is_plain, f"{where}: days, lunch_away and earned_this_year are for children")
        return
    wrong_days = isinstance(member.days, int) and not 0 <= member.days <= 31  # noqa: PLR2004 (the longest month)
    _refuse(wrong_days, f"{where}.days: a month has 0 to 31 days")
    _refuse(member.assistance_months is not None, f"{where}: assistance_months is for adults")
    _check_amount(f"{where}.earned_this_year", member.earned)


def _check_cost(place: int, cost: Cost) -> None:
    where = f"costs[{place}]"
    _check_amount(f"{where}.applied", cost.applied)
    _check_amount(f"{where}.approved", cost.approved)
    _refuse(len(cost.reason) > LONGEST_REASON, f"{where}.reason: at most {LONGEST_REASON} letters")


def _check_income(place: int, income: Income, members: int) -> None:
    where = f"incomes[{place}]"
    _check_amount(f"{where}.amount", income.amount)
    is_nobody = income.member is not None and not 0 <= income.member < members
    _refuse(is_nobody, f"{where}.member: there is no such member; the first is 0")
