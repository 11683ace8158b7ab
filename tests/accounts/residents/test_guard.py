"""Who may enter a resident's page, for how long, and what becomes of what was typed."""

import html
import re
from datetime import timedelta

import pytest
from flask import Flask

from portal.accounts import resident_guard
from portal.accounts.permissions import Role
from portal.accounts.resident_guard import ResidentMissing
from portal.core import clock
from portal.core.db import Database
from tests.factories.accounts import NOON, Browser, form_token, make_account
from tests.factories.residents import SignedIn, hidden_fields

FORM = "/en/prov/formular"
MINUTE = timedelta(minutes=1)


def test_nobody_enters_without_signing_in_and_comes_back_to_the_page(app: Flask) -> None:
    browser = SignedIn.nobody(app)
    answer = browser.get(f"{FORM}?del=2")
    assert (answer.status_code, answer.location) == (303, "/en/logga-in?next=/en/prov/formular?del%3D2")
    page = browser.get(answer.location)
    begin = html.unescape(re.search(r'href="(/en/logga-in/borja[^"]*)"', page.get_data(as_text=True)).group(1))
    entered = browser.come_back(browser.choose(browser.get(browser.get(begin).location), person="amina"))
    assert entered.location == f"{FORM}?del=2"
    assert "Amina Warsame" in browser.get(entered.location).get_data(as_text=True)


def test_staff_are_no_residents_and_residents_no_staff(app: Flask, database: Database) -> None:
    make_account(database, Role.ASSISTANCE)
    staff = Browser(app)
    staff.sign_in()
    assert staff.get(FORM).location.startswith("/en/logga-in")
    resident = SignedIn(app)
    assert resident.get("/handlaggning/").location.startswith("/handlaggning/logga-in")


def test_both_can_be_signed_in_in_one_browser(app: Flask, database: Database) -> None:
    make_account(database, Role.TRIAGE)
    browser = SignedIn(app)
    browser.sign_in()
    assert browser.get(FORM).status_code == 200
    assert browser.get("/handlaggning/").status_code == 200


def test_a_form_needs_the_token_of_its_person(app: Flask) -> None:
    browser = SignedIn(app)
    page = browser.get(FORM)
    assert browser.post(FORM, {"csrf_token": form_token(page)}).get_data(as_text=True) == "saved by Amina Warsame"
    assert browser.post(FORM, headers={"X-CSRF-Token": form_token(page)}).status_code == 200
    for wrong in ("", "x", form_token(page)[:-2], app.extensions["portal"].tokens.issue("damage", "", NOON)):
        assert browser.post(FORM, {"csrf_token": wrong}).status_code == 400


def test_a_token_is_masked_anew_and_good_for_a_day(app: Flask) -> None:
    browser = SignedIn(app)
    first, second = form_token(browser.get(FORM)), form_token(browser.get(FORM))
    assert first != second
    with clock.frozen(NOON + timedelta(hours=24, minutes=1)):
        browser.enter("amina")
        assert browser.post(FORM, {"csrf_token": first}).status_code == 400


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}]
)
def test_a_form_on_another_site_is_refused(app: Flask, headers: dict[str, str]) -> None:
    browser = SignedIn(app)
    sent = {"csrf_token": form_token(browser.get(FORM))}
    assert browser.post(FORM, sent, headers=headers).status_code == 403


def test_a_session_lasts_while_it_is_used_and_ends_after_thirty_idle_minutes(app: Flask) -> None:
    browser = SignedIn(app)
    for minutes in (29, 58, 87):
        with clock.frozen(NOON + minutes * MINUTE):
            assert browser.get(FORM).status_code == 200
    with clock.frozen(NOON + 117 * MINUTE):
        assert browser.get(FORM).status_code == 303


def test_a_session_ends_after_four_hours_in_any_case(app: Flask) -> None:
    browser = SignedIn(app)
    for minutes in range(20, 240, 20):
        with clock.frozen(NOON + minutes * MINUTE):
            assert browser.get(FORM).status_code == 200
    with clock.frozen(NOON + 240 * MINUTE):
        assert browser.get(FORM).status_code == 303


def test_the_page_says_when_the_session_ends_and_how_to_stay(app: Flask) -> None:
    browser = SignedIn(app)
    page = browser.get("/en/logga-ut").get_data(as_text=True)
    assert "Signed in as Amina Warsame until 13:29" in page
    seconds = int(re.search(r'data-seconds="(\d+)"', page).group(1))
    assert 29 * 60 <= seconds <= 30 * 60
    assert 'action="/en/eid/kvar" target="_blank"' in page


def test_staying_prolongs_the_session_with_and_without_a_script(app: Flask) -> None:
    browser = SignedIn(app)
    token = {"csrf_token": form_token(browser.get(FORM))}
    with clock.frozen(NOON + 25 * MINUTE):
        page = browser.post("/en/eid/kvar", token)
        assert "Until 13:54" in page.get_data(as_text=True)
    with clock.frozen(NOON + 50 * MINUTE):
        assert browser.post("/en/eid/kvar", token, headers={"Sec-Fetch-Mode": "cors"}).status_code == 204
    with clock.frozen(NOON + 75 * MINUTE):
        assert browser.get(FORM).status_code == 200


