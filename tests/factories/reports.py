"""Residents for tests: a browser that opens a page, fills in the form it finds there and sends it."""

import html
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from portal.accounts.permissions import Role, permissions_of
from portal.accounts.viewer import Viewer
from portal.cases.models import Case
from portal.core.db import Database
from portal.reports.places.models import Place
from portal.reports.places.rules import SignState
from tests.factories import places

TRIAGE = Viewer(
    account_id=UUID(int=1),
    name="Maria Thorsell",
    initials="MT",
    email="maria@kommun.example",
    roles=frozenset({Role.TRIAGE}),
    permissions=permissions_of([Role.TRIAGE]),
    teams=frozenset(),
    language="en",
)


@dataclass(frozen=True)
class Spot:
    """A playground with a sign."""

    ref: str
    code: str

    @property
    def sign_page(self) -> str:
        return f"/sv/felanmalan/{self.code}"

    @property
    def place_page(self) -> str:
        return f"/sv/felanmalan/plats/{self.ref}"


def database_of(app: Flask) -> Database:
    """The application's database."""
    found: Database = app.extensions["portal"].database
    return found


def spot(app: Flask, state: SignState = SignState.MOUNTED, **different: Any) -> Spot:
    """A stored playground with a sign."""
    with database_of(app).write() as session:
        place: Place = places.place(session, **different)
        return Spot(place.ref, places.sign(session, place, state).code)


@dataclass
class Form:
    """A form as it stands on a page: where it goes, and what is in its fields already."""

    action: str
    fields: dict[str, str]

    @property
    def token(self) -> str:
        return self.fields["token"]


def forms_on(page: str) -> list[Form]:
    """Every form on a page, once for each address it can be sent to, with text fields and ticked boxes."""
    return [
        Form(html.unescape(address), dict(_fields(body)))
        for head, body in re.findall(r"<form\b([^>]*)>(.*?)</form>", page, re.S)
        for address in (_attribute(head, "action"), *re.findall(r'\bformaction="([^"]*)"', body))
    ]


def form_to(page: str, ending: str = "") -> Form:
    """The first form on a page that carries a token and goes to an address with `ending` in it."""
    return next(form for form in forms_on(page) if "token" in form.fields and ending in form.action)


def report_form(page: str) -> Form:
    """The report's own form, or the form of the page that keeps it."""
    return next(form for form in forms_on(page) if "website" in form.fields or "topic" in form.fields)


def _fields(body: str) -> Iterable[tuple[str, str]]:
    for head in re.findall(r"<input\b([^>]*)>", body):
        name, kind = _attribute(head, "name"), _attribute(head, "type")
        if name and (kind not in {"radio", "checkbox", "file"} or re.search(r"\bchecked\b", head)):
            yield name, html.unescape(_attribute(head, "value"))
    for head, text in re.findall(r"<textarea\b([^>]*)>(.*?)</textarea>", body, re.S):
        yield _attribute(head, "name"), html.unescape(text.removeprefix("\n"))


def _attribute(head: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', head)
    return found[1] if found else ""


@dataclass
class Resident:
    """Somebody with a browser: the page they look at, and what they send from it."""

    client: FlaskClient
    page: str = ""
    status: int = 0
    receipt: str = field(default="", repr=False)

    def open(self, address: str) -> str:
        """Look at a page."""
        return self._take(self.client.get(address, follow_redirects=True))

    def send(self, photos: Iterable[bytes] = (), form: Form | None = None, **typed: str) -> TestResponse:
        """Fill in the report's form on the page and send it, as a browser would."""
        form = form or report_form(self.page)
        return self.post(form.action, form.fields | typed, photos)

    def post(self, address: str, fields: Mapping[str, Any], photos: Iterable[bytes] = ()) -> TestResponse:
        """Send these fields; the page that answers is looked at, a redirect is noted."""
        files = [(io.BytesIO(photo), f"IMG_{number}.jpg") for number, photo in enumerate(photos)]
        answer = self.client.post(
            address, data={**fields, **({"photos": files} if files else {})}, content_type="multipart/form-data"
        )
        self._take(answer)
        return answer

    def report(self, address: str, photos: Iterable[bytes] = (), **typed: str) -> str:
        """Report from the page at `address`; gives the receipt."""
        self.open(address)
        answer = self.send(photos, **({"topic": "broken"} | typed))
        assert answer.status_code == 303, self.page
        self.receipt = receipt_in(answer)
        return self.receipt

    def follow(self, **query: str) -> str:
        """Look at the page of the case."""
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        return self.open(f"/sv/folj/{self.receipt}?{asked}")

    def press(self, ending: str, **typed: str) -> TestResponse:
        """Fill in one of the small forms of the page and send it."""
        form = form_to(self.page, ending)
        return self.post(form.action, form.fields | typed)

    def _take(self, answer: TestResponse) -> str:
        self.page, self.status = answer.text, answer.status_code
        return self.page


def receipt_in(answer: TestResponse) -> str:
    """The receipt that an answer sends on to."""
    return answer.headers["Location"].rsplit("/", 1)[1]


def cases_in(app: Flask) -> int:
    """How many cases there are."""
    with database_of(app).read() as session:
        return session.scalar(select(func.count()).select_from(Case)) or 0


def only_case(app: Flask) -> Case:
    """The one case there is."""
    with database_of(app).read() as session:
        return session.scalars(select(Case)).one()
