"""Somebody who applies for assistance through the real pages, page by page, as a browser without scripts would."""

import html
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.factories.residents import SignedIn

CARRIED = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
Row = Mapping[str, str]

ALONE: Mapping[str, Row] = {
    "together": {"together": "no"},
    "applicant": {"email": "filip@example.se", "by_email": "y", "needs_interpreter": "no"},
    "payment": {"payment": "account", "clearing": "8327-9", "account": "123 456 789-0"},
    "children": {"has": "no"},
    "housing": {"form": "rental", "address": "Ängöleden 12", "persons": "1", "rooms": "1"},
    "livelihood": {"livelihood": "Jag hade ett vikariat som tog slut.", "worked": "no"},
    "planning": {"occupation": "jobseeking", "stays": "yes"},
    "jobs": {"has": "no"},
    "incomes": {"has": "no"},
    "pending": {"has": "no"},
    "assets": {"has": "no"},
    "costs": {"has": "yes"},
    "message": {"message": ""},
}
"""What somebody who lives alone and lacks a job answers, page by page."""

RENT: Row = {"type": "rent", "amount": "5 000 kr"}


class Applicant(SignedIn):
    """A browser in which somebody applies."""

    @property
    def root(self) -> str:
        return f"/{self.language}/ekonomiskt-bistand"

    def look(self, address: str) -> str:
        """The text of a page that is there."""
        answer = self.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code} {answer.location} {answer.text[:3000]}"
        return html.unescape(answer.text)

    def begin(self, month: str) -> None:
        """Choose a month that is open."""
        page = self.get(f"{self.root}/ansok").text
        assert f'name="month" value="{month}"' in page
        self.sent(self.post(f"{self.root}/ansok", fields(page, "") | {"month": month}))

    def fill(self, code: str, said: Row, files: Sequence[tuple[str, bytes]] = ()) -> str:
        """Answer a page, with files; gives the page that comes next."""
        uploads = {"files": [(io.BytesIO(content), name) for name, content in files]} if files else {}
        return self.sent(self.page_of(f"{self.root}/ansok/{code}", {**said, **uploads}))

    def add_row(self, code: str, said: Row) -> str:
        """Add one row to a page."""
        return self.sent(self.page_of(f"{self.root}/ansok/{code}/rad", said))

    def page_of(self, address: str, said: Mapping[str, Any]) -> TestResponse:
        """Send the form of the page at `address`."""
        page = self.get(address)
        assert page.status_code == 200, f"{address}: {page.status_code} {page.location}"
        action = re.search(r'<form id="page"[^>]*action="([^"]+)"', page.text)
        return self.post(html.unescape(action[1]) if action else address, fields(page.text, 'id="page"') | dict(said))

    def sent(self, answer: TestResponse) -> str:
        """Where an accepted form leads."""
        faults = re.findall(r'class="error"[^>]*>(.*?)</p>', answer.text, re.S)
        assert answer.status_code == 303, f"{answer.status_code} {faults}"
        return answer.location

    def answer_all(
        self, said: Mapping[str, Row], *, rent: Row = RENT, files: Sequence[tuple[str, bytes]] = ()
    ) -> None:
        """Answer every page, with the rent as the only cost and files beside the home."""
        for code, values in said.items():
            if code == "costs":
                self.add_row(code, rent)
            self.fill(code, values, files if code == "housing" else ())

    def declare(self) -> str:
        """Read all answers and declare on honour; gives the page where one signs."""
        return self.sent(self.page_of(f"{self.root}/ansok/granska", {"attest": "y"}))

    def press(self, address: str, ending: str, **typed: Any) -> TestResponse:
        """Send the form on the page at `address` that goes to an address with this ending."""
        page = self.get(address).text
        for head, body in re.findall(r"<form\b([^>]*)>(.*?)</form>", page, re.S):
            action = re.search(r'action="([^"]*)"', head)
            if action and html.unescape(action[1]).endswith(ending):
                return self.post(html.unescape(action[1]), dict(CARRIED.findall(body)) | typed)
        raise AssertionError(f"no form to {ending} at {address}")


def fields(page: str, mark: str) -> dict[str, str]:
    """The hidden fields of the form whose tag holds `mark`, else of the last form of the page."""
    forms = re.findall(r"<form\b([^>]*)>(.*?)</form>", page, re.S)
    bodies = [body for head, body in forms if mark and mark in head] or [body for _, body in forms if "csrf" in body]
    return {html.unescape(name): html.unescape(value) for name, value in CARRIED.findall(bodies[-1])}


def applicant(app: Flask, person: str, language: str = "sv") -> Applicant:
    """Somebody who has signed in to apply."""
    return Applicant(app, person, language)
