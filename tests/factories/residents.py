"""How to sign a resident in: a browser that goes the whole way through the simulated e-ID."""

import html
import re
from datetime import date
from typing import Any, Self
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from portal.accounts.population.simulated import demo_person
from portal.accounts.residents import Resident, service
from portal.core.db import Database
from tests.factories.accounts import Browser

NOON_PERSON = "amina"


def make_resident(database: Database, number: str = "199103142387", **changes: Any) -> Resident:
    """Somebody who lives in Kalmar, for tests that need no browser; `changes` are other fields of `Resident`."""
    key = service.subject_key(database.keyring, number)
    known = {"is_protected": False, "municipality": "0880", "born_on": date(1991, 3, 14)}
    return Resident(personnummer=number, name="Amina Warsåme", subject_key=key, **known | changes)


class SignedIn(Browser):
    """A browser in which a demo person has signed in; `person` is their key, `personnummer` chooses by number."""

    def __init__(self, app: Flask, person: str = NOON_PERSON, language: str = "en") -> None:
        super().__init__(app)
        self.person = demo_person(person)
        self.language = language
        self.enter(person)

    def enter(self, person: str, next_page: str = "") -> TestResponse:
        """Sign `person` in with this browser; gives the answer after the way through the e-ID."""
        return self.come_back(self.choose(self.leave(next_page), person=person))

    def leave(self, next_page: str = "") -> TestResponse:
        """Begin to sign in; gives the page of the e-ID where one chooses."""
        away = self.get(f"/{self.language}/logga-in/borja", query_string={"next": next_page} if next_page else {})
        assert away.status_code == 303, away.get_data(as_text=True)[:2000]
        return self.get(away.location)

    def choose(self, page: TestResponse, **said: str) -> TestResponse:
        """Send the e-ID's form; gives its answer, which leads back."""
        return self.post("/demo-eid/authorize", hidden_fields(page) | said)

    def come_back(self, answer: TestResponse) -> TestResponse:
        """Follow the e-ID's answer to the portal."""
        assert answer.status_code == 303, answer.get_data(as_text=True)[:2000]
        parts = urlsplit(answer.location)
        assert f"{parts.scheme}://{parts.netloc}" == self.base
        return self.get(f"{parts.path}?{parts.query}")

    @classmethod
    def nobody(cls, app: Flask, language: str = "en") -> Self:
        """The same browser before anybody has signed in."""
        browser = cls.__new__(cls)
        Browser.__init__(browser, app)
        browser.language = language
        return browser


def hidden_fields(page: TestResponse) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    return hidden_fields_of(page.get_data(as_text=True))


def hidden_fields_of(text: str) -> dict[str, str]:
    """The hidden fields of the forms in a page's text."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text)
    return {name: html.unescape(value) for name, value in found}
