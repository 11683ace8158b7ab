"""Costs, caps and incomes: what counts, what a person must assess, what is not known."""

import pytest

from portal.forms.assistance.riksnorm import (
    BadHouseholdError,
    Change,
    Cost,
    Income,
    Jobbstimulans,
    Kind,
    Member,
    Month,
    Outcome,
    Practice,
    Result,
    Role,
    Source,
    Status,
)
from portal.forms.assistance.riksnorm.amounts import LARGEST
from tests.forms.assistance.riksnorm.making import ADULT, child, home, kr, line, reckoned

CAPPED = Practice(caps={"rent": kr(7000)})
YES = Jobbstimulans.YES


def rent(applied: float | None, approved: float | None, reason: str = "", practice: Practice = CAPPED) -> Result:
    """A single person with a rent."""
    sums = [None if each is None else kr(each) for each in (applied, approved)]
    return reckoned(ADULT, costs=(Cost("rent", sums[0], sums[1], reason),), practice=practice)


def wage(kronor: float | None, member: int | None = 0, answer: Jobbstimulans = Jobbstimulans.BY_MONTHS) -> Income:
    """A wage after tax."""
    return Income("salary", None if kronor is None else kr(kronor), member, answer)


def test_a_cost_below_the_cap_is_approved_as_it_is() -> None:
    found = rent(6500, 6500)
    assert line(found, "cost.rent").amount == kr(6500)
    assert found.outcome is Outcome.GRANT


def test_a_cost_above_the_cap_is_cut_to_it() -> None:
    found = rent(8000, 8000)
    cut = line(found, "cost.rent")
    assert (cut.amount, cut.cap, cut.notes) == (kr(7000), kr(7000), ("capped",))
    assert cut.values == {"type": "rent", "applied": kr(8000), "approved": kr(8000), "cap": kr(7000)}
    assert found.outcome is Outcome.PARTLY


def test_a_caseworker_lifts_the_cap_with_a_reason() -> None:
    found = rent(8000, 8000, "the children go to school here")
    lifted = line(found, "cost.rent")
    assert (lifted.amount, lifted.notes) == (kr(8000), ("above_cap",))
    assert lifted.reason == "the children go to school here"
    assert found.outcome is Outcome.GRANT


def test_without_a_cap_nothing_is_cut() -> None:
    assert line(rent(80_000, 80_000, practice=Practice()), "cost.rent").amount == kr(80_000)


def test_a_cost_that_nobody_has_assessed_lies_between_nothing_and_what_was_applied_for() -> None:
    found = rent(6500, None)
    assert found.status is Status.INCOMPLETE
    assert (found.lower, found.upper) == (kr(5220), kr(11_720))
    assert (found.costs, found.result) == (None, None)
    assert found.missing == ("costs[0].approved",)
    assert found.for_a_human == ()


def test_whether_more_than_the_cap_is_reasonable_is_asked() -> None:
    found = rent(8000, None)
    assert [(each.code, each.where) for each in found.for_a_human] == [("above_cap", "costs[0]")]
    assert found.upper == kr(13_220)


def test_a_cost_without_an_amount_is_not_nothing() -> None:
    found = rent(None, None)
    assert found.upper == kr(5220) + LARGEST
    assert found.missing == ("costs[0].applied", "costs[0].approved")


def test_nothing_applied_for_leaves_nothing_to_assess() -> None:
    assert rent(0, None).status is Status.CALCULATED


def test_what_the_law_names_and_what_it_does_not_rest_on_different_sections() -> None:
    found = reckoned(ADULT, costs=(Cost("electricity", 0, 0), Cost("medicine", 0, 0)))
    assert [each.law for each in found.lines if each.kind is Kind.COST] == [
        "12 kap. 7 § 2 socialtjänstlagen (2025:400)",
        "12 kap. 1 § socialtjänstlagen (2025:400)",
    ]


@pytest.mark.parametrize("name", ["castle", "unlisted"])
def test_a_type_that_we_do_not_know_is_counted_and_asked_about(name: str) -> None:
    found = reckoned(ADULT, costs=(Cost(name, kr(10), kr(10)),), incomes=(Income(name, kr(4)),))
    assert found.result == kr(5220 + 10 - 4)
    assert [each.code for each in found.for_a_human] == ["cost_type", "income_type"]
    assert found.outcome is Outcome.ASSESS


def test_all_incomes_count() -> None:
    incomes = (Income("child_allowance", kr(1250), 0), Income("housing_allowance", kr(1500)), wage(3000))
    found = reckoned(ADULT, child(5), incomes=incomes)
    assert found.incomes == kr(5750)


def test_the_leisure_card_does_not_count() -> None:
    found = reckoned(ADULT, incomes=(Income("leisure_card", kr(500), 0),))
    assert found.incomes == 0
    assert "7 a §" in line(found, "income.leisure_card").law


def test_an_income_that_is_not_known_is_not_nothing() -> None:
    found = reckoned(ADULT, incomes=(Income("pension", None, 0),))
    assert (found.lower, found.upper) == (kr(5220) - LARGEST, kr(5220))
    assert found.missing == ("incomes[0].amount",)


def test_what_was_left_over_last_month_is_an_income() -> None:
    found = reckoned(ADULT, surplus=kr(431))
    assert found.result == kr(5220 - 431)
    assert line(found, "income.surplus").source is Source.PREVIOUS_MONTH


def test_an_unknown_surplus_is_not_nothing() -> None:
    assert reckoned(ADULT, surplus=None).missing == ("surplus",)


