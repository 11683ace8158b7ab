"""Who may fill in, and that nobody else's draft is ever found."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.core import clock
from portal.forms.drafts.models import Draft
from tests.factories.filling import (
    NOON,
    RENT,
    ROOT,
    Applicant,
    action_of,
    carried,
    database_of,
    draft_in,
    with_hidden,
    without_address,
)


def test_a_page_that_is_not_asked_looks_as_one_that_does_not_exist(amina: Applicant) -> None:
    amina.begin()
    page = amina.page("message")
    for code in ("co_applicant", "jobs", "declaration", "message/rad", "costs/rad/abcd"):
        assert without_address(amina.get(f"{ROOT}/{code}"), code) == without_address(amina.get(f"{ROOT}/no"), "no")
    sent = amina.post(f"{ROOT}/co_applicant", with_hidden(page, needs_interpreter="no"))
    assert without_address(sent, "co_applicant") == without_address(amina.get(f"{ROOT}/no"), "no")


def test_declaring_before_everything_is_answered_is_no_page(amina: Applicant) -> None:
    amina.begin()
    assert amina.declare().status_code == 404
    assert "Something is left to answer" in amina.page("granska")


def test_without_a_draft_every_page_looks_as_with_somebody_elses(app: Flask, amina: Applicant) -> None:
    amina.begin()
    amina.fill("costs/rad", RENT)
    row = draft_in(app).page("costs").rows[0].id
    other = Applicant(app, "johan")
    nothing = without_address(other.get(f"{ROOT}/no"), "no")
    for address in ("uppgifter", "message", "granska", "samma", "costs/rad", f"costs/rad/{row}"):
        assert without_address(other.get(f"{ROOT}/{address}"), address) == nothing
    token = carried(other.get(ROOT).text)["csrf_token"]
    for address in ("message", f"costs/rad/{row}", "granska"):
        sent = other.post(f"{ROOT}/{address}", {"csrf_token": token, "message": "Nu", **RENT})
        assert without_address(sent, address) == nothing
    assert draft_in(app).page("costs").rows[0].values["amount"] == RENT["amount"]


def test_the_form_of_one_person_does_nothing_for_the_next_in_the_same_browser(app: Flask, amina: Applicant) -> None:
    amina.begin()
    page = amina.page("message")
    amina.enter("johan")
    answer = amina.post(action_of(page), with_hidden(page, message="Aminas ord"))
    assert answer.status_code == 400
    assert "Aminas ord" not in answer.text
    with database_of(app).read() as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 1
    assert draft_in(app).values("message") == {}


def test_a_form_sent_after_the_session_has_ended_comes_back_after_signing_in(app: Flask, amina: Applicant) -> None:
    amina.begin()
    page = amina.page("message")
    with clock.frozen(NOON + timedelta(hours=2)):
        answer = amina.post(action_of(page), with_hidden(page, message="Sparas ändå"))
        assert answer.status_code == 401
        assert "Sparas ändå" in answer.text
        amina.enter("amina")
        assert amina.post(action_of(page), with_hidden(page, message="Sparas ändå")).status_code == 303
    assert draft_in(app).values("message") == {"message": "Sparas ändå"}


@pytest.mark.parametrize(
    ("person", "words"), [("noah", "You are under 18"), ("gustav", "You apply in Växjö"), ("lisa", "cannot help you")]
)
def test_who_cannot_apply_online_is_told_what_to_do_instead(app: Flask, person: str, words: str) -> None:
    with clock.frozen(NOON):
        answer = Applicant(app, person).get(ROOT)
    assert answer.status_code == 403
    assert words in answer.text


def test_a_protected_identity_is_met_like_any_other_that_needs_a_human(app: Flask) -> None:
    with clock.frozen(NOON):
        pages = {Applicant(app, person).get(f"{ROOT}/message").data for person in ("lisa", "tariq")}
    assert len(pages) == 1


def test_who_never_signed_in_is_sent_to_the_door(app: Flask) -> None:
    answer = Applicant.nobody(app).get(f"{ROOT}/message")
    assert answer.status_code == 303
    assert "/logga-in" in answer.location
