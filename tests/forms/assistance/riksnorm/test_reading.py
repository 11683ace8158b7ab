"""The household file: what is meant is taken, what is not right is refused with its path and one sentence."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.forms.assistance.riksnorm import (
    ALL,
    BadHouseholdError,
    Jobbstimulans,
    Month,
    practice_from_json,
    read_file,
)
from tests.forms.assistance.riksnorm.making import kr

LEAST: dict[str, Any] = {"members": [{"role": "adult"}]}


def refused(content: Any) -> str:
    """What is said about a file."""
    text = content if isinstance(content, str) else json.dumps(content)
    with pytest.raises(BadHouseholdError) as refusal:
        read_file(text)
    return str(refusal.value)


def test_the_least_there_is() -> None:
    household, month = read_file(json.dumps(LEAST))
    assert month is None
    assert household.household_size == ALL
    assert (household.costs, household.incomes, household.surplus) == ((), (), 0)


def test_what_is_null_is_unknown_and_what_is_left_out_is_not() -> None:
    raw = {"members": [{"role": "child", "age": None, "days": None, "lunch_away": None}, {"role": "child", "age": 3}]}
    household, _ = read_file(json.dumps(raw | {"household_size": None, "surplus": None}))
    unknown, known = household.members
    assert (unknown.age, unknown.days, unknown.lunch_away) == (None, None, None)
    assert (known.days, known.lunch_away, known.earned) == (ALL, False, 0)
    assert (household.household_size, household.surplus) == (None, None)


@pytest.mark.parametrize(
    ("written", "ore"), [("5000", 500_000), ("5000.00", 500_000), ("12.5", 1250), ("0.01", 1), ("1e3", 100_000)]
)
def test_amounts_are_read_to_the_ore(written: str, ore: int) -> None:
    household, _ = read_file(json.dumps(LEAST | {"incomes": [{"type": "salary", "amount": 0}]}).replace("0", written))
    assert household.incomes[0].amount == ore


@pytest.mark.parametrize(
    ("written", "meant"), [(True, "yes"), (False, "no"), (None, "unknown"), ("left out", "by_months")]
)
def test_jobbstimulans_may_be_decided_unknown_or_left_to_the_months(written: bool | str | None, meant: str) -> None:
    row = {"type": "salary", "amount": 1} | ({} if written == "left out" else {"jobbstimulans": written})
    household, _ = read_file(json.dumps(LEAST | {"incomes": [row]}))
    assert household.incomes[0].jobbstimulans is Jobbstimulans(meant)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"moth": "2026-03"}, "moth: unknown key"),
        ({"month": "2026-13"}, "month: a month is written YYYY-MM"),
        ({"month": 202603}, "month: a month is written YYYY-MM"),
        ({"members": None}, "members: a list in brackets is expected"),
        ({"members": []}, "members: a household has at least one member"),
        ({"members": ["adult"]}, "members[0]: an object in braces is expected"),
        ({"members": [{}]}, "members[0].role: is missing"),
        ({"members": [{"role": "dog"}]}, "members[0].role: one of adult, child is expected"),
        ({"members": [{"role": "adult", "shoe": 42}]}, "members[0].shoe: unknown key"),
        ({"members": [{"role": "child", "age": "5"}]}, "members[0].age: a whole number is expected"),
        ({"members": [{"role": "child", "age": 5.5}]}, "members[0].age: a whole number is expected"),
        ({"members": [{"role": "child", "age": True}]}, "members[0].age: a whole number is expected"),
        ({"members": [{"role": "child", "age": 21}]}, "members[0].age: a child of the household is 0 to 20 years"),
        ({"members": [{"role": "child", "age": 5, "days": "half"}]}, "members[0].days: a whole number is expected"),
        ({"members": [{"role": "child", "age": 5, "days": 32}]}, "members[0].days: a month has 0 to 31 days"),
        ({"members": [{"role": "child", "lunch_away": "no"}]}, "members[0].lunch_away: true or false is expected"),
        ({"cohabiting": None}, "cohabiting: true or false is expected"),
        ({"cohabiting": True}, "cohabiting: a couple is two adults among the members"),
        ({"household_size": 0}, "household_size: it cannot be smaller than the number of members"),
        ({"costs": {}}, "costs: a list in brackets is expected"),
        ({"costs": [{}]}, "costs[0].type: is missing"),
        ({"costs": [{"type": "Rent"}]}, "costs[0].type: a name in small letters is expected, such as rent or salary"),
        ({"costs": [{"type": "rent", "applied": -1}]}, "costs[0].applied: an amount cannot be negative"),
        ({"costs": [{"type": "rent", "applied": "9000"}]}, "costs[0].applied: an amount is a number of kronor"),
        ({"costs": [{"type": "rent", "applied": 0.001}]}, "costs[0].applied: an amount has at most two decimals"),
        ({"costs": [{"type": "rent", "applied": 1e30}]}, "costs[0].applied: an amount is at most 10000000 kronor"),
        ({"costs": [{"type": "rent", "reason": 7}]}, "costs[0].reason: a text of at most 2000 letters is expected"),
        ({"costs": [{"type": "rent", "date": "1/3"}]}, "costs[0].date: a date is written YYYY-MM-DD"),
        ({"costs": [{"type": "rent", "source": "table-turning"}]}, "costs[0].source: one of table, applicant"),
        ({"incomes": [{"type": "salary", "amount": True}]}, "incomes[0].amount: an amount is a number of kronor"),
        (
            {"incomes": [{"type": "salary", "member": 1}]},
            "incomes[0].member: there is no such member; the first is 0",
        ),
        (
            {"incomes": [{"type": "salary", "jobbstimulans": 1}]},
            "incomes[0].jobbstimulans: true or false is expected",
        ),
        ({"surplus": -1}, "surplus: an amount cannot be negative"),
        ({"changes": [{"line": "x", "reason": "y"}]}, "changes[0].amount: an amount of 0 to 10000000"),
        ({"changes": [{"line": "x", "amount": 1}]}, "changes[0].reason: a changed line needs a reason"),
    ],
)
def test_what_is_not_right_is_refused_in_one_sentence(raw: dict[str, Any], said: str) -> None:
    told = refused(LEAST | raw)
    assert told.startswith(said)
    assert "\n" not in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "this is not JSON"),
        ("{", "this is not JSON"),
        ("[]", "the file: an object in braces is expected"),
        ('{"members":[{"role":"adult"}],"surplus":NaN}', "NaN is not an amount"),
        ('{"members":[{"role":"adult"}],"surplus":Infinity}', "Infinity is not an amount"),
        ('{"members":[{"role":"adult"}],"surplus":1,"surplus":2}', "surplus: the key is there twice"),
        ('{"surplus":' + "9" * 5000 + "}", "this is not JSON: a number is too long"),
        ("{}", "members: a household has at least one member"),
        ('{"members":[{"role":"adult"}],"surplus":1e999999}', "surplus: an amount is at most"),
        ('{"members":[{"role":"adult"}],"surplus":-1e-999999}', "surplus: an amount has at most two decimals"),
        ("[" * 100_000, "this is not JSON of ours: it is nested too deeply"),
        (" " * 1_000_001, "the file is longer than 1000000 letters"),
    ],
)
def test_hostile_files_are_refused(text: str, said: str) -> None:
    assert refused(text).startswith(said)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = ("month", "members", "cohabiting", "household_size", "costs", "incomes", "surplus", "changes")


@given(st.dictionaries(st.sampled_from(KEYS), JSON))
def test_nothing_but_a_refusal_comes_of_nonsense(raw: dict[str, Any]) -> None:
    with contextlib.suppress(BadHouseholdError):
        household, month = read_file(json.dumps(LEAST | raw))
        assert household.members
        assert month is None or isinstance(month, Month)


def test_a_practice_that_is_not_right_is_refused() -> None:
    assert practice_from_json('{"caps":{"rent":7000}}').caps == {"rent": kr(7000)}
    for text in ('{"rounding":"down"}', '{"caps":{"rent":-1}}', '{"colour":1}', '{"day_divisor":30}'):
        with pytest.raises(BadHouseholdError):
            practice_from_json(text)
