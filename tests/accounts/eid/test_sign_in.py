"""The way in: what we ask the provider, what comes of a right answer, and where one ends up."""

import base64
import hashlib
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from joserfc.jwk import ECKey, RSAKey
from sqlalchemy import select

from portal.accounts.eid.provider import Provider
from portal.accounts.residents import queries, service
from portal.accounts.residents.models import ResidentSession
from portal.app import create_app
from portal.core import clock
from portal.core.db import Database
from portal.core.settings import Settings
from portal.core.settings.oidc import LOA3
from tests.factories.accounts import NOON, in_production
from tests.factories.eid import ISSUER, NUMBER, NUMBER_CLAIM, OIDC, FakeProvider, Traveller
from tests.factories.residents import SignedIn


def test_we_ask_with_everything_that_binds_the_answer_to_us(traveller: Traveller, provider: FakeProvider) -> None:
    answer = traveller.leave()
    parts = urlsplit(answer.location)
    assert (answer.status_code, f"{parts.scheme}://{parts.netloc}{parts.path}") == (303, f"{ISSUER}/authorize")
    asked = dict(parse_qsl(parts.query))
    assert asked["response_type"] == "code"
    assert asked["client_id"] == "portal"
    assert asked["redirect_uri"] == "http://127.0.0.1:8000/en/eid/svar"
    assert asked["code_challenge_method"] == "S256"
    assert asked["acr_values"] == LOA3
    assert asked["prompt"] == "login"
    assert asked["ui_locales"] == "en"
    assert {"openid", "https://id.oidc.se/scope/naturalPersonNumber"} <= set(asked["scope"].split())
    assert min(len(asked["state"]), len(asked["nonce"]), len(asked["code_challenge"])) >= 43


def test_we_ask_only_for_what_the_provider_has(traveller: Traveller, provider: FakeProvider) -> None:
    provider.about = {"scopes_supported": ["openid", "profile"]}
    traveller.leave()
    assert provider.asked["scope"] == "openid profile"


def test_two_attempts_share_no_secret(traveller: Traveller, provider: FakeProvider) -> None:
    secrets = {"state", "nonce", "code_challenge"}
    traveller.leave()
    first = {provider.asked[name] for name in secrets}
    traveller.leave()
    assert not first & {provider.asked[name] for name in secrets}


def test_a_right_answer_signs_the_person_in_under_the_name_of_the_register(traveller: Traveller) -> None:
    answer = traveller.go()
    assert (answer.status_code, answer.location) == (303, "/en/")
    assert traveller.name() == "Amina Warsame"


def test_the_code_is_redeemed_with_our_secret_and_the_verifier_of_the_challenge(
    traveller: Traveller, provider: FakeProvider
) -> None:
    traveller.go()
    sent = provider.token_request
    digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == provider.asked["code_challenge"]
    assert (sent["grant_type"], sent["code"]) == ("authorization_code", "abc")
    assert sent["redirect_uri"] == provider.asked["redirect_uri"]
    assert base64.b64decode(sent["auth"].removeprefix("Basic ")) == b"portal:hemligt"


def test_every_call_has_time_limits_and_follows_no_redirect(traveller: Traveller, provider: FakeProvider) -> None:
    traveller.go()
    assert len(provider.network) == 3
    for network in provider.network:
        connect, read = network["timeout"]
        assert connect <= 3
        assert read <= 6
        assert not network["proxies"]


def test_what_the_provider_says_of_itself_is_asked_once(traveller: Traveller, provider: FakeProvider) -> None:
    for _ in range(3):
        traveller.go()
    assert provider.calls.count("/.well-known/openid-configuration") == 1
    assert provider.calls.count("/jwks") == 1
    assert provider.calls.count("/token") == 3