@pytest.mark.parametrize(
    ("incomes", "outcome", "result"), [(5219, "grant", 1), (5220, "refuse", 0), (6000, "refuse", -780)]
)
def test_nothing_lacking_speaks_for_a_refusal(incomes: int, outcome: str, result: int) -> None:
    found = reckoned(ADULT, incomes=(wage(incomes),))
    assert (found.outcome, found.result) == (outcome, kr(result))


def test_a_child_s_wage_does_not_count_up_to_a_prisbasbelopp_a_year() -> None:
    found = reckoned(ADULT, child(17, earned=kr(40_000)), incomes=(wage(19_200, 1),))
    assert found.incomes == 0
    assert found.for_a_human == ()


def test_what_a_child_earns_above_it_may_count_and_is_asked_about() -> None:
    found = reckoned(ADULT, child(17, earned=kr(50_000)), incomes=(wage(5000, 1), wage(7000, 1), wage(100, 1)))
    assert [each.amount for each in found.lines if each.kind is Kind.INCOME] == [0, kr(2800), kr(100)]
    assert [each.code for each in found.for_a_human] == ["child_earnings", "child_earnings"]
    assert found.outcome is Outcome.ASSESS


def test_what_a_child_gets_otherwise_counts() -> None:
    found = reckoned(ADULT, child(17), incomes=(Income("child_support", kr(2000), 1),))
    assert found.incomes == kr(2000)


def test_a_child_whose_earlier_earnings_are_not_known() -> None:
    found = reckoned(ADULT, child(17, earned=None), incomes=(wage(5000, 1),))
    assert found.missing == ("members[1].earned_this_year",)
    assert (found.lower, found.upper) == (kr(3940 + 4960 + 1410 - 5000), kr(3940 + 4960 + 1410))


def test_a_wage_that_is_not_known_leaves_the_next_one_open_too() -> None:
    found = reckoned(ADULT, child(17), incomes=(wage(None, 1), wage(100, 1)))
    assert [each.missing for each in found.lines if each.kind is Kind.INCOME] == [("incomes[0].amount",)] * 2
    assert found.missing == ("incomes[0].amount",)


def test_jobbstimulans_is_not_for_children_nor_for_what_is_no_wage() -> None:
    found = reckoned(ADULT, child(17), incomes=(wage(4000, 1, YES), Income("pension", kr(4000), 0, YES)))
    assert found.incomes == kr(4000)
    assert [each.code for each in found.for_a_human] == ["jobbstimulans", "jobbstimulans"]


def test_whether_jobbstimulans_applies_may_be_unknown() -> None:
    found = reckoned(ADULT, incomes=(wage(4000, 0, Jobbstimulans.UNKNOWN),))
    assert (found.lower, found.upper) == (kr(5220 - 4000), kr(5220 - 3000))
    assert found.missing == ("incomes[0].jobbstimulans",)


def test_the_months_of_assistance_decide_where_nobody_has() -> None:
    months = tuple(Month(2025, 8).later(each) for each in range(7))
    helped = Member(Role.ADULT, assistance_months=months)
    found = reckoned(helped, ADULT, incomes=(wage(4000, 0), wage(4000, 1), wage(4000, 0, Jobbstimulans.NO)))
    assert [each.amount for each in found.lines if each.kind is Kind.INCOME] == [kr(3000), kr(4000), kr(4000)]
    assert found.lines[2].values["number"] == 2


def test_a_wage_of_nobody_in_particular_counts_in_full() -> None:
    assert reckoned(ADULT, incomes=(wage(4000, None),)).incomes == kr(4000)


def test_a_change_wins_over_the_calculation_and_keeps_what_it_gave() -> None:
    found = reckoned(ADULT, child(5), changes=(Change("norm.child:1", kr(3500), "dearer food for medical reasons"),))
    changed = line(found, "norm.child:1")
    assert found.norm == kr(3940 + 3500 + 1410)
    assert (changed.values["computed"], changed.source) == (kr(3060), Source.CASEWORKER)
    assert changed.reason == "dearer food for medical reasons"
    assert "tredje stycket" in changed.law


def test_a_change_settles_what_was_not_known() -> None:
    found = reckoned(ADULT, incomes=(wage(None),), changes=(Change("income.salary:0", kr(900), "payslip"),))
    assert (found.status, found.result) == (Status.CALCULATED, kr(5220 - 900))
    assert line(found, "income.salary").notes[-1] == "changed.unknown"


def test_a_change_follows_its_row_by_name() -> None:
    rows = (Cost("medicine", kr(100), kr(100), ref="b"), Cost("medicine", kr(200), kr(200), ref="a"))
    found = reckoned(ADULT, costs=rows, changes=(Change("cost.medicine:a", kr(50), "half"),))
    assert found.costs == kr(150)


def test_a_change_of_a_line_that_is_gone_is_asked_about() -> None:
    found = reckoned(ADULT, changes=(Change("cost.rent:0", kr(50), "half"),))
    assert [(each.code, each.where) for each in found.for_a_human] == [("change_without_line", "cost.rent:0")]


def test_a_change_without_a_reason_is_refused() -> None:
    with pytest.raises(BadHouseholdError, match="needs a reason"):
        home(ADULT, changes=(Change("norm.single:0", 0, " "),))


@pytest.mark.parametrize("member", [-1, 1, 7])
def test_an_income_of_nobody_there_is_refused(member: int) -> None:
    with pytest.raises(BadHouseholdError, match="no such member"):
        home(ADULT, incomes=(wage(100, member),))


def test_negative_and_absurd_amounts_are_refused() -> None:
    for cost in (Cost("rent", -1), Cost("rent", 0, -1), Cost("rent", LARGEST + 1)):
        with pytest.raises(BadHouseholdError, match="an amount"):
            home(ADULT, costs=(cost,))
    with pytest.raises(BadHouseholdError, match="negative"):
        home(ADULT, incomes=(Income("salary", -1),))
