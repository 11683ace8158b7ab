"""From answers, agencies and caseworkers' words to the household that the riksnorm reckons with.

A caseworker's word on a cost is what is approved of it; on any other line it is the line's amount. What nobody has
said is unknown, never zero (domain facts §1.4, §3).
"""

import calendar
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from portal.accounts.personnummer import age_on, born_on
from portal.forms.assistance import riksnorm
from portal.forms.assistance.robot.facts import Approved, Facts
from portal.forms.assistance.robot.incomes import Counted, Incomes
from portal.forms.assistance.rules.answers import Amount, Answers, Child, Cost, CostType, Housing, Residence, Role
from portal.forms.assistance.rules.changes import Said, WordKind, in_force

OLDEST = 20
MOST_PERSONS = 40
MOST: Amount = 10_000_000_00
"""Öre; a row with more is a slip and counts as unknown."""

USUAL = frozenset(
    {
        CostType.RENT,
        CostType.ELECTRICITY,
        CostType.HOME_INSURANCE,
        CostType.INTERNET,
        CostType.UNEMPLOYMENT_FUND,
        CostType.UNION,
        CostType.WORK_TRAVEL,
        CostType.DOCTOR,
        CostType.MEDICINE,
        CostType.CHILDCARE,
    }
)
"""Costs that the robot may propose to approve as applied for; all others a person assesses each time."""

GRANTED = "granted"
"""The type of the income that stands for what is granted already for the same month."""


Span = int | Literal["all"] | None
"""How many days or persons; all of them; not known."""


@dataclass(frozen=True)
class Built:
    """The household, and which place among its members each adult and child has."""

    household: riksnorm.Household
    adults: Mapping[Role, int]
    children: Mapping[int, int]


def build(answers: Answers, facts: Facts, incomes: Incomes) -> Built:
    """The household of `answers` in the month applied for, as far as it is known."""
    month = riksnorm.Month.parse(answers.period.month)
    said = in_force(facts.said)
    adults = {person.role: place for place, person in enumerate(answers.people)}
    ages = {at: _age(child, month) for at, child in enumerate(answers.children)}
    kept = [at for at, age in ages.items() if age is None or 0 <= age <= OLDEST][: MOST_PERSONS - len(adults)]
    children = {at: len(adults) + place for place, at in enumerate(kept)}
    members = (
        *(_adult(role, facts) for role in adults),
        *(_child(answers.children[at], ages[at], month, facts) for at in kept),
    )
    built = Built(riksnorm.Household(members=members), adults, children)
    household = riksnorm.Household(
        members=members,
        cohabiting=len(adults) > 1,
        household_size=_size(answers.housing, len(members)),
        costs=(*_costs(answers, facts, said), *_added_costs(said)),
        incomes=(*_incomes(answers, incomes, built), *_granted(facts), *_added_incomes(said)),
        surplus=facts.before.surplus if facts.before else 0,
        changes=tuple(
            riksnorm.Change(line, one.word.amount, one.reason)
            for line, one in sorted(said.items())
            if one.word.kind is WordKind.AMOUNT and not line.startswith("cost.")
        ),
    )
    return replace(built, household=household)


def _age(child: Child, month: riksnorm.Month) -> int | None:
    """Whole years on the first of the month, 0 for one born in it; None when the number says nothing."""
    try:
        born = born_on(child.personnummer)
    except ValueError:
        return None
    last = date(month.year, month.month, calendar.monthrange(month.year, month.month)[1])
    return max(age_on(born, month.first_day), 0) if born <= last else None


def _adult(role: Role, facts: Facts) -> riksnorm.Member:
    months = next((one.months for one in facts.given if one.whose is role), None)
    given = None if months is None else tuple(riksnorm.Month.parse(month) for month in months)
    return riksnorm.Member(riksnorm.Role.ADULT, assistance_months=given)


def _child(child: Child, age: int | None, month: riksnorm.Month, facts: Facts) -> riksnorm.Member:
    earned = next((one.amount for one in facts.earned if one.personnummer == child.personnummer), 0)
    return riksnorm.Member(riksnorm.Role.CHILD, age, _days(child, month), child.lunch_away, _sane(earned))


