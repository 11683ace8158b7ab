"""Households and practices read from JSON: the file of `portal riksnorm compute`, and what was stored."""

from typing import Any, Literal

from portal.forms.assistance.riksnorm.amounts import LARGEST, Rounding
from portal.forms.assistance.riksnorm.fields import Fields, parsed, read_month
from portal.forms.assistance.riksnorm.household import (
    ALL,
    BadHouseholdError,
    Change,
    Cost,
    Household,
    Income,
    Jobbstimulans,
    Member,
    Role,
    Source,
)
from portal.forms.assistance.riksnorm.month import Month
from portal.forms.assistance.riksnorm.practice import DayDivisor, Practice

LARGEST_FILE = 1_000_000
"""Letters; a household of 40 with all its rows is far below."""

_DECIDED = {True: Jobbstimulans.YES, False: Jobbstimulans.NO, None: Jobbstimulans.UNKNOWN}


def read_file(text: str) -> tuple[Household, Month | None]:
    """The household of a file and the month it names, if any; raises BadHouseholdError with one clear sentence."""
    if len(text) > LARGEST_FILE:
        raise BadHouseholdError(f"the file is longer than {LARGEST_FILE} letters")
    fields = Fields(parsed(text))
    month = fields.month("month") if "month" in fields else None
    return _household(fields), month


def household_from_json(text: str) -> Household:
    """The household that `household_to_json` wrote; raises BadHouseholdError for anything else."""
    return _household(Fields(parsed(text)))


def practice_from_json(text: str) -> Practice:
    """The practice that `practice_to_json` wrote; raises BadHouseholdError for anything else."""
    fields = Fields(parsed(text))
    rounding = fields.choice("rounding", Rounding, Rounding.NONE)
    divisor = fields.choice("day_divisor", DayDivisor, DayDivisor.MONTH)
    caps = Fields(fields.take("caps", {}), "caps")
    fields.done()
    return Practice(rounding, divisor, {name: caps.amount(name, 0) or 0 for name in caps.names()})


def _household(fields: Fields) -> Household:
    members = fields.each("members", _member)
    size = _all_or_whole(fields, "household_size")
    found: dict[str, Any] = {
        "cohabiting": fields.flag("cohabiting", usual=False),
        "costs": fields.each("costs", _cost),
        "incomes": fields.each("incomes", _income),
        "surplus": fields.amount("surplus", 0),
        "changes": fields.each("changes", _change),
    }
    fields.done()
    if found["cohabiting"] is None:
        raise BadHouseholdError("cohabiting: true or false is expected")
    return Household(members, household_size=size, **found)


def _member(value: Any, where: str) -> Member:
    fields = Fields(value, where)
    months = fields.each("assistance_months", read_month) if "assistance_months" in fields else None
    found = Member(
        fields.choice("role", Role),
        fields.whole("age"),
        _all_or_whole(fields, "days"),
        fields.flag("lunch_away", usual=False),
        fields.amount("earned_this_year", 0),
        months,
    )
    fields.done()
    return found


def _all_or_whole(fields: Fields, name: str) -> int | Literal["all"] | None:
    """A whole number, null for unknown; "all", or no such key, for all of them."""
    if fields.peek(name, ALL) == ALL:
        fields.take(name, ALL)
        return ALL
    return fields.whole(name)


def _cost(value: Any, where: str) -> Cost:
    fields = Fields(value, where)
    found = Cost(
        fields.code("type"),
        fields.amount("applied", None),
        fields.amount("approved", None),
        fields.text("reason"),
        fields.choice("source", Source, Source.APPLICANT),
        fields.day("date"),
        fields.text("ref"),
    )
    fields.done()
    return found


def _income(value: Any, where: str) -> Income:
    fields = Fields(value, where)
    decided = Jobbstimulans.BY_MONTHS
    if "jobbstimulans" in fields:
        decided = _DECIDED[fields.flag("jobbstimulans", usual=None)]
    found = Income(
        fields.code("type"),
        fields.amount("amount", None),
        fields.whole("member"),
        decided,
        fields.choice("source", Source, Source.APPLICANT),
        fields.day("date"),
        fields.text("ref"),
    )
    fields.done()
    return found


def _change(value: Any, where: str) -> Change:
    fields = Fields(value, where)
    line, amount, reason = fields.text("line"), fields.amount("amount", None), fields.text("reason")
    fields.done()
    if amount is None:
        raise fields.wrong("amount", f"an amount of 0 to {LARGEST // 100} kronor is expected")
    return Change(line, amount, reason)
