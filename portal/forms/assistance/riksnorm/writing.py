"""Households, practices and results as canonical JSON in kronor: the same input gives the same bytes, always.

What is usual is left out. A stored result holds codes and values and no words, so a better wording changes no byte.
"""

from collections.abc import Mapping
from typing import Any

from portal.forms.assistance.riksnorm.amounts import Amount, Rounding, to_kronor
from portal.forms.assistance.riksnorm.fields import canonical
from portal.forms.assistance.riksnorm.household import (
    ALL,
    Change,
    Cost,
    Household,
    Income,
    Jobbstimulans,
    Member,
    Source,
)
from portal.forms.assistance.riksnorm.practice import DayDivisor, Practice
from portal.forms.assistance.riksnorm.result import Line, Question, Result, Status, Values
from portal.forms.assistance.riksnorm.wording import AMOUNTS

_DECIDED = {Jobbstimulans.YES: True, Jobbstimulans.NO: False, Jobbstimulans.UNKNOWN: None}


def household_to_json(household: Household) -> str:
    """`household` as canonical JSON, in the form of the household file without its month."""
    return canonical(
        {"members": [_member(member) for member in household.members]}
        | _unless(usual=False, cohabiting=household.cohabiting)
        | _unless(usual=ALL, household_size=household.household_size)
        | _unless(usual=[], costs=[_cost(cost) for cost in household.costs])
        | _unless(usual=[], incomes=[_income(income) for income in household.incomes])
        | _unless(usual=0, surplus=_money(household.surplus))
        | _unless(usual=[], changes=[_change(change) for change in household.changes])
    )


def practice_to_json(practice: Practice) -> str:
    """`practice` as canonical JSON."""
    return canonical(
        _unless(usual=Rounding.NONE, rounding=practice.rounding)
        | _unless(usual=DayDivisor.MONTH, day_divisor=practice.day_divisor)
        | _unless(usual={}, caps={name: to_kronor(amount) for name, amount in practice.caps.items()})
    )


def result_to_json(result: Result) -> str:
    """`result` as canonical JSON: codes and values, no words."""
    return canonical(plain(result))


def plain(result: Result) -> dict[str, Any]:
    """`result` as JSON types, amounts in kronor, in the order in which people read it."""
    is_open = result.status is Status.INCOMPLETE
    return {
        "month": str(result.month),
        "status": result.status,
        "engine": result.engine,
        "table": {"year": result.year, "sfs": result.sfs},
        "norm": _money(result.norm),
        "costs": _money(result.costs),
        "incomes": _money(result.incomes),
        "result": _money(result.result),
        **({"lower": to_kronor(result.lower), "upper": to_kronor(result.upper)} if is_open else {}),
        "outcome": result.outcome,
        "lines": [_line(line) for line in result.lines],
        "missing": list(result.missing),
        "for_a_human": [_question(question) for question in result.for_a_human],
    }


def _unless(*, usual: Any, **named: Any) -> dict[str, Any]:
    """What is named, where it is not the usual."""
    return {name: value for name, value in named.items() if value is None or value != usual}


def _known(**named: Any) -> dict[str, Any]:
    """What is named, where it is not empty."""
    return {name: value for name, value in named.items() if value is not None and value not in ("", [], {})}


def _money(amount: Amount | None) -> int | float | None:
    return None if amount is None else to_kronor(amount)


def _member(member: Member) -> dict[str, Any]:
    months = None if member.assistance_months is None else [str(month) for month in member.assistance_months]
    return (
        {"role": member.role}
        | _known(age=member.age)
        | _unless(usual=ALL, days=member.days)
        | _unless(usual=False, lunch_away=member.lunch_away)
        | _unless(usual=0, earned_this_year=_money(member.earned))
        | ({} if months is None else {"assistance_months": months})
    )


def _cost(cost: Cost) -> dict[str, Any]:
    applied, approved, on = _money(cost.applied), _money(cost.approved), cost.on and cost.on.isoformat()
    return (
        _known(type=cost.type, applied=applied, approved=approved, reason=cost.reason, ref=cost.ref)
        | _unless(usual=Source.APPLICANT, source=cost.source)
        | _known(date=on)
    )


def _income(income: Income) -> dict[str, Any]:
    decided = income.jobbstimulans
    return (
        _known(type=income.type, amount=_money(income.amount), member=income.member, ref=income.ref)
        | ({"jobbstimulans": _DECIDED[decided]} if decided in _DECIDED else {})
        | _unless(usual=Source.APPLICANT, source=income.source)
        | _known(date=income.on and income.on.isoformat())
    )


def _change(change: Change) -> dict[str, Any]:
    return {"line": change.line, "amount": to_kronor(change.amount), "reason": change.reason}


def _line(line: Line) -> dict[str, Any]:
    bounds = {"lower": to_kronor(line.lower), "upper": to_kronor(line.upper)} if line.amount is None else {}
    return (
        {"code": line.code, "key": line.key, "amount": _money(line.amount)}
        | bounds
        | {"kind": line.kind, "law": line.law, "source": line.source}
        | _known(date=line.on and line.on.isoformat(), table=line.table, member=line.member, cap=_money(line.cap))
        | _known(reason=line.reason, notes=list(line.notes), missing=list(line.missing), values=_values(line.values))
    )


def _question(question: Question) -> dict[str, Any]:
    return {"code": question.code, "where": question.where} | _known(values=_values(question.values))


def _values(values: Values) -> Mapping[str, Any]:
    return {
        name: to_kronor(value) if name in AMOUNTS and isinstance(value, int) else value
        for name, value in values.items()
    }
