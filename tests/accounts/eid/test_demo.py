"""The simulated provider keeps the protocol: a code is bound, short-lived and good once; it says that it is none."""

import base64
import html
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.accounts.population.simulated import demo_persons
from portal.core import clock
from tests.factories.accounts import NOON
from tests.factories.residents import SignedIn, hidden_fields

VERIFIER = "v" * 43
RIGHT = {
    "client_id": "portal-demo",
    "redirect_uri": "http://portal.example/en/eid/svar",
    "response_type": "code",
    "scope": "openid",
    "state": "s",
    "nonce": "n",
    "code_challenge": "7w_YNF9DSfIdPf_pRjSq646_kPr-2-o9NAl16JGghdM",
    "code_challenge_method": "S256",
}


def authorize(browser: SignedIn, **changes: str) -> TestResponse:
    return browser.post("/demo-eid/authorize", RIGHT | {"person": "amina"} | changes)


def redeem(app: Flask, browser: SignedIn, code: str, **changes: str) -> TestResponse:
    oidc = app.extensions["portal"].settings.oidc
    login = base64.b64encode(f"{oidc.client_id}:{changes.pop('secret', oidc.client_secret)}".encode()).decode()
    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": RIGHT["redirect_uri"],
        "code_verifier": VERIFIER,
    }
    return browser.post("/demo-eid/token", sent | changes, headers={"Authorization": f"Basic {login}"})


def code_of(answer: TestResponse) -> str:
    return dict(parse_qsl(urlsplit(answer.location).query))["code"]


@pytest.fixture
def browser(app: Flask) -> SignedIn:
    return SignedIn.nobody(app)


def test_every_page_of_it_says_that_it_is_no_real_identity(browser: SignedIn) -> None:
    page = html.unescape(browser.leave().get_data(as_text=True))
    assert "Demo e-ID: no real identity" in page
    adults = [person for person in demo_persons() if person["has_eid"]]
    assert all(person["name"] in page for person in adults)
    assert not [person["personnummer"] for person in demo_persons() if person["personnummer"] in page]
    assert "Demo e-ID: no real identity" in browser.get("/en/logga-in").get_data(as_text=True)


def test_it_speaks_the_language_of_the_portal(browser: SignedIn) -> None:
    browser.language = "ar"
    assert 'dir="rtl"' in browser.leave().get_data(as_text=True)


@pytest.mark.parametrize(
    "change",
    [
        {"client_id": "other"},
        {"redirect_uri": "http://portal.example/en/eid/svar/"},
        {"redirect_uri": "http://evil.example/en/eid/svar"},
        {"redirect_uri": "http://portal.example/xx/eid/svar"},
        {"response_type": "token"},
        {"scope": "profile"},
        {"state": ""},
        {"nonce": ""},
        {"code_challenge": "short"},
        {"code_challenge_method": "plain"},
        {"person": "yusuf"},
        {"person": "nobody"},
    ],
)
def test_a_request_that_is_not_whole_gets_no_code(browser: SignedIn, change: dict[str, str]) -> None:
    answer = authorize(browser, **change)
    assert (answer.status_code, answer.location) == (400, None)


def test_a_code_gives_one_token(app: Flask, browser: SignedIn) -> None:
    code = code_of(authorize(browser))
    answer = redeem(app, browser, code)
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["id_token"].count(".") == 2
    assert redeem(app, browser, code).json == {"error": "invalid_grant"}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"code_verifier": "w" * 43}, "invalid_grant"),
        ({"redirect_uri": "http://portal.example/sv/eid/svar"}, "invalid_grant"),
        ({"code": "x"}, "invalid_grant"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"secret": "guess"}, "invalid_client"),
    ],
)
def test_a_code_is_worth_nothing_to_anybody_else(
    app: Flask, browser: SignedIn, change: dict[str, str], error: str
) -> None:
    answer = redeem(app, browser, **{"code": code_of(authorize(browser))} | change)
    assert answer.status_code in {400, 401}
    assert answer.json == {"error": error}


def test_a_code_is_good_for_a_minute(app: Flask, browser: SignedIn) -> None:
    code = code_of(authorize(browser))
    with clock.frozen(NOON + timedelta(seconds=60)):
        assert redeem(app, browser, code).json == {"error": "invalid_grant"}


def test_one_can_stop_and_is_told_that_nothing_happened(browser: SignedIn) -> None:
    answer = browser.come_back(browser.choose(browser.leave(), stop="y"))
    assert answer.status_code == 403
    assert "You stopped before you were signed in" in answer.get_data(as_text=True)


def test_a_weak_e_id_is_refused_by_the_portal(browser: SignedIn) -> None:
    answer = browser.come_back(browser.choose(browser.leave(), person="amina", weak="y"))
    assert answer.status_code == 403
    assert "This e-ID is not strong enough" in answer.get_data(as_text=True)


def test_somebody_with_a_samordningsnummer_can_sign_in(app: Flask) -> None:
    page = SignedIn(app, "tariq").get("/en/logga-ut").get_data(as_text=True)
    assert "Signed in as Tariq Rahimi" in page


def test_no_number_stands_in_any_address(app: Flask) -> None:
    browser = SignedIn.nobody(app)
    leaving = browser.get("/en/logga-in/borja")
    answer = browser.choose(browser.get(leaving.location), person="amina")
    number = "199103142387"
    assert number not in leaving.location + answer.location
    assert number not in str(hidden_fields(browser.get(leaving.location)))
