"""The parts of an application. Amounts are integer öre; None means that the applicant does not know, never zero."""

from dataclasses import dataclass
from datetime import date

from portal.forms.assistance.rules.answers.codes import (
    ApplicationKind,
    AssetType,
    CostType,
    HousingForm,
    IncomeType,
    Occupation,
    PaymentWay,
    Residence,
    Role,
)

Amount = int
"""Öre."""


@dataclass(frozen=True)
class Period:
    """Which application for which month (`2026-03`)."""

    kind: ApplicationKind
    month: str


@dataclass(frozen=True)
class Person:
    """One adult of the application; the applicant's name and personnummer come from the e-ID."""

    role: Role
    personnummer: str
    name: str
    email: str = ""
    phone: str = ""
    by_email: bool = False
    by_sms: bool = False
    needs_interpreter: bool = False
    interpreter_language: str = ""
    worked_last_year: bool | None = None
    work_description: str = ""
    payment: PaymentWay = PaymentWay.ACCOUNT
    clearing: str = ""
    account: str = ""


@dataclass(frozen=True)
class Child:
    """A child under 21 in the home; `days` in the home that month, None when `residence` says it (all, or half)."""

    name: str
    personnummer: str
    residence: Residence = Residence.FULL
    days: int | None = None
    school: str = ""
    lunch_away: bool | None = None


@dataclass(frozen=True)
class Housing:
    """Where the household lives; `persons` are all who live there, also those who do not apply."""

    form: HousingForm
    persons: int | None = None
    rooms: int | None = None
    address: str = ""
    description: str = ""
    has_changed: bool = False


@dataclass(frozen=True)
class Income:
    """Money that came in: what, how much, when, to whom; `child` is the child's place in the list, from 0."""

    type: IncomeType
    amount: Amount | None
    on: date | None
    whose: Role
    child: int | None = None
    description: str = ""


@dataclass(frozen=True)
class PendingBenefit:
    """Something applied for elsewhere and not yet decided."""

    name: str
    whose: Role


@dataclass(frozen=True)
class Asset:
    """Something owned; `value` as the applicant reckons it."""

    type: AssetType
    value: Amount | None
    whose: Role
    description: str = ""
    registration: str = ""


@dataclass(frozen=True)
class Planning:
    """What one adult does towards supporting themselves; `percent` of sick leave."""

    whose: Role
    occupation: Occupation
    percent: int | None = None
    description: str = ""
    is_in_municipality: bool = True


@dataclass(frozen=True)
class JobApplication:
    """A job somebody applied for."""

    whose: Role
    on: date | None
    title: str
    employer: str = ""


@dataclass(frozen=True)
class Cost:
    """A cost applied for; `whose` and `child` for what belongs to one person."""

    type: CostType
    amount: Amount | None
    due_on: date | None = None
    whose: Role | None = None
    child: int | None = None
    description: str = ""
