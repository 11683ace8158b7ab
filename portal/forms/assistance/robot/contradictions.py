"""What in an application does not fit together, or not with what agencies say: questions, never a verdict."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from portal.accounts.personnummer import age_on, born_on
from portal.forms.assistance.agencies.replies import Agency, Heard
from portal.forms.assistance.agencies.source import days_before
from portal.forms.assistance.robot.facts import Facts
from portal.forms.assistance.robot.household import MOST_PERSONS, OLDEST
from portal.forms.assistance.robot.remarks import Remark
from portal.forms.assistance.rules.answers import (
    Answers,
    AssetType,
    CostType,
    HousingForm,
    IncomeType,
    Occupation,
    Planning,
    Residence,
)

_WORKS = frozenset({Occupation.WORK_FULL, Occupation.WORK_PART})
_NO_RENT = frozenset({HousingForm.NONE_OR_INSTITUTION})


def contradictions(answers: Answers, facts: Facts) -> tuple[Remark, ...]:
    """Everything that does not fit together, but what `incomes.merged` finds."""
    return tuple(found for rule in _RULES for found in rule(answers, facts))


def _incomes_said(answers: Answers, _facts: Facts) -> Iterator[Remark]:
    if answers.has_incomes is True and not answers.incomes:
        yield Remark("incomes.none_listed")
    if answers.has_incomes is False and answers.incomes:
        yield Remark("incomes.listed")
    if answers.has_assets is True and not answers.assets:
        yield Remark("assets.none_listed")
    if answers.has_assets is False and answers.assets:
        yield Remark("assets.listed")


def _income_days(answers: Answers, facts: Facts) -> Iterator[Remark]:
    """An income belongs to the month before or to the month itself, and has come in already."""
    first, _last = days_before(answers.period.month)
    for row in answers.incomes:
        if row.on is None:
            continue
        values: dict[str, int | str] = {"income": row.type.value, "on": row.on.isoformat()}
        if row.on < first or f"{row.on:%Y-%m}" > answers.period.month:
            yield Remark("income.other_month", values)
        elif row.on > facts.on:
            yield Remark("income.to_come", values)


def _persons(answers: Answers, _facts: Facts) -> Iterator[Remark]:
    count = len(answers.people) + len(answers.children)
    if answers.housing is not None and answers.housing.persons is not None and answers.housing.persons < count:
        yield Remark("home.too_few", {"persons": answers.housing.persons, "count": count})
    if count > MOST_PERSONS:
        yield Remark("home.too_many", {"persons": MOST_PERSONS, "count": count})
    numbers = Counter(child.personnummer for child in answers.children if child.personnummer)
    numbers.update(person.personnummer for person in answers.people)
    if any(times > 1 for times in numbers.values()):
        yield Remark("person.twice")


def _children(answers: Answers, _facts: Facts) -> Iterator[Remark]:
    first = date(int(answers.period.month[:4]), int(answers.period.month[5:]), 1)
    for number, child in enumerate(answers.children, start=1):
        if _age(child.personnummer, first) > OLDEST:
            yield Remark("child.too_old", {"number": number})
        if child.residence is Residence.FULL and child.days is not None:
            yield Remark("child.days", {"number": number, "days": child.days})


def _age(personnummer: str, on: date) -> int:
    try:
        return age_on(born_on(personnummer), on)
    except ValueError:
        return 0


def _costs(answers: Answers, _facts: Facts) -> Iterator[Remark]:
    twice = Counter((cost.type, cost.whose, cost.child, cost.amount, cost.due_on) for cost in answers.costs)
    for kind in sorted({key[0] for key, times in twice.items() if times > 1}):
        yield Remark("cost.twice", {"cost": kind.value})
    has_rent = any(cost.type is CostType.RENT and cost.amount for cost in answers.costs)
    if has_rent and answers.housing is not None and answers.housing.form in _NO_RENT:
        yield Remark("cost.rent_without_home")


def _occupations(answers: Answers, facts: Facts) -> Iterator[Remark]:
    for plan in answers.planning:
        if plan.occupation is Occupation.JOBSEEKING and _is_not_enrolled(facts.heard, plan):
            yield Remark("occupation.not_enrolled", {"whose": plan.whose.value})
        if plan.occupation in _WORKS and not _has_wage(answers, plan):
            yield Remark("occupation.no_wage", {"whose": plan.whose.value})
        if not plan.is_in_municipality:
            yield Remark("occupation.away", {"whose": plan.whose.value})


def _is_not_enrolled(heard: Sequence[Heard], plan: Planning) -> bool:
    replies = [one.reply for one in heard if one.agency is Agency.AF and one.whose is plan.whose and one.reply]
    return any(reply.enrolment is None or not reply.enrolment.is_enrolled for reply in replies)


def _has_wage(answers: Answers, plan: Planning) -> bool:
    return any(row.type is IncomeType.SALARY and row.whose is plan.whose for row in answers.incomes)


def _vehicles(answers: Answers, facts: Facts) -> Iterator[Remark]:
    stated = {_plate(asset.registration) for asset in answers.assets if asset.type is AssetType.VEHICLE}
    for one in facts.heard:
        for vehicle in one.reply.vehicles if one.reply else ():
            if _plate(vehicle.registration) not in stated:
                yield Remark("vehicle.not_stated", {"whose": one.whose.value, "registration": vehicle.registration})


def _plate(text: str) -> str:
    return "".join(text.split()).upper()


def _pending(answers: Answers, facts: Facts) -> Iterator[Remark]:
    """Something is applied for at an agency and the application does not say so."""
    stated = {one.whose for one in answers.pending}
    for one in facts.heard:
        if one.reply and one.reply.applied_for and one.whose not in stated:
            yield Remark("pending.not_stated", {"whose": one.whose.value, "agency": one.agency.value})


def _permits(answers: Answers, facts: Facts) -> Iterator[Remark]:
    for one in facts.heard:
        ends = one.reply.permit.valid_to if one.reply and one.reply.permit else None
        if ends is not None and f"{ends:%Y-%m}" < answers.period.month:
            yield Remark("permit.ended", {"whose": one.whose.value, "on": ends.isoformat()})


_RULES: tuple[Callable[[Answers, Facts], Iterator[Remark]], ...] = (
    _incomes_said,
    _income_days,
    _persons,
    _children,
    _costs,
    _occupations,
    _vehicles,
    _pending,
    _permits,
)
