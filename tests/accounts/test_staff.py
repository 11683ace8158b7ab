"""The door of staff: signing in step by step, one's own account, everybody's accounts."""

import re
from datetime import timedelta

import pyotp
import pytest
from flask import Flask

from portal.accounts.permissions import Role
from portal.core import clock
from portal.core.db import Database
from tests.factories.accounts import NOON, PASSWORD, Browser, make_account

MARIA = "maria@kommun.example.org"
NEW_PASSWORD = "fyra glada ankor"


def test_somebody_signs_in_and_sees_their_account(app: Flask, database: Database) -> None:
    make_account(database, Role.TRIAGE)
    browser = Browser(app)
    answer = browser.sign_in()
    assert (answer.status_code, answer.location) == (303, "/handlaggning/start")
    assert "Maria Thorsell" in browser.get("/handlaggning/konto").get_data(as_text=True)


def test_signing_in_goes_on_to_the_page_that_was_wanted(app: Flask, database: Database) -> None:
    make_account(database, Role.TRIAGE)
    browser = Browser(app)
    first = browser.get("/handlaggning/prov/see_queue?lage=oppna")
    assert first.status_code == 303
    page = browser.get(first.location).get_data(as_text=True)
    wanted = re.search(r'name="next" value="([^"]*)"', page)
    assert wanted
    answer = browser.sign_in(next=wanted.group(1))
    assert answer.location == "/handlaggning/prov/see_queue?lage=oppna"
    assert browser.get(answer.location).status_code == 200


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/handlaggning/../sv/", "/sv/"])
def test_nobody_is_sent_on_to_another_place(app: Flask, database: Database, wanted: str) -> None:
    make_account(database)
    assert Browser(app).sign_in(next=wanted).location == "/handlaggning/start"
    page = Browser(app).get("/handlaggning/logga-in", query_string={"next": wanted}).get_data(as_text=True)
    assert "evil" not in page


def test_a_wrong_password_and_an_unknown_address_give_the_same_page(app: Flask, database: Database) -> None:
    make_account(database)
    pages = []
    for email in (MARIA, "xxxxx@kommun.example.org"):
        answer = Browser(app).sign_in(email, "wrong")
        assert answer.status_code == 422
        assert "Set-Cookie" not in answer.headers
        pages.append(answer.get_data(as_text=True).replace(email, "EMAIL"))
    assert pages[0] == pages[1]
    assert "wrong" not in pages[0]


def test_after_several_wrong_tries_the_page_says_how_long_to_wait(app: Flask, database: Database) -> None:
    make_account(database)
    browser = Browser(app)
    for _ in range(5):
        browser.sign_in(password="wrong")
    answer = browser.sign_in()
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
    assert "Wait 1 second" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"email": "", "password": ""},
        {"email": "a\x00b", "password": "x"},
        {"email": "a" * 300, "password": "x"},
        {"email": MARIA, "password": "x" * 2000},
        {"email": "\ud800".encode("utf-8", "surrogatepass"), "password": "x"},
    ],
)
def test_hostile_input_gets_a_page_and_no_session(app: Flask, data: dict[str, object]) -> None:
    answer = Browser(app).post("/handlaggning/logga-in", data)
    assert answer.status_code == 422
    assert "Set-Cookie" not in answer.headers


