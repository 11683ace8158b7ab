"""Incomes: all count, but a part of an adult's wage (12:8), children's earnings up to a prisbasbelopp (12:9) and the
leisure card (12:7 a); what was left over last month is carried as an income.
"""

from typing import NamedTuple

from portal.forms.assistance.riksnorm.amounts import LARGEST, Amount, divided
from portal.forms.assistance.riksnorm.case import Case
from portal.forms.assistance.riksnorm.household import CHILD, Income, Jobbstimulans, Member, Source
from portal.forms.assistance.riksnorm.jobbstimulans import COUNTED, OF, month_of_period
from portal.forms.assistance.riksnorm.result import INCOME, NOTHING, Line, Question, Values
from portal.forms.assistance.riksnorm.wording import LABELS

EMPLOYMENT = "salary"
NOT_COUNTED = "leisure_card"
SURPLUS, UNLISTED = "income.surplus", "income.unlisted"
LISTED = LABELS.keys() - {SURPLUS, UNLISTED}
YES, NO, UNKNOWN, BY_MONTHS = Jobbstimulans.YES, Jobbstimulans.NO, Jobbstimulans.UNKNOWN, Jobbstimulans.BY_MONTHS

Bounds = tuple[Amount, Amount]
Earned = dict[int, tuple[Amount, Amount, tuple[str, ...]]]
"""What each child has earned this year so far, at the least and at the most, and what would settle it."""


class _Counted(NamedTuple):
    """How much of an income counts, on which ground, and what there is to say about it."""

    bounds: Bounds
    ground: str = "income"
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    values: Values = NOTHING


def income_lines(case: Case) -> list[Line]:
    """A line for every income in their order, then last month's surplus."""
    earned: Earned = {}
    lines = [_line(case, place, income, earned) for place, income in enumerate(case.household.incomes)]
    if case.household.surplus != 0:
        lines.append(_surplus(case))
    return lines


def _line(case: Case, place: int, income: Income, earned: Earned) -> Line:
    code, amount = f"income.{income.type}", income.amount
    key = f"{code}:{income.ref or place}"
    if code not in LISTED:
        code = UNLISTED
        case.questions.append(Question("income_type", f"incomes[{place}]", {"type": income.type}))
    (low, high), ground, notes, missing, more = _counted(case, place, income, earned)
    values = {"type": income.type, **more}
    if amount is not None:
        values["stated"] = amount
    elif high:
        notes, missing = ("amount_unknown",), (*missing, f"incomes[{place}].amount")
    law, whose = case.laws[ground], income.member
    return Line(
        code, key, INCOME, low, high, law, income.source, values, income.on, None, whose, None, "", notes, missing
    )


def _counted(case: Case, place: int, income: Income, earned: Earned) -> _Counted:
    amount, whose = income.amount, income.member
    bounds = (0, LARGEST) if amount is None else (amount, amount)
    member = None if whose is None else case.household.members[whose]
    is_childs = member is not None and member.role is CHILD
    if income.jobbstimulans is YES and (is_childs or income.type != EMPLOYMENT):
        case.questions.append(Question("jobbstimulans", f"incomes[{place}]"))
    if income.type == NOT_COUNTED:
        return _Counted((0, 0), "leisure_card", ("not_counted",) if income.amount is not None else ())
    if income.type != EMPLOYMENT:
        return _Counted(bounds)
    if is_childs and whose is not None:
        found = _of_child(case, whose, bounds, earned)
        if income.amount is None:
            earned[whose] = (*earned[whose][:2], (*earned[whose][2], f"incomes[{place}].amount"))
        if found.bounds[0]:
            limit = {"limit": case.table.price_base}
            case.questions.append(Question("child_earnings", f"incomes[{place}]", limit))
        return found
    return _of_adult(case, place, income, bounds)


def _of_adult(case: Case, place: int, income: Income, bounds: Bounds) -> _Counted:
    answer, number = income.jobbstimulans, None
    if answer is BY_MONTHS:
        number = _month_of_period(case, income)
        answer = YES if number else NO
    if answer is NO:
        return _Counted(bounds)
    low = divided(bounds[0] * COUNTED, OF, case.practice.rounding)
    high = low if bounds[0] == bounds[1] else divided(bounds[1] * COUNTED, OF, case.practice.rounding)
    if answer is UNKNOWN:
        missing = (f"incomes[{place}].jobbstimulans",) if bounds[1] else ()
        return _Counted((low, bounds[1]), "jobbstimulans", ("jobbstimulans.unknown",), missing)
    if number:
        return _Counted((low, high), "jobbstimulans", ("jobbstimulans.month",), values={"number": number})
    return _Counted((low, high), "jobbstimulans", ("jobbstimulans",))


def _month_of_period(case: Case, income: Income) -> int | None:
    member = None if income.member is None else case.household.members[income.member]
    months = None if member is None else member.assistance_months
    return None if months is None else month_of_period(months, case.month)


def _of_child(case: Case, whose: int, now: Bounds, earned: Earned) -> _Counted:
    """Of a child's wage, what lies above a prisbasbelopp in the calendar year; that may be counted, so people ask."""
    limit = case.table.price_base
    low, high, open_paths = earned.get(whose) or _earlier(case.household.members[whose], whose)
    earned[whose] = (low + now[0], high + now[1], open_paths)
    bounds = _above(limit, low, now[0]), _above(limit, high, now[1])
    missing = open_paths if bounds[0] != bounds[1] else ()
    return _Counted(bounds, "child_earnings", ("child_earnings",), missing, {"limit": limit, "earned": low})


def _earlier(member: Member, whose: int) -> tuple[Amount, Amount, tuple[str, ...]]:
    if member.earned is None:
        return 0, LARGEST, (f"members[{whose}].earned_this_year",)
    return member.earned, member.earned, ()


def _above(limit: Amount, before: Amount, now: Amount) -> Amount:
    return max(0, before + now - limit) - max(0, before - limit)


def _surplus(case: Case) -> Line:
    surplus, law = case.household.surplus, case.laws["income"]
    if surplus is None:
        return Line(SURPLUS, SURPLUS, INCOME, 0, LARGEST, law, Source.PREVIOUS_MONTH, missing=("surplus",))
    return Line(SURPLUS, SURPLUS, INCOME, surplus, surplus, law, Source.PREVIOUS_MONTH)
