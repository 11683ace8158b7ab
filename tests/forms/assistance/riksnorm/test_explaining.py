"""The calculation in words, as a resident reads it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.forms.assistance.riksnorm import (
    Cost,
    Household,
    Income,
    Jobbstimulans,
    Month,
    Outcome,
    answer,
    calculate,
    explained,
    line_note,
    line_text,
    missing_text,
    question_text,
    wording,
)
from portal.forms.assistance.riksnorm.amounts import shown
from tests.forms.assistance.riksnorm.making import ADULT, MONTHS, child, households, kr, line, reckoned
from tests.forms.assistance.riksnorm.test_properties import forgotten

LEFT = re.compile(r"%\(|%s")


def spaced(text: str) -> str:
    """With spaces that break."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("ore", "text"),
    [
        (306_000, "3 060 kr"),
        (98_710, "987,10 kr"),
        (0, "0 kr"),
        (5, "0,05 kr"),
        (-43_100, "−431 kr"),
        (10**9, "10 000 000 kr"),
    ],
)
def test_money_reads_as_in_sweden(ore: int, text: str) -> None:
    assert spaced(shown(ore)) == text


def test_a_line_says_what_it_is_for() -> None:
    found = reckoned(ADULT, child(5, days=10, lunch_away=True), child(0))
    assert line_text(line(found, "norm.child:1")) == "Personal costs for a child of 5"
    assert line_text(line(found, "norm.child:2")) == "Personal costs for a child under one year"
    assert spaced(line_note(line(found, "norm.child:1"))) == (
        "lunch away from home five days a week; 10 of 31 days; a whole month is 2 720 kr"
    )


def test_the_whole_of_it() -> None:
    found = reckoned(
        ADULT,
        child(5),
        costs=(Cost("rent", kr(9000), kr(8000), "too dear for two"),),
        incomes=(Income("salary", kr(5000), 0, Jobbstimulans.YES),),
    )
    text = spaced(re.sub(r" \[.*?\]", "", explained(found)))
    assert text.splitlines() == [
        "Calculation for 2026-03 by the riksnorm 2026 (SFS 2025:1046)",
        "",
        "The norm",
        "  Personal costs for an adult: 3 940 kr",
        "  Personal costs for a child of 5: 3 060 kr",
        "  Common household costs for 2 persons: 1 410 kr",
        "  The norm together: 8 410 kr",
        "",
        "Approved costs",
        "  Rent: 8 000 kr (applied for 9 000 kr, approved 8 000 kr; too dear for two)",
        "  Costs together: 8 000 kr",
        "",
        "Incomes that count",
        "  Wage after tax: 3 750 kr (5 000 kr after tax; a quarter is not counted)",
        "  Incomes together: 3 750 kr",
        "",
        "The month lacks: 12 660 kr",
        "Proposal: grant in part",
    ]


def test_a_range_is_told_as_one_and_what_would_settle_it() -> None:
    text = spaced(explained(reckoned(ADULT, child(None), costs=(Cost("rent", kr(9000)),))))
    assert "We cannot calculate the result yet: between 8 070 kr and 19 350 kr" in text
    assert "  How old is the child (person 2)?\n  How much of cost number 1 do we approve?" in text
    assert "Proposal: a person must assess" in text


def test_with_an_unknown_income_there_is_only_a_most() -> None:
    text = spaced(explained(reckoned(ADULT, incomes=(Income("pension", None),))))
    assert "We cannot calculate the result yet: at most 5 220 kr" in text


def test_what_is_left_over_is_told() -> None:
    text = spaced(explained(reckoned(ADULT, incomes=(Income("pension", kr(6000)),))))
    assert "Left over: 780 kr\nProposal: refuse" in text


def test_every_word_goes_through_the_translation() -> None:
    found = reckoned(child(None), costs=(Cost("castle"),), incomes=(Income("salary", kr(1), 0, Jobbstimulans.YES),))
    told = explained(found, lambda text: f"<{text}>" if "%" not in text else text)
    rows = [row.strip() for row in told.splitlines()[1:] if row]
    assert all(row.startswith(("<", "Personal costs", "Common", "Other cost (", "How ", "We do not")) for row in rows)
    assert "<Proposal: a person must assess>" in rows
    assert any(row.startswith("<Wage after tax>: ") for row in rows)


@given(households(), MONTHS, st.data())
def test_no_place_in_the_words_is_left_empty(household: Household, month: Month, data: st.DataObject) -> None:
    found = calculate(data.draw(forgotten(household)), month)
    told = answer(found)
    texts = [line[name] for line in told["lines"] for name in ("label", "note") if name in line]
    texts += [question["text"] for question in told["for_a_human"]] + [missing_text(path) for path in found.missing]
    assert all(text and not LEFT.search(text) for text in (*texts, explained(found)))
    assert [question_text(each) for each in found.for_a_human] == [each["text"] for each in told["for_a_human"]]
    assert found.outcome is Outcome.ASSESS or not found.for_a_human


def test_every_label_belongs_to_a_kind() -> None:
    assert {code.split(".")[0] for code in wording.LABELS} == {"norm", "cost", "income"}
