"""Nobody enters who may not: roles, sessions, cookies, forms from elsewhere."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from portal.accounts import queries, service
from portal.accounts.permissions import Permission, Role, permissions_of
from portal.accounts.rules import STAFF_ROOT
from portal.core import clock
from portal.core.db import Database
from portal.core.web.marks import Door, entry_of
from tests.factories.accounts import NOON, Browser, form_token, make_account

QUEUE = f"/handlaggning/prov/{Permission.SEE_QUEUE}"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def triage(app: Flask, database: Database) -> Browser:
    make_account(database, Role.TRIAGE)
    browser = Browser(app)
    browser.sign_in()
    return browser


@pytest.mark.parametrize("role", Role)
def test_each_role_enters_exactly_where_its_permissions_lead(app: Flask, database: Database, role: Role) -> None:
    make_account(database, role)
    browser = Browser(app)
    browser.sign_in()
    for permission in Permission:
        status = browser.get(f"/handlaggning/prov/{permission}").status_code
        assert status == (200 if permission in permissions_of([role]) else 403), permission


def test_without_a_session_every_staff_page_leads_to_the_door_and_every_form_is_refused(app: Flask) -> None:
    browser = Browser(app)
    doors = 0
    for rule in app.url_map.iter_rules():
        entry = entry_of(app.view_functions[rule.endpoint])
        if entry is None or entry.door is not Door.STAFF:
            continue
        path = re.sub(r"<uuid:\w+>", "00000000-0000-4000-8000-000000000000", rule.rule)
        path = re.sub(r"<any\([^)]*\):\w+>", "stang", path)
        if "GET" in (rule.methods or set()):
            answer = browser.get(path)
            assert (answer.status_code, answer.location.split("?")[0]) == (303, "/handlaggning/logga-in"), path
        if "POST" in (rule.methods or set()):
            assert browser.post(path).status_code == 401, path
        doors += 1
    assert doors > len(Permission)


def test_somebody_between_two_steps_enters_nowhere_but_the_next(production: Flask, database: Database) -> None:
    make_account(database, Role.ADMIN)
    browser = Browser(production)
    browser.sign_in()
    for permission in Permission:
        status = browser.get(f"/handlaggning/prov/{permission}").status_code
        assert status == (200 if permission is Permission.FINISH_SIGN_IN else 303)
    for path in ("konto", "konton", "start", "konto/reservkoder"):
        assert browser.get(f"{STAFF_ROOT}/{path}").location.startswith("/handlaggning/tva-steg")


def test_the_cookie_in_the_demo_is_plain_and_in_production_bound_to_the_host(
    app: Flask, production: Flask, database: Database
) -> None:
    make_account(database)
    demo = Browser(app).sign_in().headers.getlist("Set-Cookie")
    session = next(line for line in demo if line.startswith("portal_session="))
    assert "HttpOnly" in session
    assert "SameSite=Lax" in session
    assert "Path=/" in session
    assert "Secure" not in session
    assert "Expires" not in session
    assert "Max-Age" not in session
    strict = Browser(production).sign_in().headers.getlist("Set-Cookie")
    assert len(strict) == 1
    assert strict[0].startswith("__Host-portal_session=")
    assert "Secure" in strict[0]
    assert "Domain" not in strict[0]


def test_a_visitor_gets_no_cookie(app: Flask) -> None:
    for path in ("/sv/", "/handlaggning/logga-in", QUEUE, "/handlaggning/finns-inte"):
        assert "Set-Cookie" not in Browser(app).get(path).headers


def test_a_cookie_set_beforehand_fixes_nothing(app: Flask, database: Database) -> None:
    make_account(database)
    browser = Browser(app)
    browser.client.set_cookie("portal_session", "chosen-by-an-attacker", domain="portal.example")
    browser.sign_in()
    assert browser.cookie("portal_session") != "chosen-by-an-attacker"
    attacker = Browser(app)
    attacker.client.set_cookie("portal_session", "chosen-by-an-attacker", domain="portal.example")
    assert attacker.get(QUEUE).status_code == 303


def test_signing_in_again_ends_the_session_of_the_old_cookie(app: Flask, database: Database, triage: Browser) -> None:
    old = triage.cookie("portal_session")
    triage.sign_in()
    thief = Browser(app)
    thief.client.set_cookie("portal_session", old or "", domain="portal.example")
    assert thief.get("/handlaggning/konto").status_code == 303


@pytest.mark.parametrize("cookie", ["", "x", "a" * 5000, "\x01", "é", "' OR 1=1 --"])
def test_a_made_up_cookie_is_nobody(app: Flask, cookie: str) -> None:
    answer = Browser(app).get(QUEUE, headers={"Cookie": f"portal_session={cookie}".encode().decode("latin-1")})
    assert answer.status_code == 303


def test_a_revoked_session_is_out_at_the_next_request_and_stays_out(
    app: Flask, database: Database, triage: Browser
) -> None:
    assert triage.get(QUEUE).status_code == 200
    with database.write() as session:
        account = queries.account_by_email(session, "maria@kommun.example.org")
        assert account is not None
        service.end_all_sessions(session, account.id)
    for _ in range(2):
        assert triage.get(QUEUE).status_code == 303
    assert triage.post(QUEUE).status_code == 401


def test_stillness_ends_a_session_in_production_and_work_keeps_it(production: Flask, database: Database) -> None:
    make_account(database)
    browser = Browser(production)
    browser.sign_in()
    with clock.frozen(NOON + 9 * MINUTE):
        assert browser.get("/handlaggning/tva-steg").status_code == 200
    with clock.frozen(NOON + 10 * MINUTE):
        assert browser.get("/handlaggning/tva-steg").location.startswith("/handlaggning/logga-in")


def test_the_demo_lets_a_session_lie_for_a_working_day(triage: Browser) -> None:
    with clock.frozen(NOON + timedelta(hours=7, minutes=59)):
        assert triage.get(QUEUE).status_code == 200
    with clock.frozen(NOON + timedelta(hours=8)):
        assert triage.get(QUEUE).status_code == 303


def test_a_form_is_taken_with_the_token_of_its_session_alone(app: Flask, database: Database, triage: Browser) -> None:
    make_account(database, Role.TRIAGE, email="anders@kommun.example.org", name="Anders Lindqvist")
    other = Browser(app)
    other.sign_in("anders@kommun.example.org")
    mine, theirs = form_token(triage.get("/handlaggning/konto")), form_token(other.get("/handlaggning/konto"))
    assert triage.post(QUEUE, {"csrf_token": mine}).status_code == 200
    assert triage.post(QUEUE, headers={"X-CSRF-Token": mine}).status_code == 200
    for token in ("", "x", theirs, mine[:-1], "\x00"):
        assert triage.post(QUEUE, {"csrf_token": token}).status_code == 400
    triage.sign_in()
    assert triage.post(QUEUE, {"csrf_token": mine}).status_code == 400


def test_a_form_that_is_refused_shows_what_was_written_and_no_password(triage: Browser) -> None:
    written = "Vi lagar gungan <b>i morgon</b>\nHälsningar"
    answer = triage.post(QUEUE, {"reply": written, "password": "tre glada ankor", "state": "open"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "Vi lagar gungan &lt;b&gt;i morgon&lt;/b&gt;" in text
    assert "ankor" not in text
    assert "another sign-in" in text


def test_a_form_sent_after_the_end_of_the_session_keeps_the_words(triage: Browser) -> None:
    with clock.frozen(NOON + timedelta(hours=9)):
        answer = triage.post(QUEUE, {"reply": "Vi lagar gungan i morgon"})
    assert answer.status_code == 401
    assert "Vi lagar gungan i morgon" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "http://portal.example"}, True),
        ({"Origin": "null"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "http://portal.example.evil.example"}, False),
    ],
)
def test_another_sites_page_can_neither_send_a_form_nor_sign_somebody_in(
    app: Flask, database: Database, headers: dict[str, str], is_taken: bool
) -> None:
    make_account(database, Role.TRIAGE)
    data = {"email": "maria@kommun.example.org", "password": "tre glada ankor"}
    answer = Browser(app).post("/handlaggning/logga-in", data, headers=headers)
    assert answer.status_code == (303 if is_taken else 403)
    browser = Browser(app)
    browser.sign_in()
    token = form_token(browser.get("/handlaggning/konto"))
    assert browser.post(QUEUE, {"csrf_token": token}, headers=headers).status_code == (200 if is_taken else 403)


def test_staff_pages_are_never_stored(app: Flask, triage: Browser) -> None:
    for path in (QUEUE, "/handlaggning/konto", "/handlaggning/logga-in", "/handlaggning/prov/read_audit"):
        assert triage.get(path).headers["Cache-Control"] == "no-store"


def test_htmx_is_sent_to_the_door_with_the_page_it_stood_on(app: Flask) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://portal.example/handlaggning/konto"}
    answer = Browser(app).get(QUEUE, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/handlaggning/logga-in?next=/handlaggning/konto"


def test_whoever_has_no_queue_is_led_from_the_front_page_to_their_own(app: Flask, database: Database) -> None:
    make_account(database, Role.MANAGER)
    browser = Browser(app)
    browser.sign_in()
    assert browser.get("/handlaggning/start").location == "/handlaggning/konto"


def test_the_door_speaks_the_languages_of_staff(app: Flask) -> None:
    for asked, spoken in (("sv", "sv"), ("en", "en"), ("ar", "sv"), ("de", "sv")):
        page = Browser(app).get("/handlaggning/logga-in", headers={"Accept-Language": asked}).get_data(as_text=True)
        assert f'<html lang="{spoken}"' in page
    assert '<html lang="en"' in Browser(app).get("/handlaggning/logga-in?sprak=en").get_data(as_text=True)


def test_pages_for_everybody_never_look_at_the_cookie(triage: Browser) -> None:
    answer = triage.get("/sv/")
    assert (answer.status_code, answer.get_data(as_text=True)) == (200, "home")


def test_saying_that_one_is_still_here_keeps_the_session(app: Flask, triage: Browser) -> None:
    token = form_token(triage.get("/handlaggning/konto"))
    with clock.frozen(NOON + timedelta(hours=4)):
        answer = triage.post("/handlaggning/fortsatt", headers={"X-CSRF-Token": token})
        assert (answer.status_code, answer.get_data()) == (204, b"")
