"""What an application says: the typed answers behind every page, shared by form, robot, caseworker and decision.

Amounts are integer öre; None means that the applicant does not know or has not said, which is never zero. A `Text`
field is what the applicant wrote. Fields and sections: domain facts §2.1 (socialtjänstlagen 12 kap. 1 and 7 §§).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.forms.assistance.rules import canonical

Amount = int
"""Öre."""


class ApplicationKind(StrEnum):
    """First time, next month again, or something more for a month that is applied for already."""

    FIRST = "first"
    RENEWAL = "renewal"
    SUPPLEMENTARY = "supplementary"


class Role(StrEnum):
    """Who an adult of the application is; also whose income a row is, together with `CHILD`."""

    APPLICANT = "applicant"
    CO_APPLICANT = "co_applicant"
    CHILD = "child"


class PaymentWay(StrEnum):
    """How the money is paid out."""

    ACCOUNT = "account"
    OTHER = "other"


class HousingForm(StrEnum):
    """How somebody lives."""

    RENTAL = "rental"
    SUBLET = "sublet"
    LODGER = "lodger"
    CONDOMINIUM = "condominium"
    OWNED_HOUSE = "owned_house"
    RENTED_HOUSE = "rented_house"
    WITH_PARENTS = "with_parents"
    NONE_OR_INSTITUTION = "none"


class Residence(StrEnum):
    """How much a child lives in the home."""

    FULL = "full"
    HALF = "half"
    OTHER = "other"


class IncomeType(StrEnum):
    """Incomes that the applicant states; what agencies pay is fetched from them and stated when it is not."""

    SALARY = "salary"
    SWISH_DEPOSITS = "swish_deposits"
    OCCUPATIONAL_PENSION = "occupational_pension"
    CHILD_SUPPORT = "child_support"
    CHILD_ALLOWANCE = "child_allowance"
    HOUSING_ALLOWANCE = "housing_allowance"
    SICKNESS_BENEFIT = "sickness_benefit"
    PARENTAL_BENEFIT = "parental_benefit"
    UNEMPLOYMENT_BENEFIT = "unemployment_benefit"
    ACTIVITY_SUPPORT = "activity_support"
    STUDY_SUPPORT = "study_support"
    PENSION = "pension"
    TAX_REFUND = "tax_refund"
    RENT_SHARE_FROM_CHILD = "rent_share_from_child"
    OTHER_MUNICIPALITY = "other_municipality"
    OTHER = "other"


class AssetType(StrEnum):
    """What somebody owns."""

    BANK_SAVINGS = "bank_savings"
    REAL_ESTATE = "real_estate"
    COMPANY = "company"
    VEHICLE = "vehicle"
    OTHER = "other"


class Occupation(StrEnum):
    """What an adult does in the month applied for."""

    WORK_FULL = "work_full"
    WORK_PART = "work_part"
    JOBSEEKING = "jobseeking"
    SICK_LEAVE = "sick_leave"
    SFI = "sfi"
    STUDIES = "studies"
    PARENTAL_LEAVE = "parental_leave"
    OTHER = "other"


class CostType(StrEnum):
    """Costs beside the norm (12 kap. 7 § 2: reasonable costs; 12 kap. 1 §: other needs)."""

    RENT = "rent"
    ELECTRICITY = "electricity"
    HOME_INSURANCE = "home_insurance"
    INTERNET = "internet"
    UNEMPLOYMENT_FUND = "unemployment_fund"
    UNION = "union"
    WORK_TRAVEL = "work_travel"
    SICK_TRAVEL = "sick_travel"
    DOCTOR = "doctor"
    MEDICINE = "medicine"
    DENTAL_ACUTE = "dental_acute"
    CHILDCARE = "childcare"
    GLASSES = "glasses"
    VISITING = "visiting"
    OTHER = "other"


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


@dataclass(frozen=True)
class Answers:
    """All that one application says. `people` holds the applicant first, then the co-applicant if there is one."""

    period: Period
    people: tuple[Person, ...]
    livelihood: str = ""
    children: tuple[Child, ...] = ()
    children_changed: str = ""
    housing: Housing | None = None
    has_incomes: bool | None = None
    incomes: tuple[Income, ...] = ()
    pending: tuple[PendingBenefit, ...] = ()
    has_assets: bool | None = None
    assets: tuple[Asset, ...] = ()
    planning: tuple[Planning, ...] = ()
    job_applications: tuple[JobApplication, ...] = ()
    costs: tuple[Cost, ...] = ()
    message: str = ""
    is_attested: bool = False

    @property
    def applicant(self) -> Person:
        """The one who applies."""
        return self.people[0]

    @property
    def co_applicant(self) -> Person | None:
        """The other adult, when a couple applies together."""
        return self.people[1] if len(self.people) > 1 else None


def to_json(answers: Answers) -> str:
    """`answers` as canonical JSON: the same answers give the same bytes."""
    return canonical.to_json(answers)


def from_json(text: str) -> Answers:
    """The answers that `to_json` wrote; raises ValueError, KeyError or TypeError for anything else."""
    return canonical.from_json(Answers, text)