def test_what_was_typed_survives_the_end_of_the_session(app: Flask) -> None:
    browser = SignedIn(app)
    typed = {"csrf_token": form_token(browser.get(FORM)), "why": 'Jag "har" <inget>\nkvar', "rent": "7 450"}
    with clock.frozen(NOON + 31 * MINUTE):
        kept = browser.post(FORM, typed)
        assert kept.status_code == 401
        assert "What you wrote is not lost" in kept.get_data(as_text=True)
        fields = hidden_fields(kept)
        assert fields == typed
        browser.enter("amina")
        assert browser.post(FORM, dict(fields)).get_data(as_text=True) == "saved by Amina Warsame"


def test_what_one_person_typed_never_becomes_another_s(app: Flask) -> None:
    browser = SignedIn(app, "johan")
    typed = {"csrf_token": form_token(browser.get(FORM)), "why": "Johans egna ord"}
    browser.enter("elin")
    refused = browser.post(FORM, typed)
    assert refused.status_code == 400
    page = refused.get_data(as_text=True)
    assert "belongs to another sign-in" in page
    assert "Johans egna ord" not in page


def test_another_person_s_sign_in_ends_the_first_session(app: Flask) -> None:
    browser = SignedIn(app, "johan")
    johans = browser.cookie("portal_resident") or ""
    browser.enter("elin")
    assert "Elin Ekberg" in browser.get(FORM).get_data(as_text=True)
    browser.client.set_cookie("portal_resident", johans, domain="portal.example")
    assert browser.get(FORM).status_code == 303


def test_a_cookie_set_beforehand_is_worth_nothing_afterwards(app: Flask) -> None:
    browser = SignedIn.nobody(app)
    browser.client.set_cookie("portal_resident", "chosen-by-somebody-else", domain="portal.example")
    browser.enter("johan")
    assert browser.cookie("portal_resident") != "chosen-by-somebody-else"
    other = SignedIn.nobody(app)
    other.client.set_cookie("portal_resident", "chosen-by-somebody-else", domain="portal.example")
    assert other.get(FORM).status_code == 303


def test_signing_out_ends_the_session_here(app: Flask) -> None:
    browser, elsewhere = SignedIn(app), SignedIn(app)
    token = browser.cookie("portal_resident") or ""
    answer = browser.send("/en/logga-ut", {})
    assert (answer.status_code, answer.location) == (303, "/en/utloggad")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert browser.cookie("portal_resident") is None
    browser.client.set_cookie("portal_resident", token, domain="portal.example")
    assert browser.get(FORM).status_code == 303
    assert elsewhere.get(FORM).status_code == 200


def test_signing_out_everywhere_ends_one_s_own_sessions_alone(app: Flask) -> None:
    browser, phone, other = SignedIn(app), SignedIn(app), SignedIn(app, "johan")
    browser.send("/en/logga-ut", {"where": "everywhere"})
    assert [each.get(FORM).status_code for each in (browser, phone, other)] == [303, 303, 200]


def test_pages_that_know_somebody_are_stored_nowhere(app: Flask) -> None:
    browser = SignedIn(app)
    assert browser.get("/en/prov/alla").get_data(as_text=True) == "Amina Warsame"
    for path in (FORM, "/en/prov/alla", "/en/logga-ut"):
        assert browser.get(path).headers["Cache-Control"] == "no-store"


def test_an_anonymous_page_never_knows_who_is_there(app: Flask) -> None:
    assert SignedIn(app).get("/en/prov/ingen").get_data(as_text=True) == "nobody"


def test_the_door_tells_who_is_signed_in_already(app: Flask) -> None:
    page = SignedIn(app).get("/en/logga-in").get_data(as_text=True)
    assert "You are signed in as Amina Warsame" in page
    assert "/logga-in/borja" not in page


def test_asking_who_is_there_where_nobody_is_raises(app: Flask) -> None:
    with app.test_request_context("/en/prov/alla"), pytest.raises(ResidentMissing):
        resident_guard.current_resident()


def test_whom_we_meet_in_person_gets_the_same_bytes_whatever_the_reason(app: Flask) -> None:
    protected, unregistered = SignedIn(app, "lisa"), SignedIn(app, "tariq")
    answers = [browser.get("/en/prov/regler") for browser in (protected, unregistered)]
    assert answers[0].get_data() == answers[1].get_data()
    assert [answer.status_code for answer in answers] == [403, 403]
    assert dict(answers[0].headers) == dict(answers[1].headers)
    page = answers[0].get_data(as_text=True)
    assert "0480-45 00 00" in page
    assert "Exempelgatan 1" in page
    assert not [word for word in ("protect", "skydd", "Lisa", "register") if word.lower() in page.lower()]


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("noah", "A parent or guardian applies for you"),
        ("gustav", "You are registered as living in Växjö"),
        ("amina", "welcome"),
    ],
)
def test_others_are_told_what_to_do_instead(app: Flask, person: str, words: str) -> None:
    assert words in SignedIn(app, person).get("/en/prov/regler").get_data(as_text=True)
