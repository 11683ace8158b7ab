"""The words of a calculation: what each line, remark and question is called; `%(…)s` are filled from its values."""

from collections.abc import Callable, Mapping

from portal.core.words import Word, word
from portal.forms.assistance.riksnorm.amounts import shown

AMOUNTS = frozenset({"monthly", "together", "applied", "approved", "stated", "limit", "earned", "computed", "cap"})
"""The values that are öre."""

LABELS: Mapping[str, Word] = {
    "norm.single": word("Personal costs for an adult"),
    "norm.couple": word("Personal costs for two adults who live together as a couple"),
    "norm.baby": word("Personal costs for a child under one year"),
    "norm.child": word("Personal costs for a child of %(age)s"),
    "norm.child.unknown": word("Personal costs for a child whose age we do not know"),
    "norm.common": word("Common household costs for %(persons)s persons"),
    "norm.common.one": word("Common household costs for one person"),
    "norm.common.days": word("Common household costs for children who are at home some of the days"),
    "norm.common.share": word("The share of the common household costs: %(own)s of %(persons)s persons"),
    "norm.common.share.unknown": word("The share of the common household costs"),
    "cost.rent": word("Rent"),
    "cost.electricity": word("Electricity"),
    "cost.home_insurance": word("Home insurance"),
    "cost.internet": word("Internet"),
    "cost.unemployment_fund": word("Unemployment fund"),
    "cost.union": word("Trade union"),
    "cost.work_travel": word("Travel to work"),
    "cost.sick_travel": word("Travel to health care"),
    "cost.doctor": word("Doctor"),
    "cost.medicine": word("Medicine"),
    "cost.dental_acute": word("Urgent dental care"),
    "cost.dental": word("Dental care"),
    "cost.childcare": word("Childcare"),
    "cost.glasses": word("Glasses"),
    "cost.visiting": word("Travel to meet a child"),
    "cost.equipment": word("Furniture and household goods"),
    "cost.moving": word("Moving"),
    "cost.funeral": word("Funeral"),
    "cost.other": word("Other cost"),
    "cost.unlisted": word("Other cost (%(type)s)"),
    "income.salary": word("Wage after tax"),
    "income.swish_deposits": word("Swish and deposits"),
    "income.occupational_pension": word("Occupational pension or insurance"),
    "income.child_support": word("Child support"),
    "income.child_allowance": word("Child allowance"),
    "income.housing_allowance": word("Housing allowance"),
    "income.sickness_benefit": word("Sickness benefit"),
    "income.parental_benefit": word("Parental benefit"),
    "income.unemployment_benefit": word("Unemployment benefit"),
    "income.activity_support": word("Activity support"),
    "income.establishment_benefit": word("Establishment benefit"),
    "income.study_support": word("Study support"),
    "income.pension": word("Pension"),
    "income.tax_refund": word("Tax refund"),
    "income.rent_share_from_child": word("Share of the rent from a child at home"),
    "income.other_municipality": word("Assistance from another municipality"),
    "income.leisure_card": word("Leisure card (Fritidskortet)"),
    "income.other": word("Other income"),
    "income.unlisted": word("Other income (%(type)s)"),
    "income.surplus": word("Left over from last month"),
    "income.granted": word("Assistance granted already for the month"),
    "income.unstated": word("Incomes that the application says nothing about"),
    "income.unanswered_fk": word("What Försäkringskassan or Pensionsmyndigheten pays, since they have not answered"),
    "income.unanswered_csn": word("What CSN pays, since it has not answered"),
    "income.unanswered_so": word("What an unemployment fund pays, since none has answered"),
    "income.unanswered_skv": word("What Skatteverket pays, since it has not answered"),
}

NOTES: Mapping[str, Word] = {
    "lunch": word("lunch away from home five days a week"),
    "lunch.none": word("the norm is the same with lunch at school"),
    "days": word("%(days)s of %(of)s days; a whole month is %(monthly)s"),
    "days.unknown": word("we do not know how many days; a whole month is at most %(monthly)s"),
    "share": word("%(together)s for all together"),
    "not_assessed": word("applied for %(applied)s, not yet assessed"),
    "amount_unknown": word("we do not know the amount"),
    "part": word("applied for %(applied)s, approved %(approved)s"),
    "capped": word("applied for %(applied)s; usually we approve at most %(cap)s"),
    "above_cap": word("more than the usual %(cap)s, for a special reason"),
    "jobbstimulans": word("%(stated)s after tax; a quarter is not counted"),
    "jobbstimulans.month": word("%(stated)s after tax; a quarter is not counted (month %(number)s of 24)"),
    "jobbstimulans.unknown": word("we do not know whether a quarter shall be left out"),
    "child_earnings": word("%(stated)s from the child's own work; up to %(limit)s a year is not counted"),
    "not_counted": word("%(stated)s that is not counted"),
    "changed": word("changed by a caseworker; the calculation gave %(computed)s"),
    "changed.unknown": word("set by a caseworker; the calculation had no amount"),
}

QUESTIONS: Mapping[str, Word] = {
    "only_children": word("The household has no adult. Is there somebody who must support the children?"),
    "above_cap": word("%(applied)s is more than the usual %(cap)s. Is there a reason to approve more?"),
    "cost_type": word("We do not know costs of this type: %(type)s. What is it?"),
    "income_type": word("We do not know incomes of this type: %(type)s. It is counted in full. Is that right?"),
    "child_earnings": word("The child has earned more than %(limit)s this year. Shall what is above be counted?"),
    "jobbstimulans": word("Jobbstimulans is for an adult's wage alone, and was not used. Is that right?"),
    "change_without_line": word("A line that a caseworker changed is no longer there. Is the change still needed?"),
}

MISSING: Mapping[str, Word] = {
    "age": word("How old is the child (person %(number)s)?"),
    "days": word("How many days of the month is the child at home (person %(number)s)?"),
    "lunch_away": word("Does the child have lunch away from home five days a week (person %(number)s)?"),
    "earned_this_year": word("How much has the child earned so far this year (person %(number)s)?"),
    "household_size": word("How many people live in the home?"),
    "approved": word("How much of cost number %(number)s do we approve?"),
    "applied": word("How much is cost number %(number)s?"),
    "amount": word("How much is income number %(number)s?"),
    "jobbstimulans": word("Shall a quarter of income number %(number)s be left out (jobbstimulans)?"),
    "surplus": word("How much was left over last month?"),
}

SOURCES: Mapping[str, Word] = {
    "table": word("the riksnorm"),
    "applicant": word("the application"),
    "agency": word("an agency"),
    "previous_month": word("last month's calculation"),
    "caseworker": word("a caseworker"),
}

Say = Callable[[str], str]
"""Translates a word."""


def filled(words: Word, values: Mapping[str, int | str], say: Say = str) -> str:
    """`words` in the language of `say`, with amounts as people read them."""
    readable = {
        name: shown(value) if name in AMOUNTS and isinstance(value, int) else value for name, value in values.items()
    }
    return say(words) % readable
