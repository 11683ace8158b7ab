"""What holds for every household there can be."""

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.riksnorm import plain, traced
from portal.forms.assistance import riksnorm
from portal.forms.assistance.riksnorm import (
    ALL,
    DayDivisor,
    Household,
    Income,
    Jobbstimulans,
    Kind,
    Member,
    Month,
    Practice,
    Role,
    Status,
    calculate,
)
from tests.forms.assistance.riksnorm.making import ADULT, CHILDREN, MONTHS, PRACTICES, child, households

PACKAGE = Path(riksnorm.__file__).parent
PURE = {"collections", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "importlib", "json"}
PLAIN = PRACTICES.map(lambda practice: replace(practice, day_divisor=DayDivisor.MONTH))
PURE |= {"re", "types", "typing"}


@given(households(), MONTHS, PRACTICES)
def test_the_lines_make_the_sums(household: Household, month: Month, practice: Practice) -> None:
    found = calculate(household, month, practice)
    sums = {kind: sum(each.amount or 0 for each in found.lines if each.kind is kind) for kind in Kind}
    assert found.status is Status.CALCULATED
    assert (found.norm, found.costs, found.incomes) == tuple(sums.values())
    assert found.result == found.lower == found.upper == sums[Kind.NORM] + sums[Kind.COST] - sums[Kind.INCOME]
    assert all(each.lower >= 0 for each in found.lines)


@given(households(), MONTHS, PLAIN)
def test_the_trace_changes_no_figure(household: Household, month: Month, practice: Practice) -> None:
    assert traced(household, month, practice) == plain(household, month, practice)


@given(households(), CHILDREN, MONTHS, PRACTICES, st.booleans())
def test_one_more_child_never_lowers_the_norm(
    household: Household, more: Member, month: Month, practice: Practice, was_there: bool
) -> None:
    size = household.household_size
    if isinstance(size, int) and (size == len(household.members) or not was_there):
        size += 1
    larger = replace(household, members=(*household.members, more), household_size=size)
    before, after = (calculate(each, month, practice).norm for each in (household, larger))
    assert before is not None
    assert after is not None
    assert after >= before


@given(st.integers(0, 20), st.booleans(), MONTHS, st.data())
def test_the_days_at_two_parents_make_the_whole_month(
    age: int, lunch_away: bool, month: Month, data: st.DataObject
) -> None:
    days = data.draw(st.integers(0, month.days))
    costs = []
    for each in (days, month.days - days, ALL):
        found = calculate(Household((ADULT, child(age, lunch_away=lunch_away, days=each))), month)
        costs.append(sum(each.lower for each in found.lines if each.code in ("norm.child", "norm.baby")))
    assert costs[0] + costs[1] == costs[2]


@st.composite
def forgotten(draw: st.DrawFn, household: Household) -> Household:
    """The same household, where some of what was known is not."""
    members = tuple(
        replace(member, **draw(_blank("age", "days", "lunch_away", "earned")))
        if member.role is Role.CHILD
        else member
        for member in household.members
    )
    costs = tuple(
        replace(cost, **(draw(_blank("approved")) if (cost.approved or 0) <= (cost.applied or 0) else {}))
        for cost in household.costs
    )
    incomes = tuple(draw(st.sampled_from((each, *_unsure(each)))) for each in household.incomes)
    blank = draw(_blank("surplus", "household_size"))
    return replace(household, members=members, costs=costs, incomes=incomes, **blank)


def _unsure(income: Income) -> tuple[Income, ...]:
    return replace(income, amount=None), replace(income, jobbstimulans=Jobbstimulans.UNKNOWN)


def _blank(*names: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.lists(st.sampled_from(names), unique=True).map(dict.fromkeys)


@settings(max_examples=50)
@given(households(), MONTHS, PRACTICES, st.data())
def test_what_is_not_known_gives_a_range_that_holds_the_known(
    household: Household, month: Month, practice: Practice, data: st.DataObject
) -> None:
    known = calculate(household, month, practice)
    found = calculate(data.draw(forgotten(household)), month, practice)
    assert known.result is not None
    assert found.lower <= known.result <= found.upper
    assert (found.status is Status.INCOMPLETE) == bool(found.missing)
    assert found.missing or found.result == known.result
    assert all(bool(each.missing) or each.lower == each.upper for each in found.lines)


@given(households(), st.integers(1, 9999), st.integers(1, 12))
def test_no_other_year_is_ever_calculated(household: Household, year: int, month: int) -> None:
    try:
        found = calculate(household, Month(year, month))
    except riksnorm.NoTableError:
        assert year not in (2025, 2026)
    else:
        assert found.year == year


def test_the_calculation_knows_nothing_of_the_portal_but_its_words() -> None:
    names: set[str] = set()
    for path in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names.add(node.module or "")
    own = {name for name in names if name.startswith("portal.")}
    assert {name for name in own if not name.startswith(riksnorm.__name__)} == {"portal.core.words"}
    assert names - own <= PURE | {"collections.abc"}
