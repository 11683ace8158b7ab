"""Households for the tests of the riksnorm: in kronor, and at random."""

from typing import Any

from hypothesis import strategies as st

from portal.forms.assistance.riksnorm import (
    ALL,
    Cost,
    DayDivisor,
    Household,
    Income,
    Jobbstimulans,
    Line,
    Member,
    Month,
    Practice,
    Result,
    Role,
    Rounding,
    calculate,
)

MARCH = Month(2026, 3)
ADULT = Member(Role.ADULT)


def kr(kronor: float) -> int:
    """Kronor as öre."""
    return round(kronor * 100)


def child(age: int | None, **more: Any) -> Member:
    """A child of the household."""
    return Member(Role.CHILD, age, **more)


def home(*members: Member, **more: Any) -> Household:
    """A household; two adults are a couple unless told otherwise."""
    adults = sum(member.role is Role.ADULT for member in members)
    return Household(members, **({"cohabiting": adults == 2} | more))


def reckoned(*members: Member, month: Month = MARCH, practice: Practice | None = None, **more: Any) -> Result:
    """The result of a household in March 2026."""
    return calculate(home(*members, **more), month, practice or Practice())


def line(result: Result, start: str) -> Line:
    """The only line whose key starts so."""
    found = [each for each in result.lines if each.key.startswith(start)]
    assert len(found) == 1, [each.key for each in result.lines]
    return found[0]


MONTHS = st.builds(Month, st.sampled_from((2025, 2026)), st.integers(1, 12))
AMOUNTS = st.integers(0, 3_000_000)
DAYS = st.integers(0, 28)
CHILDREN = st.builds(
    child, st.integers(0, 20), days=st.one_of(st.just(ALL), DAYS), lunch_away=st.booleans(), earned=AMOUNTS
)
GIVEN = st.lists(st.builds(Month, st.sampled_from((2024, 2025)), st.integers(1, 12)), max_size=20).map(tuple)
ADULTS = st.builds(Member, st.just(Role.ADULT), assistance_months=st.none() | GIVEN)
COSTS = st.builds(
    Cost, st.sampled_from(("rent", "electricity", "medicine")), AMOUNTS, AMOUNTS, st.sampled_from(("", "needed"))
)
PRACTICES = st.builds(
    Practice,
    rounding=st.sampled_from(Rounding),
    day_divisor=st.sampled_from(DayDivisor),
    caps=st.sampled_from(({}, {"rent": 700_000, "medicine": 10_000})),
)


@st.composite
def households(draw: st.DrawFn) -> Household:
    """A household in which everything is known."""
    adults = draw(st.lists(ADULTS, max_size=3))
    children = draw(st.lists(CHILDREN, min_size=0 if adults else 1, max_size=9))
    members = (*adults, *children)
    incomes = st.builds(
        Income,
        st.sampled_from(("salary", "child_allowance", "leisure_card")),
        AMOUNTS,
        st.integers(0, len(members) - 1),
        st.sampled_from((Jobbstimulans.BY_MONTHS, Jobbstimulans.YES, Jobbstimulans.NO)),
    )
    return Household(
        members,
        cohabiting=len(adults) == 2 and draw(st.booleans()),
        household_size=draw(st.just(ALL) | st.integers(len(members), 15)),
        costs=tuple(draw(st.lists(COSTS, max_size=4))),
        incomes=tuple(draw(st.lists(incomes, max_size=4))),
        surplus=draw(AMOUNTS),
    )
