"""Signing in with a certified provider (npm `oidc-provider`) that the test starts on loopback.

Needs Node; the provider itself comes from the lock beside it (`npm ci`, done here when it is missing).
"""

import json
import os
import select
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from flask import Flask
from werkzeug.test import TestResponse

from portal.app import create_app
from portal.core.db import Database
from portal.core.settings import Oidc, Settings
from portal.core.settings.oidc import LOA3
from tests.factories.residents import SignedIn

HERE = Path(__file__).with_name("provider")
START_SECONDS, CALL_SECONDS, STOP_SECONDS, INSTALL_SECONDS = 60, 20, 10, 300
ANSWERS = [f"http://127.0.0.1:8000/{language}/eid/svar" for language in ("sv", "en", "ar")]
LOA2 = "http://id.elegnamnden.se/loa/1.0/loa2"
AMINA = "199103142387"

pytestmark = pytest.mark.slow


def install() -> None:
    """Install the provider from its lock, once."""
    if not (HERE / "node_modules" / "oidc-provider").exists():
        subprocess.run(["npm", "ci", "--silent"], cwd=HERE, check=True, timeout=INSTALL_SECONDS)


@pytest.fixture(scope="module", params=["RS256", "ES256"])
def issuer(request: pytest.FixtureRequest) -> Iterator[str]:
    """The running provider's address."""
    install()
    client = {"client_id": "portal", "client_secret": "hemligt-hemligt-hemligt-hemligt-"}
    told = {"client": client, "redirectUris": ANSWERS, "levels": [LOA3, LOA2], "algorithm": request.param}
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("NODE_")}
    process = subprocess.Popen(
        ["node", "server.mjs", json.dumps(told)],
        cwd=HERE,
        env=quiet,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], START_SECONDS)
        assert ready, "the provider did not start"
        yield f"http://127.0.0.1:{json.loads(process.stdout.readline())['port']}"
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(STOP_SECONDS)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


@dataclass
class Person:
    """Somebody with one browser for the portal and the provider."""

    portal: SignedIn
    jar: requests.Session
    issuer: str

    def leave(self) -> str:
        """To the provider, as far as the page where it waits; gives that page's address."""
        away = self.portal.get("/en/logga-in/borja").location
        page = self.jar.get(away, timeout=CALL_SECONDS)
        assert (page.status_code, page.text) == (200, "waiting: login")
        return page.url

    def show(self, page: str, **said: str) -> dict[str, str]:
        """Show the e-ID there; gives what the provider sends back with the browser."""
        address = requests.Request("GET", page, params=said).prepare().url or ""
        for _ in range(5):
            answer = self.jar.get(address, allow_redirects=False, timeout=CALL_SECONDS)
            assert answer.is_redirect, answer.text
            address = requests.compat.urljoin(address, answer.headers["Location"])
            if not address.startswith(self.issuer):
                break
        assert address.split("?")[0] == ANSWERS[1]
        return dict(parse_qsl(urlsplit(address).query))

    def come_back(self, said: dict[str, str]) -> TestResponse:
        return self.portal.get("/en/eid/svar", query_string=said)

    def is_signed_in(self) -> bool:
        return self.portal.get("/en/logga-ut").status_code == 200


@pytest.fixture
def app(settings: Settings, database: Database, database_url: str, issuer: str) -> Iterator[Flask]:
    """The portal, connected to the running provider."""
    oidc = Oidc(issuer, "portal", "hemligt-hemligt-hemligt-hemligt-", (LOA3,))
    app = create_app(replace(settings, database_url=database_url, oidc=oidc))
    yield app
    app.extensions["portal"].services["scans"].stop()
    app.extensions["portal"].database.dispose()


@pytest.fixture
def person(app: Flask, issuer: str) -> Iterator[Person]:
    with requests.Session() as jar:
        jar.trust_env = False
        yield Person(SignedIn.nobody(app), jar, issuer)


def test_a_person_signs_in(person: Person) -> None:
    answer = person.come_back(person.show(person.leave(), person=AMINA, level=LOA3))
    assert (answer.status_code, answer.location) == (303, "/en/")
    assert "Signed in as Amina Warsame" in person.portal.get("/en/logga-ut").get_data(as_text=True)


def test_the_e_id_has_to_be_shown_again_each_time(person: Person) -> None:
    person.come_back(person.show(person.leave(), person=AMINA, level=LOA3))
    assert "/interaction/" in person.leave()


def test_a_level_that_is_too_low_is_refused(person: Person) -> None:
    answer = person.come_back(person.show(person.leave(), person=AMINA, level=LOA2))
    assert answer.status_code == 403
    assert "This e-ID is not strong enough" in answer.get_data(as_text=True)
    assert not person.is_signed_in()


def test_stopping_is_understood(person: Person) -> None:
    answer = person.come_back(person.show(person.leave(), stop="y"))
    assert answer.status_code == 403
    assert "You stopped before you were signed in" in answer.get_data(as_text=True)


def test_a_code_that_was_used_is_worth_nothing_in_another_attempt(person: Person) -> None:
    used = person.show(person.leave(), person=AMINA, level=LOA3)
    assert person.come_back(used).status_code == 303
    fresh = person.show(person.leave(), person=AMINA, level=LOA3)
    person.portal.client.delete_cookie("portal_resident", domain="portal.example")
    answer = person.come_back(fresh | {"code": used["code"]})
    assert answer.status_code == 400
    assert "The sign-in took too long" in answer.get_data(as_text=True)
    assert not person.is_signed_in()


def test_a_code_of_one_browser_is_worth_nothing_in_another(app: Flask, person: Person, issuer: str) -> None:
    stolen = person.show(person.leave(), person=AMINA, level=LOA3)
    with requests.Session() as jar:
        jar.trust_env = False
        thief = Person(SignedIn.nobody(app), jar, issuer)
        own = thief.show(thief.leave(), person="199001012385", level=LOA3)
        answer = thief.come_back(own | {"code": stolen["code"]})
    assert answer.status_code == 400
    assert not thief.is_signed_in()


def test_a_person_without_a_number_is_not_let_in(person: Person) -> None:
    answer = person.come_back(person.show(person.leave(), person="no-number", level=LOA3))
    assert answer.status_code == 403
    assert "did not tell us who you are" in answer.get_data(as_text=True)
