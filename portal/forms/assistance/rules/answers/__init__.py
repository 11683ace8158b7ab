"""What an application says: the typed answers behind every page, shared by form, robot, caseworker and decision.

Amounts are integer öre; None means that the applicant does not know or has not said, which is never zero. A `Text`
field is what the applicant wrote. Fields and sections: domain facts §2.1 (socialtjänstlagen 12 kap. 1 and 7 §§).
"""

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
from portal.forms.assistance.rules.answers.parts import (
    Amount,
    Asset,
    Child,
    Cost,
    Housing,
    Income,
    JobApplication,
    PendingBenefit,
    Period,
    Person,
    Planning,
)
from portal.forms.assistance.rules.answers.whole import Answers, from_json, to_json

__all__ = [
    "Amount",
    "Answers",
    "ApplicationKind",
    "Asset",
    "AssetType",
    "Child",
    "Cost",
    "CostType",
    "Housing",
    "HousingForm",
    "Income",
    "IncomeType",
    "JobApplication",
    "Occupation",
    "PaymentWay",
    "PendingBenefit",
    "Period",
    "Person",
    "Planning",
    "Residence",
    "Role",
    "from_json",
    "to_json",
]
