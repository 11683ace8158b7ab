"""The codes that answers use; their words are in `rules.labels`."""

from enum import StrEnum


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