def _days(child: Child, month: riksnorm.Month) -> Span:
    """Days in the home; half of an odd month is rounded up."""
    if child.days is not None:
        return child.days if 0 <= child.days <= month.days else None
    if child.residence is Residence.FULL:
        return riksnorm.ALL
    return (month.days + 1) // 2 if child.residence is Residence.HALF else None


def _size(housing: Housing | None, members: int) -> Span:
    """How many share the home; fewer than the members is a contradiction, so then the members alone count."""
    if housing is None or housing.persons is None:
        return None
    return housing.persons if members < housing.persons <= MOST_PERSONS else riksnorm.ALL


def _costs(answers: Answers, facts: Facts, said: Mapping[str, Said]) -> list[riksnorm.Cost]:
    earlier = {(one.type, one.ref): one for one in facts.before.approved} if facts.before else {}
    seen: Counter[str] = Counter()
    found = []
    for cost in answers.costs:
        whose = (cost.whose or "all") + ("" if cost.child is None else str(cost.child))
        seen[f"{cost.type}-{whose}"] += 1
        ref = f"{whose}-{seen[f'{cost.type}-{whose}']}"
        word = said.get(f"cost.{cost.type}:{ref}")
        found.append(_cost(cost, ref, word, earlier.get((cost.type.value, ref))))
    return found


def _cost(cost: Cost, ref: str, word: Said | None, earlier: Approved | None) -> riksnorm.Cost:
    applied = _sane(cost.amount)
    row = riksnorm.Cost(cost.type.value, applied, on=cost.due_on, ref=ref)
    if word is not None:
        return replace(row, approved=word.word.amount, reason=word.reason, source=riksnorm.Source.CASEWORKER)
    approved, reason = _approved(cost, applied, earlier)
    return replace(row, approved=approved, reason=reason)


def _approved(cost: Cost, applied: Amount | None, earlier: Approved | None) -> tuple[Amount | None, str]:
    """What may be proposed of a cost, and the reason a caseworker gave last month for the same."""
    if applied is None or cost.type not in USUAL:
        return None, ""
    if earlier is None or earlier.approved is None or earlier.applied is None:
        return applied, ""
    if applied <= earlier.approved:
        return applied, earlier.reason
    return (applied, "") if earlier.approved >= earlier.applied else (earlier.approved, earlier.reason)


def _added_costs(said: Mapping[str, Said]) -> list[riksnorm.Cost]:
    return [
        riksnorm.Cost(
            one.word.type, one.word.amount, one.word.amount, one.reason, riksnorm.Source.CASEWORKER, ref=line
        )
        for line, one in sorted(said.items())
        if one.word.kind is WordKind.COST
    ]


def _incomes(answers: Answers, incomes: Incomes, built: Built) -> list[riksnorm.Income]:
    return [_income(row, built) for row in incomes.counted] + (
        [riksnorm.Income("unstated", None, ref="all")] if answers.has_incomes is None and not answers.incomes else []
    )


def _income(row: Counted, built: Built) -> riksnorm.Income:
    member = built.children.get(row.child) if row.child is not None else built.adults.get(row.whose)
    source = riksnorm.Source.AGENCY if row.agency else riksnorm.Source.APPLICANT
    return riksnorm.Income(row.type, _sane(row.amount), member, source=source, on=row.on, ref=row.ref)


def _granted(facts: Facts) -> list[riksnorm.Income]:
    if not facts.granted:
        return []
    return [riksnorm.Income(GRANTED, facts.granted, source=riksnorm.Source.PREVIOUS_MONTH, ref="all")]


def _added_incomes(said: Mapping[str, Said]) -> list[riksnorm.Income]:
    return [
        riksnorm.Income(one.word.type, one.word.amount, source=riksnorm.Source.CASEWORKER, ref=line)
        for line, one in sorted(said.items())
        if one.word.kind is WordKind.INCOME
    ]


def _sane(amount: Amount | None) -> Amount | None:
    """The amount, or None where no such amount can be."""
    return amount if amount is not None and 0 <= amount <= MOST else None
