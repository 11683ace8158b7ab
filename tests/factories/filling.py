"""How somebody fills in an application with a browser that runs no script: page by page, row by row."""

import html
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.core.db import Database
from portal.forms.assistance.rules.answers import Person, Role
from portal.forms.drafts.content import Content
from portal.forms.drafts.models import Draft
from portal.forms.drafts.queries import content_of
from tests.factories import assistance
from tests.factories.residents import SignedIn

ROOT = "/en/ekonomiskt-bistand/ansok"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
AMINA = Person(Role.APPLICANT, "199103142387", "Amina Warsame", phone="+46701234567")
CHILD = {"name": "Yusuf Warsame", "number": "20180502-2397", "residence": "full", "lunch": "no"}
RENT = {"type": "rent", "amount": "7 450 kr", "whose": "all"}
WAGE = {"type": "salary", "amount": "4.300:-", "on": "2026-11-10"}
ALONE: tuple[tuple[str, dict[str, str]], ...] = (
    ("together", {"together": "no"}),
    ("applicant", {"phone": "070-123 45 67", "by_sms": "y", "needs_interpreter": "no"}),
    ("payment", {"payment": "account", "clearing": "8327-9", "account": "123 456 789-0"}),
    ("children", {"has": "no"}),
    ("housing", {"form": "rental", "address": "Norra Långgatan 14", "persons": "3", "rooms": "2"}),
    ("livelihood", {"livelihood": "Vikariatet tog slut i oktober.", "worked": "no"}),
    ("planning", {"occupation": "parental_leave", "stays": "yes"}),
    ("incomes", {"has": "no"}),
    ("pending", {"has": "no"}),
    ("assets", {"has": "no"}),
    ("costs", {"has": "no"}),
    ("message", {}),
)
"""Everything that a first application alone asks, in order, with the shortest answers."""


class Applicant(SignedIn):
    """Somebody signed in who applies; `page` and `send` name pages by their code."""

    def __init__(self, app: Flask, person: str = "amina") -> None:
        super().__init__(app, person)

    def page(self, code: str, status: int = 200) -> str:
        """The page `code` (with `/rad` a new row); its text."""
        answer = self.get(f"{ROOT}/{code}")
        assert answer.status_code == status, (answer.status_code, answer.location)
        return answer.get_data(as_text=True)

    def begin(self, month: int = 0) -> TestResponse:
        """Choose one of the months that are open and begin."""
        page = self.get(ROOT).get_data(as_text=True)
        offered = re.findall(r'name="month" value="([^"]+)"', page)
        return self.post(ROOT, carried(page) | {"month": offered[month]})

    def fill(self, code: str, answers: dict[str, str], **more: str) -> TestResponse:
        """Open the page, answer and press the button."""
        page = self.page(code)
        return self.post(action_of(page), carried(page) | answers | more)

    def fill_all(self, *pages: tuple[str, dict[str, str]]) -> None:
        """Several pages, each of which must be right."""
        for code, answers in pages or ALONE:
            answer = self.fill(code, answers)
            assert answer.status_code == 303, (code, mistakes(answer))

    def declare(self) -> TestResponse:
        """Read all answers, declare and go on to sign."""
        page = self.page("granska")
        return self.post(f"{ROOT}/granska", carried(page) | {"attest": "y"})

    def sign(self, at: str) -> TestResponse:
        """Sign on the page that `declare` led to."""
        page = self.get(at).get_data(as_text=True)
        seen = re.search(r'name="seen" value="([0-9a-f]+)"', page)
        assert seen, page[:2000]
        return self.post(at, carried(page) | {"seen": seen[1]})


def carried(page: str) -> dict[str, Any]:
    """What the form of a page carries unseen."""
    form = page[max(page.find('id="page"'), 0) :]
    found = re.findall(r'<input type="hidden" name="(csrf_token|version|tab|till|has)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in reversed(found)}


def action_of(page: str) -> str:
    """Where the form of a page is sent."""
    found = re.search(r'<form id="page"[^>]* action="([^"]+)"', page)
    assert found, page[:2000]
    return found[1]


def mistakes(answer: TestResponse) -> list[str]:
    """What the page says is to be put right beside its fields."""
    found = re.findall(r'<p class="error"[^>]*>(.*?)</p>', answer.get_data(as_text=True), re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>", "", words)).removeprefix("Error: ") for words in found]


def values(page: str) -> dict[str, str]:
    """What stands in the lines of a page."""
    found = re.findall(r'<input class="input[^>]* name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


def database_of(app: Flask) -> Database:
    """The database of the portal under test."""
    found: Database = app.extensions["portal"].database
    return found


def draft_in(app: Flask) -> Content:
    """What the only draft holds."""
    with database_of(app).read() as session:
        return content_of(session.scalars(select(Draft)).one())


def file_earlier(app: Flask, *people: Person, month: str = "2026-11", **more: Any) -> None:
    """An application of `people` that was filed some weeks ago."""
    with database_of(app).write() as session:
        said = assistance.answers(*people, month=month, **more)
        assistance.filed(session, *people, now=NOON - timedelta(days=20), of=said)


def with_hidden(page: str, **more: str) -> dict[str, Any]:
    """What a form carries unseen, and `more`."""
    return carried(page) | more


def without_address(answer: TestResponse, address: str) -> bytes:
    """A page that is not there, but for the address that was asked for."""
    assert answer.status_code == 404
    return answer.data.replace(f"/{address}".encode(), b"")
