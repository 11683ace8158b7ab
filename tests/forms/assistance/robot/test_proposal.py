"""The proposal follows the figures, unless a person must assess; and everything it may say has words."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from portal.forms.assistance import riksnorm, robot
from portal.forms.assistance.agencies.replies import (
    Agency,
    Enrolment,
    Heard,
    Payment,
    Permit,
    Reply,
    Vehicle,
    Wage,
)
from portal.forms.assistance.robot import text
from portal.forms.assistance.robot.assessing import assess
from portal.forms.assistance.robot.automatic import Hindrance, Standing, Switch, hindrances
from portal.forms.assistance.robot.facts import Facts, Match, MatchKind
from portal.forms.assistance.robot.proposal import Proposed
from portal.forms.assistance.robot.wording import HINDRANCES, SENTENCES
from portal.forms.assistance.rules.answers import (
    Answers,
    ApplicationKind,
    Asset,
    AssetType,
    Child,
    Cost,
    CostType,
    Housing,
    HousingForm,
    Income,
    IncomeType,
    PendingBenefit,
    Period,
    Residence,
)
from tests.factories.robot import LACKS, ME, STATED, answers, assessed, heard
from tests.forms.assistance.robot.making import any_answers, any_facts, practices

HOME = answers().housing or Housing(HousingForm.RENTAL)


def proposed(**more: Any) -> tuple[Proposed, list[str]]:
    found = assessed(answers(**more)).proposal
    return found.outcome, [one.code for one in (*found.missing, *found.questions)]


def test_a_complete_first_application_is_proposed_to_be_granted() -> None:
    found = assessed(answers())
    assert found.proposal.outcome is Proposed.GRANT
    assert found.proposal.amount == LACKS


def test_more_than_the_usual_rent_is_proposed_in_part() -> None:
    found = assessed(answers(), riksnorm.Practice(caps={"rent": 7_000_00}))
    assert found.proposal.outcome is Proposed.PARTLY
    assert found.proposal.amount == LACKS - 400_00


def test_who_has_enough_is_proposed_to_be_refused() -> None:
    rich = (*STATED, Income(IncomeType.OTHER, 9_000_00, None, ME))
    found = assessed(answers(incomes=rich))
    assert found.proposal.outcome is Proposed.REFUSE
    assert found.proposal.amount == 0


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("missing.home", {"housing": None}),
        ("missing.incomes", {"has_incomes": None, "incomes": ()}),
        ("missing.assets", {"has_assets": None}),
        ("missing.planning", {"planning": ()}),
        ("missing.attestation", {"is_attested": False}),
        ("missing.row", {"costs": (Cost(CostType.RENT, None),)}),
        ("missing.row", {"children": (Child("Utan nummer", ""),)}),
        ("missing.row", {"children": (replace(answers().children[0], residence=Residence.OTHER),)}),
        ("ask.supplementary", {"period": Period(ApplicationKind.SUPPLEMENTARY, "2026-10")}),
        ("ask.message", {"message": "Hej"}),
        ("ask.pending", {"pending": (PendingBenefit("bostadsbidrag", ME),)}),
        ("ask.assets", {"assets": (Asset(AssetType.BANK_SAVINGS, 4_000_00, ME),), "has_assets": True}),
        ("ask.home", {"housing": replace(HOME, form=HousingForm.SUBLET)}),
        ("ask.cost", {"costs": (Cost(CostType.GLASSES, 900_00),)}),
    ],
)
def test_what_is_missing_or_needs_judgement_is_left_to_a_person(code: str, more: dict[str, Any]) -> None:
    outcome, codes = proposed(**more)
    assert outcome is Proposed.ASSESS
    assert code in codes


def test_what_is_unknown_gives_a_range_that_holds_the_known_result() -> None:
    of = answers(children=(answers().children[0], replace(answers().children[1], lunch_away=None)))
    found = assessed(of).proposal
    assert found.amount is None
    assert found.lower <= LACKS <= found.upper


def test_a_silent_agency_makes_a_range_and_never_a_grant() -> None:
    of = answers()
    for agency in Agency:
        found = assessed(of, heard=heard(of, silent=[agency])).proposal
        assert found.outcome is Proposed.ASSESS
        assert agency.value in {one.values.get("agency") for one in found.missing}


def test_half_of_the_month_is_half_of_the_days() -> None:
    child = replace(answers().children[0], residence=Residence.HALF)
    (line,) = [one for one in assessed(answers(children=(child,))).result.lines if one.key == "norm.child:1"]
    assert line.values["days"] == 16
    assert line.values["of"] == 31


@given(any_answers, any_facts, practices)
@settings(max_examples=100)
def test_everything_the_robot_may_find_can_be_said_in_words(
    of: Answers, known: Facts, practice: riksnorm.Practice
) -> None:
    found = assess(of, known, practice)
    why = hindrances(
        found.proposal,
        Switch(is_on=False, delegation=""),
        Standing(0, may_be_simulated=False, has_enclosures=True, is_in_hand=True),
    )
    told = text.plain(text.for_staff(found.proposal, hindrances=why))
    assert "%(" not in told + text.plain(text.for_resident(found.result))


def test_every_code_in_the_source_has_a_sentence_and_every_sentence_a_code() -> None:
    folder = Path(robot.__file__).parent
    source = "".join(path.read_text() for path in folder.glob("*.py") if path.name != "wording.py")
    written = set(re.findall(r'Remark\(\s*"([a-z_.]+)"', source))
    computed = {code for code in SENTENCES if code.startswith(("change.", "finding."))}
    assert written - {"missing.row"} <= set(SENTENCES)
    assert set(SENTENCES) <= written | computed
    assert set(HINDRANCES) == set(Hindrance)


def test_the_caseworker_reads_what_was_found_and_never_what_the_other_household_is() -> None:
    of = answers(message="Hyran höjs i december")
    told = text.plain(text.for_staff(assessed(of).proposal))
    assert told.startswith("Proposal: a human must assess")
    assert "5\N{NO-BREAK SPACE}724\N{NO-BREAK SPACE}kr" in told
    assert "simulated" in told
    assert "There is a message" in told


def test_a_match_is_told_with_a_number_only_to_those_who_may_see_the_case() -> None:
    found = assessed(answers(), matches=(Match(MatchKind.ACCOUNT, "some-id"),)).proposal
    unseen = text.plain(text.for_staff(found))
    assert "some-id" not in unseen
    assert text.OTHER_CASE in unseen
    assert "E-26-00001" in text.plain(text.for_staff(found, numbers={"some-id": "E-26-00001"}))


def test_the_resident_reads_the_sum_first_and_then_each_line() -> None:
    head, *rest = text.for_resident(assessed(answers()).result, month="oktober 2026")
    assert "5\N{NO-BREAK SPACE}724" in head.title
    assert "oktober 2026" in head.sentences[0]
    assert [part.title for part in rest] == ["The norm", "Approved costs", "Incomes that count"]
    assert "Rent: 7\N{NO-BREAK SPACE}400\N{NO-BREAK SPACE}kr" in rest[1].sentences


def test_what_agencies_answered_is_told_with_amounts_and_days_and_silence_as_silence() -> None:
    of = answers()
    (part,) = text.of_agencies(heard(of, silent=[Agency.CSN]))
    told = "\n".join(part.sentences)
    assert len(part.sentences) == len(Agency)
    assert "Child allowance (barnbidrag) 2\N{NO-BREAK SPACE}650\N{NO-BREAK SPACE}kr, paid 2026-09-20" in told
    assert "enrolled as seeking work since 2024-09-02" in told
    assert "CSN (study support): has not answered" in told
    assert "the unemployment funds (simulated): knows of nothing" in told
    assert text.of_agencies(()) == ()


def test_everything_an_agency_may_answer_has_words() -> None:
    reply = Reply(
        payments=(Payment(IncomeType.PENSION, None, date(2026, 9, 1)),),
        wages=(Wage("Bageriet AB", 12_400_00),),
        enrolment=Enrolment(is_enrolled=False),
        vehicles=(Vehicle("KLM 04A", "car", "Volvo V50", 2008),),
        permit=Permit("temporary", date(2027, 3, 4)),
        applied_for=("bostadsbidrag",),
    )
    (part,) = text.of_agencies([Heard(Agency.FK, ME, reply)])
    for words in ("an unknown amount", "Bageriet AB", "not enrolled", "KLM 04A Volvo V50 2008", "2027-03-04"):
        assert words in part.sentences[0]
    assert "has applied for bostadsbidrag" in part.sentences[0]


def test_what_is_missing_is_told_with_the_line_it_is_about() -> None:
    told = text.plain(text.for_staff(assessed(answers(costs=(Cost(CostType.GLASSES, 900_00),))).proposal))
    assert "How much of cost number 1 do we approve? (Glasses)" in told


def test_what_a_silent_agency_would_say_is_told_once() -> None:
    of = answers()
    found = assessed(of, heard=heard(of, silent=[Agency.FK])).proposal
    assert [one.code for one in found.missing] == ["missing.agency"]
    assert found.amount is None