def test_the_first_sign_in_in_production_sets_the_second_step_up(production: Flask, database: Database) -> None:
    make_account(database, Role.ADMIN)
    browser = Browser(production)
    answer = browser.sign_in(next="/handlaggning/konton")
    assert answer.location == "/handlaggning/tva-steg?next=/handlaggning/konton"
    assert browser.get("/handlaggning/konton").location == "/handlaggning/tva-steg?next=/handlaggning/konton"
    page = browser.get(answer.location)
    text = page.get_data(as_text=True)
    assert "<svg" in text
    secret = re.search(r'class="code">([A-Z2-7 ]+)<', text)
    assert secret
    code = pyotp.TOTP(secret.group(1).replace(" ", "")).at(clock.now())
    before = browser.cookie("__Host-portal_session")
    shown = browser.send(answer.location, {"code": code, "next": "/handlaggning/konton"}, "/handlaggning/tva-steg")
    assert shown.status_code == 200
    assert len(re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", shown.get_data(as_text=True))) == 10
    assert 'href="/handlaggning/konton"' in shown.get_data(as_text=True)
    assert browser.cookie("__Host-portal_session") != before
    assert browser.get("/handlaggning/konton").status_code == 200


def test_the_next_sign_in_asks_for_a_code(production: Flask, database: Database) -> None:
    make_account(database, Role.ADMIN)
    browser = Browser(production)
    browser.sign_in()
    page = browser.get("/handlaggning/tva-steg").get_data(as_text=True)
    found = re.search(r'class="code">([A-Z2-7 ]+)<', page)
    assert found
    secret = found.group(1).replace(" ", "")
    browser.send("/handlaggning/tva-steg", {"code": pyotp.TOTP(secret).at(clock.now())})
    with clock.frozen(NOON + timedelta(minutes=3)):
        another = Browser(production)
        assert another.sign_in().location == "/handlaggning/bekrafta"
        assert another.get("/handlaggning/konton").location == "/handlaggning/bekrafta?next=/handlaggning/konton"
        assert another.get("/handlaggning/tva-steg").location == "/handlaggning/bekrafta"
        assert another.send("/handlaggning/bekrafta", {"code": "000000"}).status_code == 422
        answer = another.send("/handlaggning/bekrafta", {"code": pyotp.TOTP(secret).at(clock.now())})
        assert answer.location == "/handlaggning/start"
        assert another.get("/handlaggning/bekrafta").location == "/handlaggning/start"
        assert another.get("/handlaggning/konton").status_code == 200


def test_a_temporary_password_leads_to_choosing_ones_own(app: Flask, database: Database) -> None:
    make_account(database, is_temporary=True)
    browser = Browser(app)
    assert browser.sign_in().location == "/handlaggning/nytt-losenord"
    assert browser.get("/handlaggning/konto").location == "/handlaggning/nytt-losenord?next=/handlaggning/konto"
    unlike = browser.send("/handlaggning/nytt-losenord", {"new": NEW_PASSWORD, "again": "another"})
    assert unlike.status_code == 422
    weak = browser.send("/handlaggning/nytt-losenord", {"new": "Sommar2026!!", "again": "Sommar2026!!"})
    assert weak.status_code == 422
    assert "too easy to guess" in weak.get_data(as_text=True)
    answer = browser.send("/handlaggning/nytt-losenord", {"new": NEW_PASSWORD, "again": NEW_PASSWORD})
    assert answer.location == "/handlaggning/start"
    assert browser.get("/handlaggning/konto").status_code == 200


def test_signing_out_takes_a_press_and_ends_the_session(app: Flask, database: Database) -> None:
    make_account(database)
    browser = Browser(app)
    browser.sign_in()
    kept = browser.cookie("portal_session")
    assert browser.get("/handlaggning/logga-ut").status_code == 405
    answer = browser.send("/handlaggning/konto", {}, "/handlaggning/logga-ut")
    assert answer.location == "/handlaggning/logga-in?klart=ut"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert browser.cookie("portal_session") is None
    assert "You have signed out" in browser.get(answer.location).get_data(as_text=True)
    thief = Browser(app)
    thief.client.set_cookie("portal_session", kept or "", domain="portal.example")
    assert thief.get("/handlaggning/konto").status_code == 303


def test_people_change_their_name_language_and_keys(app: Flask, database: Database) -> None:
    make_account(database)
    browser = Browser(app)
    browser.sign_in()
    answer = browser.send("/handlaggning/konto", {"name": " Maja Berg ", "language": "sv"})
    assert answer.location == "/handlaggning/konto?klart=sparat"
    page = browser.get(answer.location).get_data(as_text=True)
    assert "Maja Berg" in page
    assert '<html lang="sv"' in page
    assert "checked" not in page[page.index('id="single_keys"') : page.index('id="single_keys"') + 80]
    for wrong in (
        {"name": "", "language": "sv"},
        {"name": "A\r\nB", "language": "sv"},
        {"name": "A", "language": "ar"},
    ):
        assert browser.send("/handlaggning/konto", wrong).status_code == 422


def test_people_change_their_password(app: Flask, database: Database) -> None:
    make_account(database)
    browser = Browser(app)
    browser.sign_in()
    change = {"current": "wrong", "new": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert browser.send("/handlaggning/nytt-losenord", change).status_code == 422
    answer = browser.send("/handlaggning/nytt-losenord", change | {"current": PASSWORD})
    assert answer.location == "/handlaggning/konto?klart=losenord"
    assert browser.get(answer.location).status_code == 200
    assert Browser(app).sign_in().status_code == 422
    assert Browser(app).sign_in(password=NEW_PASSWORD).status_code == 303


def test_people_end_their_other_sessions(app: Flask, database: Database) -> None:
    make_account(database)
    phone, desk, library = Browser(app), Browser(app), Browser(app)
    for browser in (phone, library, desk):
        browser.sign_in()
    handle = re.search(
        r'name="session" value="([0-9a-f]{64})"', desk.get("/handlaggning/konto").get_data(as_text=True)
    )
    assert handle
    ended = desk.send("/handlaggning/konto", {"session": handle.group(1)}, "/handlaggning/konto/sessioner")
    assert ended.location == "/handlaggning/konto?klart=session"
    assert sorted(b.get("/handlaggning/konto").status_code for b in (phone, desk, library)) == [200, 200, 303]
    desk.send("/handlaggning/konto", {"session": "alla"}, "/handlaggning/konto/sessioner")
    assert [b.get("/handlaggning/konto").status_code for b in (phone, desk, library)] == [303, 200, 303]
    for wrong in ("", "zz", "00" * 32):
        answer = desk.send("/handlaggning/konto", {"session": wrong}, "/handlaggning/konto/sessioner")
        assert answer.status_code == 404


def test_new_recovery_codes_take_the_password(app: Flask, database: Database) -> None:
    make_account(database)
    browser = Browser(app)
    browser.sign_in()
    assert browser.send("/handlaggning/konto/reservkoder", {"password": "wrong"}).status_code == 422
    shown = browser.send("/handlaggning/konto/reservkoder", {"password": PASSWORD}).get_data(as_text=True)
    assert len(re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", shown)) == 10


def test_in_the_demo_the_second_step_is_set_up_by_who_wishes(app: Flask, database: Database) -> None:
    make_account(database)
    browser = Browser(app)
    browser.sign_in()
    page = browser.get("/handlaggning/tva-steg").get_data(as_text=True)
    found = re.search(r'class="code">([A-Z2-7 ]+)<', page)
    assert found
    code = pyotp.TOTP(found.group(1).replace(" ", "")).at(clock.now())
    assert browser.send("/handlaggning/tva-steg", {"code": code, "password": ""}).status_code == 422
    assert browser.send("/handlaggning/tva-steg", {"code": code, "password": PASSWORD}).status_code == 200
    assert Browser(app).sign_in().location == "/handlaggning/bekrafta"


def test_showing_the_set_up_page_changes_nothing(production: Flask, database: Database) -> None:
    make_account(database)
    browser = Browser(production)
    browser.sign_in()
    pages = [browser.get("/handlaggning/tva-steg").get_data(as_text=True) for _ in range(2)]
    secrets = [re.findall(r'class="code">([A-Z2-7 ]+)<', page) for page in pages]
    assert secrets[0] == secrets[1] != []


def test_an_administrator_keeps_accounts(app: Flask, database: Database) -> None:
    make_account(database, Role.ADMIN)
    browser = Browser(app)
    assert browser.sign_in().location == "/handlaggning/start"
    assert browser.get("/handlaggning/start").location == "/handlaggning/konton"
    new = {
        "name": "Anders Lindqvist",
        "email": "Anders@kommun.example.org",
        "language": "sv",
        "roles": ["handler"],
        "teams": ["parks"],
    }
    shown = browser.send("/handlaggning/konton/nytt", new)
    assert shown.status_code == 200
    password = re.search(r'class="code">([0-9a-z-]{20})<', shown.get_data(as_text=True))
    assert password
    anders = Browser(app)
    assert anders.sign_in("anders@kommun.example.org", password.group(1)).location == "/handlaggning/nytt-losenord"
    assert browser.send("/handlaggning/konton/nytt", new).status_code == 409
    listed = browser.get("/handlaggning/konton").get_data(as_text=True)
    found = re.search(r'href="(/handlaggning/konton/[0-9a-f-]{36})">Anders', listed)
    assert found
    page = found.group(1)
    assert 'value="handler" checked' in browser.get(page).get_data(as_text=True)
    saved = browser.send(page, new | {"roles": ["handler", "lighting"]})
    assert saved.location == f"{page}?klart=sparat"
    assert anders.get("/handlaggning/nytt-losenord").status_code == 303
    for action, code in (("ta-bort-tva-steg", "tva-steg"), ("logga-ut", "utloggad"), ("stang", "stangt")):
        assert browser.send(page, {}, f"{page}/{action}").location == f"{page}?klart={code}"
    assert anders.sign_in("anders@kommun.example.org", password.group(1)).status_code == 422
    assert browser.send(page, {}, f"{page}/oppna").location == f"{page}?klart=oppnat"
    again = browser.send(page, {}, f"{page}/losenord")
    assert re.search(r'class="code">([0-9a-z-]{20})<', again.get_data(as_text=True))


@pytest.mark.parametrize(
    "wrong",
    [
        {"roles": ["emperor"]},
        {"teams": ["no such team"]},
        {"email": "no address"},
        {"email": "a@b.se\r\nBcc: c@d.se"},
        {"name": ""},
        {"language": "xx"},
    ],
)
def test_an_account_that_cannot_be_is_refused_with_what_was_typed_still_there(
    app: Flask, database: Database, wrong: dict[str, object]
) -> None:
    make_account(database, Role.ADMIN)
    browser = Browser(app)
    browser.sign_in()
    new = {"name": "Anders", "email": "anders@kommun.se", "language": "sv", "roles": ["handler"], "teams": ["parks"]}
    answer = browser.send("/handlaggning/konton/nytt", new | wrong)
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert "anders@kommun.se" in text or 'value="Anders"' in text


def test_an_administrator_is_told_that_another_changes_their_roles(app: Flask, database: Database) -> None:
    mine = make_account(database, Role.ADMIN)
    browser = Browser(app)
    browser.sign_in()
    page = f"/handlaggning/konton/{mine}"
    more = {"name": "Maria", "email": MARIA, "language": "sv", "roles": ["admin", "assistance"]}
    answer = browser.send(page, more)
    assert answer.status_code == 422
    assert "Ask another administrator" in answer.get_data(as_text=True)
    assert browser.send(page, {}, f"{page}/stang").status_code == 422


def test_an_account_that_is_not_there_is_a_page_that_says_so(app: Flask, database: Database) -> None:
    make_account(database, Role.ADMIN)
    browser = Browser(app)
    browser.sign_in()
    assert browser.get("/handlaggning/konton/00000000-0000-4000-8000-000000000000").status_code == 404
    assert browser.get("/handlaggning/konton/1").status_code == 404
