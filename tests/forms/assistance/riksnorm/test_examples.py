"""The worked examples that authorities and municipalities have published, exactly."""

from dataclasses import fields

from portal.forms.assistance.riksnorm import (
    Change,
    Cost,
    DayDivisor,
    Household,
    Income,
    Jobbstimulans,
    Month,
    Outcome,
    Practice,
    Rounding,
    table_for,
)
from portal.forms.assistance.riksnorm.amounts import divided
from portal.forms.assistance.riksnorm.case import Case
from portal.forms.assistance.riksnorm.laws import laws_in
from portal.forms.assistance.riksnorm.norm import norm_lines
from portal.forms.assistance.riksnorm.table import Table
from tests.forms.assistance.riksnorm.making import ADULT, MARCH, child, kr, line, reckoned


def test_a_single_person_in_2026() -> None:
    assert reckoned(ADULT).norm == kr(5220)


def test_a_couple_in_2026() -> None:
    assert reckoned(ADULT, ADULT).norm == kr(8510)


def test_norm_costs_and_special_costs_less_incomes() -> None:
    """The caremanagement test of Sundsvall: 10 500 + 9 500 + 500 - 12 000 = 8 500."""
    found = reckoned(
        ADULT,
        costs=(Cost("rent", kr(9500), kr(9500)), Cost("other", kr(500), kr(500))),
        incomes=(Income("salary", kr(12_000), 0),),
        changes=(Change("norm.single:0", kr(9220), "the norm of the example"),),
    )
    assert (found.norm, found.costs, found.incomes) == (kr(10_500), kr(10_000), kr(12_000))
    assert found.result == kr(8500)
    assert found.outcome is Outcome.GRANT


def test_two_of_four_share_the_common_costs() -> None:
    """Sundsvall: 2 030 x 2/4 = 1 015."""
    found = reckoned(ADULT, child(5), household_size=4)
    assert line(found, "norm.common").amount == kr(1015)


def test_a_share_is_rounded_up_to_whole_kronor_where_that_is_the_practice() -> None:
    """Sundsvall: 2 031 x 2/4 gives 1 016, rounding `up`; öre are kept by the usual practice."""
    assert divided(kr(2031) * 2, 4, Rounding.UP) == kr(1016)
    assert divided(kr(2031) * 2, 4, Rounding.NONE) == kr(1015.50)


def test_three_quarters_of_a_wage_with_jobbstimulans() -> None:
    found = reckoned(ADULT, incomes=(Income("salary", kr(5000), 0, Jobbstimulans.YES),))
    assert line(found, "income.salary").amount == kr(3750)


def test_a_day_of_a_child_of_eleven_to_fourteen() -> None:
    """Sundsvall: 4 390 a month is 144 a day, with day divisor `year` and rounding `nearest`."""
    practice = Practice(Rounding.NEAREST, DayDivisor.YEAR)
    found = reckoned(ADULT, child(12, days=1), practice=practice)
    assert line(found, "norm.child").amount == kr(144)


def test_a_rent_that_is_partly_approved_is_granted_in_part() -> None:
    found = reckoned(ADULT, costs=(Cost("rent", kr(9000), kr(8000)),))
    assert found.costs == kr(8000)
    assert found.outcome is Outcome.PARTLY


def test_the_caseworker_s_value_wins() -> None:
    found = reckoned(ADULT, costs=(Cost("electricity", kr(1000), kr(1100), "the bill says so"),))
    assert line(found, "cost.electricity").amount == kr(1100)


def test_an_adult_who_shares_a_home_with_four_others() -> None:
    """Socialstyrelsen's example of 2014: 1 710 / 5 + 2 950 = 3 292."""
    now = table_for(MARCH)
    values = {field.name: getattr(now, field.name) for field in fields(now)}
    old = Table(**values | {"single": kr(2950), "common": (0, *map(kr, (930, 1040, 1310, 1490, 1710, 1950, 2120)))})
    case = Case(Household((ADULT,), household_size=5), MARCH, Practice(), old, laws_in(MARCH), 31, [])
    assert sum(each.lower for each in norm_lines(case)) == kr(3292)


def test_the_household_of_the_interface() -> None:
    found = reckoned(
        ADULT,
        ADULT,
        child(5),
        child(8),
        household_size=4,
        costs=(Cost("rent", kr(9000), kr(8000), "..."),),
        incomes=(Income("salary", kr(5000), 0, Jobbstimulans.YES),),
    )
    assert (found.norm, found.costs, found.incomes) == (kr(16_010), kr(8000), kr(3750))
    assert found.result == kr(20_260)
    assert found.outcome is Outcome.PARTLY
    assert (found.missing, found.for_a_human) == ((), ())


def test_a_month_of_2025_uses_the_table_and_the_law_of_its_time() -> None:
    spring, autumn = (reckoned(ADULT, month=Month(2025, month)) for month in (6, 7))
    assert spring.norm == autumn.norm == kr(3910 + 1270)
    assert "(2001:937)" in spring.lines[0].law
    assert "(2025:468)" in autumn.lines[0].law
