"""The agencies' interface and its simulated twin: marked as such, about the demo's people; silence is not nothing."""

import json
from dataclasses import replace
from datetime import date
from importlib import resources

import pytest

from portal.accounts.population.simulated import demo_persons
from portal.core.settings import Mode, Settings
from portal.forms.assistance import agencies
from portal.forms.assistance.agencies.replies import Agency, Reply
from portal.forms.assistance.agencies.simulated import Simulated
from portal.forms.assistance.agencies.source import Question, ask_all, days_before
from portal.forms.assistance.agencies.unconnected import Unconnected
from portal.forms.assistance.rules import canonical
from portal.forms.assistance.rules.answers import Role

AMINA, OLENA, NOBODY = "199103142387", "199606062389", "200001012380"


def question(number: str, month: str = "2026-03") -> Question:
    return Question(number, Role.APPLICANT, *days_before(month))


def test_the_month_before_is_asked_about() -> None:
    assert days_before("2026-03") == (date(2026, 2, 1), date(2026, 2, 28))
    assert days_before("2026-01") == (date(2025, 12, 1), date(2025, 12, 31))


def test_made_up_answers_say_that_they_are_simulated() -> None:
    heard = ask_all(Simulated(), [question(AMINA)])
    assert [one.agency for one in heard] == sorted(Agency)
    assert all(one.is_simulated for one in heard)


def test_payments_are_those_of_the_month_asked_about() -> None:
    reply = Simulated().ask(question(AMINA, "2027-03"))[Agency.FK]
    assert {f"{payment.on:%Y-%m}" for payment in reply.payments} == {"2027-02"}
    assert {payment.type.value: payment.amount for payment in reply.payments}["child_allowance"] == 2_650_00


def test_a_silent_agency_is_not_one_that_has_nothing_to_say() -> None:
    heard = {one.agency: one.reply for one in ask_all(Simulated(), [question(OLENA)])}
    assert heard[Agency.FK] is None
    assert heard[Agency.CSN] == Reply()
    assert {one.reply for one in ask_all(Simulated(), [question(NOBODY)])} == {Reply()}


def test_only_those_asked_for_answer() -> None:
    asked = replace(question(AMINA), agencies=(Agency.AF, Agency.TNS))
    assert [one.agency for one in ask_all(Simulated(), [asked])] == [Agency.AF, Agency.TNS]


def test_without_an_agreement_everybody_is_silent_and_nothing_is_simulated() -> None:
    heard = ask_all(Unconnected(), [question(AMINA)])
    assert [(one.reply, one.is_simulated) for one in heard] == [(None, False)] * len(Agency)


@pytest.mark.parametrize(("mode", "kind"), [(Mode.DEMO, Simulated), (Mode.PRODUCTION, Unconnected)])
def test_made_up_agencies_belong_to_the_demo_alone(settings: Settings, mode: Mode, kind: type) -> None:
    assert isinstance(agencies.source_of(replace(settings, mode=mode)), kind)


def test_every_made_up_answer_is_about_a_person_of_the_demo_and_can_be_stored() -> None:
    text = resources.files(agencies).joinpath("simulated.json").read_text(encoding="utf-8")
    known = {person["personnummer"] for person in demo_persons()}
    numbers = json.loads(text)["persons"].keys()
    assert numbers <= known
    for number in numbers:
        for reply in Simulated().ask(question(number)).values():
            assert canonical.from_json(Reply, canonical.to_json(reply)) == reply


def test_a_question_never_shows_whom_it_is_about() -> None:
    assert AMINA not in repr(question(AMINA))
