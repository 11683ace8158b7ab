"""No input ever gives an automatic anything but a full grant of an unchanged, complete, finding-free renewal."""

from dataclasses import replace
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.forms.assistance import riksnorm
from portal.forms.assistance.agencies.replies import Agency
from portal.forms.assistance.robot.assessing import assess
from portal.forms.assistance.robot.automatic import hindrances
from portal.forms.assistance.robot.changes import known
from portal.forms.assistance.robot.facts import Facts
from portal.forms.assistance.robot.proposal import Kept, Proposed
from portal.forms.assistance.rules.answers import Answers, ApplicationKind
from tests.forms.assistance.robot.making import (
    FREE,
    MUTATIONS,
    ON,
    Case,
    any_answers,
    any_facts,
    clean,
    practices,
)

any_case = st.tuples(any_answers, any_facts, practices, st.just(ON), st.just(FREE))
mutated = st.lists(st.sampled_from(sorted(MUTATIONS)), max_size=3).map(
    lambda names: reduce(lambda case, name: MUTATIONS[name](case), names, clean())
)


def is_automatic(case: Case) -> bool:
    answers, facts, practice, switch, standing = case
    return not hindrances(assess(answers, facts, practice).proposal, switch, standing)


def check_grant(case: Case) -> None:
    """Everything the law and the municipality ask of an automatic grant, worked out anew from what went in."""
    answers, facts, practice, switch, standing = case
    found = assess(answers, facts, practice)
    result = found.result
    assert switch.is_on
    assert switch.delegation.strip()
    assert answers.period.kind is ApplicationKind.RENEWAL
    assert answers.is_attested
    assert not answers.message
    assert facts.before is not None
    assert facts.before.outcome == "grant"
    assert facts.before.known == known(answers, facts.heard)
    assert not facts.matches
    assert not facts.said
    heard = {(one.whose, one.agency) for one in facts.heard if one.reply is not None}
    assert heard >= {(person.role, agency) for person in answers.people for agency in Agency}
    assert result.status is riksnorm.Status.CALCULATED
    assert result.outcome is riksnorm.Outcome.GRANT
    assert result.result is not None
    assert 0 < result.result <= standing.most
    costs = [line for line in result.lines if line.kind is riksnorm.Kind.COST]
    assert [line.amount for line in costs] == [cost.amount for cost in answers.costs]
    assert found.proposal.amount == result.result


def test_an_unchanged_complete_renewal_without_findings_may_be_granted_automatically() -> None:
    assert is_automatic(clean())
    check_grant(clean())


@pytest.mark.parametrize("name", sorted(MUTATIONS))
def test_each_departure_by_itself_leaves_the_decision_to_a_person(name: str) -> None:
    assert not is_automatic(MUTATIONS[name](clean()))


@given(mutated)
@settings(max_examples=150)
def test_any_departures_together_leave_the_decision_to_a_person(case: Case) -> None:
    if is_automatic(case):
        check_grant(case)


@given(any_case)
@settings(max_examples=300)
def test_whatever_is_said_and_heard_nothing_but_a_full_grant_is_automatic(case: Case) -> None:
    if is_automatic(case):
        check_grant(case)


@given(any_answers, any_facts, practices)
@settings(max_examples=200)
def test_the_robot_never_breaks_and_says_the_same_twice(
    answers: Answers, facts: Facts, practice: riksnorm.Practice
) -> None:
    first, again = assess(answers, facts, practice), assess(answers, facts, practice)
    text = first.kept.to_json()
    assert again.kept.to_json() == text
    assert Kept.from_json(text) == first.kept
    assert riksnorm.result_to_json(again.result) == riksnorm.result_to_json(first.result)
    household = riksnorm.household_to_json(first.household)
    stored = riksnorm.result_to_json(first.result)
    assert riksnorm.replay(household, riksnorm.practice_to_json(practice), stored) == stored


@given(any_answers, any_facts, practices, st.sampled_from(sorted({Agency.FK, Agency.CSN, Agency.SO, Agency.SKV})))
@settings(max_examples=100)
def test_while_an_agency_that_pays_is_silent_the_result_is_not_known(
    answers: Answers, facts: Facts, practice: riksnorm.Practice, silent: Agency
) -> None:
    kept = tuple(one for one in facts.heard if one.agency is not silent)
    found = assess(answers, replace(facts, heard=kept), practice)
    assert found.proposal.outcome is Proposed.ASSESS
    assert found.proposal.missing
    assert found.result.result is None or found.kept.facts.said
