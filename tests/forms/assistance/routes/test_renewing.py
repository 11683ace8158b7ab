"""The next month, a supplement, and after a separation: what is asked again and what is fetched."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select, update

from portal.cases.models import Case
from portal.core import clock
from portal.forms.assistance.pages import reading
from portal.forms.assistance.rules.answers import ApplicationKind, Child, Occupation, Planning, Role
from portal.forms.drafts.models import Draft
from tests.factories import assistance
from tests.factories.filling import (
    AMINA,
    NOON,
    ROOT,
    Applicant,
    action_of,
    carried,
    database_of,
    draft_in,
    file_earlier,
    with_hidden,
)


def test_a_renewal_asks_only_what_may_have_changed(app: Flask, amina: Applicant) -> None:
    file_earlier(
        app,
        replace(AMINA, clearing="8327", account="1234567"),
        children=(Child("Yusuf Warsame", "201805022397", lunch_away=False),),
        planning=(Planning(Role.APPLICANT, Occupation.SFI),),
    )
    amina.begin(month=1)
    answer = amina.fill("together", {"together": "no"})
    assert answer.location.endswith("/ansok/samma")
    page = amina.page("samma")
    assert "Yusuf Warsame" in page
    assert draft_in(app).about["kind"] == ApplicationKind.RENEWAL.value
    codes = re.findall(r'name="page" value="([^"]+)"', page)
    amina.post(f"{ROOT}/samma", {"csrf_token": carried(page)["csrf_token"], "page": codes})
    assert draft_in(app).page("housing").is_same
    with app.test_request_context("/en/"):
        left = {page.kind.code for page in reading.missing(draft_in(app), NOON.date())}
    assert left == {"incomes", "costs", "message"}
    assert "livelihood" not in amina.page("uppgifter")
    assert amina.get(f"{ROOT}/livelihood").status_code == 404


def test_what_changed_since_last_time_is_told(app: Flask, amina: Applicant) -> None:
    file_earlier(app, AMINA)
    amina.begin(month=1)
    amina.fill("together", {"together": "no"})
    home = {"form": "sublet", "address": "Nygatan 1", "persons": "1", "rooms": "1"}
    assert amina.fill("housing", home).status_code == 303
    assert not draft_in(app).page("housing").is_same
    assert not draft_in(app).page("housing").is_carried


def test_a_month_applied_for_already_is_added_to(app: Flask, amina: Applicant) -> None:
    file_earlier(app, AMINA, month="2026-12")
    amina.begin(month=1)
    amina.fill("together", {"together": "no"})
    assert draft_in(app).about["kind"] == ApplicationKind.SUPPLEMENTARY.value
    assert amina.get(f"{ROOT}/housing").status_code == 404
    assert amina.get(f"{ROOT}/costs").status_code == 200


def test_after_a_separation_the_others_data_is_nowhere(app: Flask) -> None:
    file_earlier(app, assistance.ANNA, assistance.BO, message="Johan är sjuk")
    with clock.frozen(NOON):
        johan = Applicant(app, "johan")
        johan.begin(month=1)
        assert "Yes, with Elin Ekberg as last time" in johan.page("together")
        johan.fill("together", {"together": "no"})
        page = johan.page("uppgifter")
        johan.post(f"{ROOT}/hamta", carried(page))
    with database_of(app).read() as session:
        text = session.scalars(select(Draft)).one().pages or ""
    assert draft_in(app).about["kind"] == ApplicationKind.FIRST.value
    assert not {
        part for part in ("Elin", "199001092387", "elin@example.se", "Tallvägen", "Johan är sjuk") if part in text
    }
    assert draft_in(app).page("applicant").is_carried


def test_the_same_couple_goes_on_with_one_press(app: Flask) -> None:
    file_earlier(app, assistance.ANNA, assistance.BO)
    with clock.frozen(NOON):
        elin = Applicant(app, "elin")
        elin.begin(month=1)
        assert elin.fill("together", {"together": "same"}).location.endswith("/samma")
    assert draft_in(app).about["kind"] == ApplicationKind.RENEWAL.value
    assert draft_in(app).page("co_applicant").is_carried


def test_a_month_that_was_taken_back_may_be_applied_for_anew(app: Flask, amina: Applicant) -> None:
    file_earlier(app, AMINA, month="2026-12")
    with database_of(app).write() as session:
        session.execute(update(Case).values(state="withdrawn"))
    amina.begin(month=1)
    assert draft_in(app).about["kind"] == ApplicationKind.FIRST.value


def test_a_month_that_is_not_open_yet_cannot_be_chosen(app: Flask) -> None:
    with clock.frozen(datetime(2026, 11, 5, 12, 0, tzinfo=UTC)):
        amina = Applicant(app)
        amina.begin()
        page = amina.page("period")
        assert "2026-12" not in page
        assert amina.post(action_of(page), with_hidden(page, month="2026-12")).status_code == 422


def test_a_draft_of_a_month_that_has_passed_asks_for_the_month_again(app: Flask, amina: Applicant) -> None:
    amina.begin()
    amina.fill_all()
    with clock.frozen(datetime(2026, 12, 3, 12, 0, tzinfo=UTC)):
        amina.enter("amina")
        assert "Something is left to answer" in amina.page("granska")
        assert amina.declare().status_code == 404
