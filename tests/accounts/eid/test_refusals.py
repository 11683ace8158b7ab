"""Every way in which signing in can fail ends on a page of its own, and nobody is signed in."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from joserfc.jwk import ECKey, RSAKey

from portal.accounts.eid.refusals import Refusal
from portal.accounts.population import RegisterAway
from portal.app import create_app
from portal.core import clock
from portal.core.settings import Settings
from tests.factories.accounts import NOON, in_production
from tests.factories.eid import (
    ISSUER,
    NUMBER,
    NUMBER_CLAIM,
    FakeProvider,
    Traveller,
    signed_with_a_secret,
    unsigned,
)
from tests.factories.residents import SignedIn


def is_refused(traveller: Traveller, answer: Any, refusal: Refusal) -> None:
    page = answer.get_data(as_text=True)
    assert answer.status_code == refusal.value.status, page
    assert refusal.value.heading in page
    assert refusal.value.text in page
    assert "0480-45 00 00" in page
    assert traveller.browser.cookie("portal_resident") is None
    assert traveller.browser.cookie("portal_eid") in {None, ""}
    assert NUMBER not in page


def test_every_refusal_has_words_and_a_code_of_its_own() -> None:
    pages = [refusal.value for refusal in Refusal]
    for field in ("code", "heading", "text"):
        assert len({getattr(page, field) for page in pages}) == len(pages)
    assert all(page.status in {400, 403, 409, 503} for page in pages)


WRONG_TOKENS: list[tuple[str, dict[str, Any], Refusal]] = [
    ("another issuer", {"iss": "https://evil.example"}, Refusal.WRONG_ISSUER),
    ("no issuer", {"iss": None}, Refusal.WRONG_ISSUER),
    ("another client", {"aud": "other"}, Refusal.UNTRUSTED),
    ("no addressee", {"aud": None}, Refusal.UNTRUSTED),
    ("two clients without a responsible one", {"aud": ["portal", "other"]}, Refusal.UNTRUSTED),
    ("two clients, the other responsible", {"aud": ["portal", "other"], "azp": "other"}, Refusal.UNTRUSTED),
    ("another nonce", {"nonce": "n" * 43}, Refusal.WRONG_NONCE),
    ("no nonce", {"nonce": None}, Refusal.WRONG_NONCE),
    ("run out", {"exp": int(NOON.timestamp()) - 61}, Refusal.UNTRUSTED),
    ("never runs out", {"exp": None}, Refusal.UNTRUSTED),
    ("runs out at no number", {"exp": "soon"}, Refusal.UNTRUSTED),
    ("issued tomorrow", {"iat": int(NOON.timestamp()) + 90_000}, Refusal.UNTRUSTED),
    ("issued before we asked", {"iat": int(NOON.timestamp()) - 120}, Refusal.UNTRUSTED),
    ("issued never", {"iat": None}, Refusal.UNTRUSTED),
    ("nobody", {"sub": None}, Refusal.UNTRUSTED),
    ("an earlier showing of the e-ID", {"auth_time": int(NOON.timestamp()) - 3600}, Refusal.STALE),
    ("a weaker level", {"acr": "http://id.elegnamnden.se/loa/1.0/loa2"}, Refusal.WRONG_LEVEL),
    ("no level", {"acr": None}, Refusal.WRONG_LEVEL),
    ("no number", {NUMBER_CLAIM: None}, Refusal.NO_NUMBER),
    ("a number that is none", {NUMBER_CLAIM: "199103142388"}, Refusal.NO_NUMBER),
    ("a number that is a list", {NUMBER_CLAIM: [NUMBER]}, Refusal.NO_NUMBER),
]


@pytest.mark.parametrize(
    ("claims", "refusal"), [row[1:] for row in WRONG_TOKENS], ids=[row[0] for row in WRONG_TOKENS]
)
def test_a_token_that_says_the_wrong_thing_is_refused(
    traveller: Traveller, provider: FakeProvider, claims: dict[str, Any], refusal: Refusal
) -> None:
    provider.claims = claims
    is_refused(traveller, traveller.go(), refusal)


@pytest.mark.parametrize(
    "make", [unsigned, signed_with_a_secret, lambda _: "a.b.c", lambda _: "", lambda _: "x" * 100_000]
)
def test_a_token_that_nobody_signed_as_agreed_is_refused(
    traveller: Traveller, provider: FakeProvider, make: Callable[[dict[str, Any]], str]
) -> None:
    provider.make_token = make
    is_refused(traveller, traveller.go(), Refusal.UNTRUSTED)


def test_a_token_of_another_key_with_the_same_name_is_refused(traveller: Traveller, provider: FakeProvider) -> None:
    stranger = ECKey.generate_key("P-256", {"kid": provider.key.kid})
    provider.key = stranger
    is_refused(traveller, traveller.go(), Refusal.UNTRUSTED)


def test_an_algorithm_that_the_provider_does_not_announce_is_refused(
    traveller: Traveller, provider: FakeProvider
) -> None:
    provider.about = {"id_token_signing_alg_values_supported": ["RS256"]}
    is_refused(traveller, traveller.go(), Refusal.UNTRUSTED)


def test_a_symmetric_key_in_the_key_set_is_never_used(traveller: Traveller, provider: FakeProvider) -> None:
    provider.key = RSAKey.generate_key(2048, auto_kid=True)
    provider.header = {"alg": "RS256"}
    is_refused(traveller, traveller.go(), Refusal.UNTRUSTED)


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        ("access_denied", Refusal.CANCELLED),
        ("login_required", Refusal.CANCELLED),
        ("unmet_authentication_requirements", Refusal.WRONG_LEVEL),
        ("temporarily_unavailable", Refusal.PROVIDER_AWAY),
        ("<script>", Refusal.PROVIDER_AWAY),
    ],
)
def test_what_the_provider_refuses_is_told(traveller: Traveller, error: str, refusal: Refusal) -> None:
    is_refused(traveller, traveller.go(code=None, error=error), refusal)


def test_an_answer_without_a_code_is_refused(traveller: Traveller) -> None:
    is_refused(traveller, traveller.go(code=None), Refusal.UNTRUSTED)


@pytest.mark.parametrize("state", ["x", "", "\x80ä", None])
def test_another_state_is_refused_before_anybody_is_asked(
    traveller: Traveller, provider: FakeProvider, state: str | None
) -> None:
    traveller.leave()
    provider.calls.clear()
    is_refused(traveller, traveller.come_back(state=state), Refusal.STRANGE_STATE)
    assert provider.calls == []


def test_an_answer_in_a_browser_that_asked_nothing_is_refused(traveller: Traveller, connected: Flask) -> None:
    traveller.leave()
    other = Traveller(SignedIn.nobody(connected), traveller.provider)
    is_refused(other, other.come_back(), Refusal.EXPIRED)
    assert other.provider.token_request == {}


def test_an_answer_after_ten_minutes_is_refused(traveller: Traveller) -> None:
    traveller.leave()
    with clock.frozen(NOON + timedelta(minutes=10)):
        is_refused(traveller, traveller.come_back(), Refusal.EXPIRED)


def test_a_cookie_of_nobody_s_making_is_refused(traveller: Traveller) -> None:
    traveller.leave()
    for forged in ("", "x", "a" * 3900, "QUFB"):
        traveller.browser.client.set_cookie("portal_eid", forged, domain="portal.example")
        is_refused(traveller, traveller.come_back(), Refusal.EXPIRED)


def test_the_same_answer_counts_once_even_with_the_cookie_put_back(traveller: Traveller) -> None:
    traveller.leave()
    cookie = traveller.browser.cookie("portal_eid")
    assert traveller.come_back().status_code == 303
    traveller.browser.client.delete_cookie("portal_resident", domain="portal.example")
    traveller.browser.client.set_cookie("portal_eid", cookie or "", domain="portal.example")
    is_refused(traveller, traveller.come_back(), Refusal.REPLAYED)


def test_a_refused_answer_cannot_be_tried_again(traveller: Traveller, provider: FakeProvider) -> None:
    traveller.leave()
    cookie = traveller.browser.cookie("portal_eid")
    provider.claims = {"acr": None}
    is_refused(traveller, traveller.come_back(), Refusal.WRONG_LEVEL)
    provider.claims = {}
    traveller.browser.client.set_cookie("portal_eid", cookie or "", domain="portal.example")
    is_refused(traveller, traveller.come_back(), Refusal.REPLAYED)


@pytest.mark.parametrize("said", ["https://evil.example", "", None])
def test_an_answer_must_name_its_issuer_where_the_provider_always_does(
    traveller: Traveller, provider: FakeProvider, said: str | None
) -> None:
    provider.about = {"authorization_response_iss_parameter_supported": True}
    is_refused(traveller, traveller.go(iss=said), Refusal.WRONG_ISSUER)
    assert provider.token_request == {}


def test_a_provider_that_calls_itself_something_else_is_refused(traveller: Traveller, provider: FakeProvider) -> None:
    provider.about = {"issuer": f"{ISSUER}/"}
    is_refused(traveller, traveller.leave(), Refusal.WRONG_ISSUER)


@pytest.mark.parametrize(
    "about",
    [
        {"token_endpoint": "http://eid.example/token"},
        {"userinfo_endpoint": "http://eid.example/me"},
        {"jwks_uri": None},
        {"authorization_endpoint": "//x"},
        {"code_challenge_methods_supported": ["plain"]},
    ],
)
def test_a_provider_whose_addresses_are_not_all_safe_is_not_used(
    traveller: Traveller, provider: FakeProvider, about: dict[str, Any]
) -> None:
    provider.about = about
    is_refused(traveller, traveller.leave(), Refusal.PROVIDER_AWAY)


def test_a_provider_that_is_down_is_said_with_another_way_and_a_time_to_try_again(
    traveller: Traveller, provider: FakeProvider
) -> None:
    provider.is_down = True
    answer = traveller.leave()
    is_refused(traveller, answer, Refusal.PROVIDER_AWAY)
    assert int(answer.headers["Retry-After"]) > 0
    assert "on paper" in answer.get_data(as_text=True)


def test_a_provider_that_was_just_down_is_not_waited_for_again_and_again(
    traveller: Traveller, provider: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.is_down = True
    for _ in range(3):
        is_refused(traveller, traveller.leave(), Refusal.PROVIDER_AWAY)
    assert len(provider.calls) == 1
    provider.is_down = False
    is_refused(traveller, traveller.leave(), Refusal.PROVIDER_AWAY)
    monkeypatch.setattr("portal.accounts.eid.provider.AWAY_SECONDS", 0.0)
    assert traveller.go().status_code == 303


@pytest.mark.parametrize("path", ["/token", "/jwks"])
def test_a_provider_that_goes_down_on_the_way_is_said(
    traveller: Traveller, provider: FakeProvider, path: str
) -> None:
    traveller.leave()
    provider.silent_paths = {path}
    is_refused(traveller, traveller.come_back(), Refusal.PROVIDER_AWAY)


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        ((400, {"error": "invalid_grant"}), Refusal.EXPIRED),
        ((401, {"error": "invalid_client"}), Refusal.PROVIDER_AWAY),
        ((503, {}), Refusal.PROVIDER_AWAY),
        ((302, {}), Refusal.UNTRUSTED),
        ((200, "<html>"), Refusal.PROVIDER_AWAY),
        ((200, []), Refusal.PROVIDER_AWAY),
        ((200, {"access_token": "x", "token_type": "Bearer"}), Refusal.UNTRUSTED),
        ((200, {"access_token": "x", "id_token": 7}), Refusal.UNTRUSTED),
    ],
)
def test_a_token_endpoint_that_answers_nonsense_is_no_error_of_ours(
    traveller: Traveller, provider: FakeProvider, answer: tuple[int, Any], refusal: Refusal
) -> None:
    provider.token_answer = answer
    is_refused(traveller, traveller.go(), refusal)


def test_userinfo_of_another_person_is_refused(traveller: Traveller, provider: FakeProvider) -> None:
    provider.about = {"userinfo_endpoint": f"{ISSUER}/userinfo"}
    provider.claims = {NUMBER_CLAIM: None}
    provider.userinfo = {"sub": "person-2", NUMBER_CLAIM: NUMBER}
    is_refused(traveller, traveller.go(), Refusal.UNTRUSTED)


def test_a_register_that_is_away_lets_nobody_in(traveller: Traveller, connected: Flask) -> None:
    class Away:
        def person(self, personnummer: str) -> None:
            raise RegisterAway

    connected.extensions["portal"].services["register"] = Away()
    is_refused(traveller, traveller.go(), Refusal.REGISTER_AWAY)


def test_no_refusal_writes_a_number_or_a_name_into_the_log(
    traveller: Traveller, provider: FakeProvider, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        for claims in [row[1] for row in WRONG_TOKENS]:
            provider.claims = claims
            traveller.go()
        provider.claims = {}
        assert traveller.go().status_code == 303
    said = "\n".join(record.getMessage() for record in caplog.records if record.name == "portal")
    assert "e-id refused: wrong-level" in said
    everything = "\n".join(record.getMessage() for record in caplog.records)
    assert not [word for word in (NUMBER, NUMBER[2:], "Amina", "Warsame") if word in everything]


def test_production_without_a_provider_says_that_one_cannot_sign_in_here(settings: Settings, tmp_path: Any) -> None:
    app = create_app(replace(in_production(settings), oidc=None))
    answer = SignedIn.nobody(app).get("/en/logga-in/borja")
    assert answer.status_code == 503
    assert "has not connected an e-ID" in answer.get_data(as_text=True)


def test_production_has_no_simulated_provider_and_never_asks_it(settings: Settings) -> None:
    app = create_app(in_production(settings))
    browser = SignedIn.nobody(app)
    for path in ("/demo-eid/.well-known/openid-configuration", "/demo-eid/jwks", "/demo-eid/authorize"):
        assert browser.get(path).status_code == 404
    assert browser.post("/demo-eid/token").status_code == 404
    assert browser.get("/en/logga-in/borja").status_code == 503