def test_a_new_key_of_the_provider_is_fetched_when_it_turns_up(
    traveller: Traveller, provider: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    traveller.go()
    provider.key = RSAKey.generate_key(2048, auto_kid=True)
    provider.header = {"alg": "RS256"}
    provider.published = [provider.key]
    assert traveller.go().status_code == 400
    assert provider.calls.count("/jwks") == 1
    monkeypatch.setattr("portal.accounts.eid.provider.KEYS_AGAIN_SECONDS", 0.0)
    assert traveller.go().status_code == 303
    assert provider.calls.count("/jwks") == 2


def test_tokens_that_name_unknown_keys_do_not_make_us_ask_all_the_time(
    traveller: Traveller, provider: FakeProvider
) -> None:
    provider.key = ECKey.generate_key("P-256", auto_kid=True)
    for _ in range(4):
        assert traveller.go().status_code == 400
    assert provider.calls.count("/jwks") == 1


@pytest.mark.parametrize("is_in_token", [True, False])
def test_the_number_may_stand_in_the_token_or_behind_userinfo(
    traveller: Traveller, provider: FakeProvider, *, is_in_token: bool
) -> None:
    provider.about = {"userinfo_endpoint": f"{ISSUER}/userinfo"}
    provider.userinfo = {"sub": "person-1", NUMBER_CLAIM: NUMBER, "acr": "urn:other"}
    if not is_in_token:
        provider.claims = {NUMBER_CLAIM: None}
    assert traveller.go().status_code == 303
    assert traveller.name() == "Amina Warsame"
    assert ("/userinfo" in provider.calls) is not is_in_token


def test_a_provider_that_wants_the_secret_in_the_form_gets_it_there(
    traveller: Traveller, provider: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.about = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    seen: list[Any] = []

    def token(request: Any) -> tuple[int, Any]:
        seen.append(request)
        return 400, {"error": "invalid_grant"}

    monkeypatch.setattr(provider, "_token", token)
    traveller.go()
    assert "Authorization" not in seen[0].headers
    assert dict(parse_qsl(seen[0].body))["client_secret"] == "hemligt"


def test_somebody_whom_the_register_does_not_know_is_known_by_the_e_id_alone(
    traveller: Traveller, provider: FakeProvider, database: Database
) -> None:
    provider.claims = {NUMBER_CLAIM: "199001012385", "name": None, "given_name": "Okänd", "family_name": "Person"}
    traveller.go()
    assert traveller.name() == "Okänd Person"
    with database.read() as session:
        kept = session.scalars(select(ResidentSession)).one()
        assert '"municipality": ""' in (kept.person or "")


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil", "/en/../../x", "javascript:alert(1)", "/en/a\nb"]
)
def test_nobody_is_led_to_another_site(traveller: Traveller, wanted: str) -> None:
    answer = traveller.browser.get("/en/logga-in/borja", query_string={"next": wanted})
    traveller.provider.asked = dict(parse_qsl(urlsplit(answer.location).query))
    assert traveller.come_back().location == "/en/"
    door = traveller.browser.get("/en/logga-in", query_string={"next": wanted}).get_data(as_text=True)
    assert "logga-in/borja?next" not in door


def test_one_comes_back_to_the_page_that_was_wanted(traveller: Traveller) -> None:
    traveller.leave("/ar/ekonomiskt-bistand/ansok?del=2")
    assert traveller.come_back().location == "/ar/ekonomiskt-bistand/ansok?del=2"


def test_the_way_through_the_simulated_e_id_is_the_same_protocol(app: Flask, database: Database) -> None:
    browser = SignedIn(app, "johan")
    token = browser.cookie("portal_resident") or ""
    with database.read() as session:
        visit = queries.visit(session, service.token_hash(database.keyring, token), NOON)
    assert visit is not None
    assert (visit.resident.name, visit.resident.municipality) == ("Johan Ekberg", "0880")
    assert visit.resident.personnummer == browser.person["personnummer"]


def test_cookies_are_safe_in_production(settings: Settings, database: Database, database_url: str) -> None:
    app = create_app(
        replace(in_production(settings), database_url=database_url, oidc=OIDC, population_url="https://x")
    )
    fake = FakeProvider()
    held = app.extensions["portal"]
    held.services["eid"] = Provider(OIDC, fake)
    held.services["register"] = SimulatedForTest()
    traveller = Traveller(SignedIn.nobody(app), fake)
    with clock.frozen(NOON):
        leaving, answer = traveller.leave(), traveller.come_back()
    cookies = [*leaving.headers.getlist("Set-Cookie"), *answer.headers.getlist("Set-Cookie")]
    names = [cookie.split("=")[0].removeprefix("__Host-") for cookie in cookies]
    assert names == ["portal_eid", "portal_resident", "portal_eid"]
    assert all(cookie.startswith("__Host-") for cookie in cookies)
    for cookie in cookies:
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert fake.asked["redirect_uri"] == "https://portal.example/en/eid/svar"
    held.services["scans"].stop()
    held.database.dispose()


class SimulatedForTest:
    """A register that knows nobody."""

    def person(self, personnummer: str) -> None:
        return None


def test_neither_cookie_nor_person_can_be_read_out_of_the_database(app: Flask, database: Database) -> None:
    browser = SignedIn(app, "johan")
    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM resident_session").fetchall()
    assert len(rows) == 1
    kept = b"".join(value for value in rows[0] if isinstance(value, bytes | memoryview))
    person = browser.person
    for secret in (browser.cookie("portal_resident"), person["personnummer"], person["name"], "0880"):
        assert secret is not None
        assert secret.encode() not in kept
        assert secret not in repr(rows)
