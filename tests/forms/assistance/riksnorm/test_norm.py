"""The norm: who is counted, by which column, for how many days, in how large a home."""

import pytest

from portal.forms.assistance.riksnorm import (
    ALL,
    BadHouseholdError,
    DayDivisor,
    Household,
    Member,
    Month,
    Outcome,
    Practice,
    Role,
    Rounding,
    Status,
    calculate,
)
from tests.forms.assistance.riksnorm.making import ADULT, MARCH, child, home, kr, line, reckoned


@pytest.mark.parametrize(
    ("age", "kronor", "without_lunch"),
    [(0, 2740, 2560), (2, 3060, 2800), (3, 2720, 2500), (6, 3060, 2720), (7, 3820, 3820), (14, 4390, 4390)],
)
def test_a_child_costs_by_its_age_and_by_where_it_has_lunch(age: int, kronor: int, without_lunch: int) -> None:
    assert line(reckoned(ADULT, child(age)), "norm.child").amount == kr(kronor)
    assert line(reckoned(ADULT, child(age, lunch_away=True)), "norm.child").amount == kr(without_lunch)


def test_lunch_at_school_is_reckoned_with_already_and_the_line_says_so() -> None:
    assert line(reckoned(ADULT, child(9, lunch_away=True)), "norm.child").notes == ("lunch.none",)
    assert line(reckoned(ADULT, child(5, lunch_away=True)), "norm.child").notes == ("lunch",)


def test_two_adults_who_are_no_couple_have_a_single_s_costs_each() -> None:
    found = reckoned(ADULT, ADULT, cohabiting=False)
    assert found.norm == kr(3940 * 2 + 1410)
    assert [each.member for each in found.lines if each.code == "norm.single"] == [0, 1]


def test_nine_at_home() -> None:
    found = reckoned(ADULT, ADULT, *(child(age) for age in (1, 3, 5, 8, 12, 16, 19)))
    assert line(found, "norm.common").amount == kr(2830 + 2 * 190)


def test_children_alone_are_reckoned_and_a_person_must_ask_who_supports_them() -> None:
    found = reckoned(child(16), child(17))
    assert found.norm == kr(2 * 4960 + 1410)
    assert found.outcome is Outcome.ASSESS
    assert [question.code for question in found.for_a_human] == ["only_children"]


@pytest.mark.parametrize(
    ("divisor", "rounding", "kronor"),
    [
        (DayDivisor.MONTH, Rounding.NONE, 987.10),
        (DayDivisor.MONTH, Rounding.NEAREST, 987),
        (DayDivisor.MONTH, Rounding.UP, 988),
        (DayDivisor.THIRTY, Rounding.NONE, 1020),
        (DayDivisor.YEAR, Rounding.NONE, 1006.03),
    ],
)
def test_ten_days_of_a_child_of_five(divisor: DayDivisor, rounding: Rounding, kronor: float) -> None:
    found = reckoned(ADULT, child(5, days=10), practice=Practice(rounding, divisor))
    assert line(found, "norm.child").amount == kr(kronor)
    assert line(found, "norm.child").values == {"age": 5, "monthly": kr(3060), "days": 10, "of": 31}


@pytest.mark.parametrize("divisor", DayDivisor)
@pytest.mark.parametrize("month", [Month(2026, 1), Month(2026, 2), Month(2026, 4)], ids=str)
def test_every_day_of_the_month_is_the_whole_month(divisor: DayDivisor, month: Month) -> None:
    practice = Practice(day_divisor=divisor)
    found = reckoned(ADULT, child(12, days=month.days), month=month, practice=practice)
    assert found.norm == reckoned(ADULT, child(12), month=month).norm


@pytest.mark.parametrize("divisor", DayDivisor)
def test_more_days_never_cost_less_and_never_more_than_the_month(divisor: DayDivisor) -> None:
    practice = Practice(day_divisor=divisor)
    norms = [reckoned(ADULT, child(12, days=days), practice=practice).norm or 0 for days in range(32)]
    assert norms == sorted(norms)
    assert norms[0] == kr(5220)
    assert norms[31] == kr(3940 + 4390 + 1410)


def test_a_child_that_is_never_at_home_costs_nothing_but_is_shown() -> None:
    found = reckoned(ADULT, child(5, days=0))
    assert found.norm == kr(5220)
    assert line(found, "norm.child").amount == 0


def test_common_costs_count_a_child_on_the_days_when_it_is_at_home() -> None:
    found = reckoned(ADULT, child(5, days=10))
    assert line(found, "norm.common.days").amount == round(kr(130) * 10 / 31)


