"""What the choices of an application are called, for the resident's form and for everybody who reads its answers."""

from collections.abc import Mapping

from portal.core.words import Word, word
from portal.forms.assistance.rules.answers import (
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

KINDS: Mapping[ApplicationKind, Word] = {
    ApplicationKind.FIRST: word("First application"),
    ApplicationKind.RENEWAL: word("Renewed application"),
    ApplicationKind.SUPPLEMENTARY: word("Supplementary application"),
}

ROLES: Mapping[Role, Word] = {
    Role.APPLICANT: word("Applicant"),
    Role.CO_APPLICANT: word("Co-applicant"),
    Role.CHILD: word("Child"),
}

PAYMENTS: Mapping[PaymentWay, Word] = {
    PaymentWay.ACCOUNT: word("To a bank account"),
    PaymentWay.OTHER: word("In another way, I have no account"),
}

HOUSINGS: Mapping[HousingForm, Word] = {
    HousingForm.RENTAL: word("I rent a flat"),
    HousingForm.SUBLET: word("I rent second-hand from somebody"),
    HousingForm.LODGER: word("I rent a room in somebody's home"),
    HousingForm.CONDOMINIUM: word("I own my flat (bostadsrätt)"),
    HousingForm.OWNED_HOUSE: word("I own a house"),
    HousingForm.RENTED_HOUSE: word("I rent a house"),
    HousingForm.WITH_PARENTS: word("I live with my parents"),
    HousingForm.NONE_OR_INSTITUTION: word("I have no home of my own, or live at an institution"),
}

RESIDENCES: Mapping[Residence, Word] = {
    Residence.FULL: word("All the time"),
    Residence.HALF: word("Half of the time"),
    Residence.OTHER: word("Some days"),
}

INCOMES: Mapping[IncomeType, Word] = {
    IncomeType.SALARY: word("Wage, after tax"),
    IncomeType.SWISH_DEPOSITS: word("Swish or money put into the account"),
    IncomeType.CHILD_ALLOWANCE: word("Child allowance (barnbidrag)"),
    IncomeType.HOUSING_ALLOWANCE: word("Housing allowance (bostadsbidrag)"),
    IncomeType.PARENTAL_BENEFIT: word("Parental benefit (föräldrapenning)"),
    IncomeType.SICKNESS_BENEFIT: word("Sickness benefit (sjukpenning)"),
    IncomeType.UNEMPLOYMENT_BENEFIT: word("Unemployment benefit (a-kassa)"),
    IncomeType.ACTIVITY_SUPPORT: word("Activity support or introduction benefit"),
    IncomeType.STUDY_SUPPORT: word("Study support (CSN)"),
    IncomeType.PENSION: word("Pension"),
    IncomeType.OCCUPATIONAL_PENSION: word("Occupational pension or insurance"),
    IncomeType.CHILD_SUPPORT: word("Child support (underhåll)"),
    IncomeType.RENT_SHARE_FROM_CHILD: word("Share of the rent from a child at home"),
    IncomeType.TAX_REFUND: word("Tax refund"),
    IncomeType.OTHER_MUNICIPALITY: word("Assistance from another municipality"),
    IncomeType.OTHER: word("Other money"),
}

ASSETS: Mapping[AssetType, Word] = {
    AssetType.BANK_SAVINGS: word("Savings, funds or shares"),
    AssetType.VEHICLE: word("Car, motorcycle, boat or other vehicle"),
    AssetType.REAL_ESTATE: word("House, flat or land"),
    AssetType.COMPANY: word("A company"),
    AssetType.OTHER: word("Something else of value"),
}

OCCUPATIONS: Mapping[Occupation, Word] = {
    Occupation.JOBSEEKING: word("Looking for work"),
    Occupation.WORK_FULL: word("Working full time"),
    Occupation.WORK_PART: word("Working part time"),
    Occupation.SICK_LEAVE: word("On sick leave"),
    Occupation.SFI: word("Learning Swedish (sfi)"),
    Occupation.STUDIES: word("Studying"),
    Occupation.PARENTAL_LEAVE: word("On parental leave"),
    Occupation.OTHER: word("Something else"),
}

COSTS: Mapping[CostType, Word] = {
    CostType.RENT: word("Rent, without parking"),
    CostType.ELECTRICITY: word("Electricity"),
    CostType.HOME_INSURANCE: word("Home insurance"),
    CostType.INTERNET: word("Internet"),
    CostType.UNEMPLOYMENT_FUND: word("Unemployment fund (a-kassa)"),
    CostType.UNION: word("Trade union"),
    CostType.WORK_TRAVEL: word("Travel to work or activities"),
    CostType.SICK_TRAVEL: word("Travel to health care"),
    CostType.DOCTOR: word("Doctor or health care"),
    CostType.MEDICINE: word("Prescribed medicine"),
    CostType.DENTAL_ACUTE: word("Urgent dental care"),
    CostType.CHILDCARE: word("Childcare"),
    CostType.GLASSES: word("Glasses"),
    CostType.VISITING: word("Travel to be with one's child"),
    CostType.OTHER: word("Something else"),
}