def test_children_s_days_are_taken_to_be_the_same_ones() -> None:
    """Twenty days with three at home, ten of them with four, eleven with the adult and one child."""
    found = reckoned(ADULT, child(12), child(5, days=20), child(8, days=10))
    more = kr(380) * 20 / 31 + kr(240) * 10 / 31
    assert line(found, "norm.common.days").amount == round(more)


def test_a_home_shared_with_others_gives_the_members_their_share_by_heads() -> None:
    found = reckoned(ADULT, ADULT, child(5), household_size=5)
    share = line(found, "norm.common")
    assert share.amount == kr(2330 * 3 / 5)
    assert share.values == {"own": 3, "persons": 5, "together": kr(2330)}
    assert "12 kap. 3 §" in share.law


def test_a_share_that_does_not_come_out_even_keeps_its_ore() -> None:
    assert line(reckoned(ADULT, household_size=3), "norm.common").amount == kr(596.67)


def test_the_share_of_a_child_at_home_some_days_is_a_share_too() -> None:
    found = reckoned(ADULT, child(5, days=31 // 2), household_size=4)
    base, both = 1790 / 3, 2030 / 2
    assert next(each for each in found.lines if each.key == "norm.common").amount == kr(596.67)
    total = sum(each.lower for each in found.lines if each.key.startswith("norm.common"))
    assert total == round(100 * (base + (both - base) * 15 / 31))


@pytest.mark.parametrize("days", [29, 30, 31])
def test_days_that_the_month_does_not_have_are_refused(days: int) -> None:
    with pytest.raises(BadHouseholdError, match=r"members\[1\]\.days: 2026-02 has 28 days"):
        reckoned(ADULT, child(5, days=days), month=Month(2026, 2))


def test_an_unknown_age_gives_the_least_and_the_most_of_all_ages() -> None:
    found = reckoned(ADULT, child(None))
    assert (found.status, found.result, found.norm) == (Status.INCOMPLETE, None, None)
    assert (found.lower, found.upper) == (kr(3940 + 2720 + 1410), kr(3940 + 5000 + 1410))
    assert found.missing == ("members[1].age",)
    assert found.outcome is Outcome.ASSESS


def test_unknown_lunch_matters_for_small_children_alone() -> None:
    small, big = (reckoned(ADULT, child(age, lunch_away=None)) for age in (4, 7))
    assert small.missing == ("members[1].lunch_away",)
    assert (line(small, "norm.child").lower, line(small, "norm.child").upper) == (kr(2720), kr(3060))
    assert big.missing == ()


def test_unknown_days_lie_between_none_and_all() -> None:
    found = reckoned(ADULT, child(5, days=None))
    assert (found.lower, found.upper) == (kr(5220), kr(3940 + 3060 + 1410))
    assert found.missing == ("members[1].days",)


def test_an_unknown_home_lies_between_the_members_alone_and_forty() -> None:
    found = reckoned(ADULT, household_size=None)
    assert found.missing == ("household_size",)
    assert found.upper == kr(5220)
    assert kr(3940) < found.lower < kr(3940 + 300)


@pytest.mark.parametrize(
    ("members", "more", "said"),
    [
        ((), {}, "at least one member"),
        ((ADULT,) * 41, {"cohabiting": False}, "at most 40"),
        ((ADULT,), {"cohabiting": True}, "a couple is two adults"),
        ((ADULT, ADULT, ADULT), {"cohabiting": True}, "a couple is two adults"),
        ((ADULT, ADULT), {"household_size": 1}, "cannot be smaller"),
        ((ADULT,), {"household_size": 41}, "at most 40 persons share"),
        ((ADULT, child(21)), {}, "0 to 20"),
        ((ADULT, child(-1)), {}, "0 to 20"),
        ((ADULT, child(5, days=32)), {}, "0 to 31"),
        ((ADULT, child(5, days=-1)), {}, "0 to 31"),
        ((ADULT, child(16, earned=-1)), {}, "cannot be negative"),
        ((Member(Role.ADULT, days=10),), {}, "are for children"),
        ((child(17, assistance_months=(MARCH,)), ADULT), {}, "for adults"),
        ((ADULT,), {"surplus": -1}, "cannot be negative"),
        ((ADULT,), {"surplus": 10**12}, "at most 10000000 kronor"),
    ],
)
def test_a_household_that_cannot_be_is_refused(
    members: tuple[Member, ...], more: dict[str, object], said: str
) -> None:
    with pytest.raises(BadHouseholdError, match=said):
        home(*members, **more)


def test_the_household_is_the_members_when_nobody_says_otherwise() -> None:
    assert Household((ADULT,)).household_size == ALL
    assert calculate(Household((ADULT,), household_size=1), MARCH) == calculate(Household((ADULT,)), MARCH)
