"""How to make members of staff, their sessions, and a browser that is signed in."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.accounts import guard, passwords, queries, service, tokens
from portal.accounts.feature import FEATURE
from portal.accounts.models import StaffAccount
from portal.accounts.permissions import Permission, Role
from portal.accounts.rules import AccountDetails
from portal.accounts.service import Admission
from portal.accounts.staff import blueprint
from portal.accounts.viewer import Visit
from portal.core.db import Database
from portal.core.settings import Mode, Settings
from portal.core.web import application, public, staff

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PASSWORD = "tre glada ankor"
PASSWORD_HASH = passwords.hashed(PASSWORD)


def make_account(
    database: Database,
    *roles: Role,
    email: str = "maria@kommun.example.org",
    name: str = "Maria Thorsell",
    teams: Iterable[str] = (),
    is_temporary: bool = False,
    now: datetime = NOON,
) -> uuid.UUID:
    """An account whose password is `PASSWORD`."""
    details = AccountDetails(email, name, "en", frozenset(roles), frozenset(teams))
    with database.write() as session:
        account = service.create_account(
            session, details=details, password_hash=PASSWORD_HASH, is_temporary=is_temporary, now=now
        )
        return account.id


def sign_in(database: Database, email: str = "maria@kommun.example.org", **values: object) -> Admission:
    """The admission of somebody who gives the right password, in the demo unless said otherwise."""
    given = {"password": PASSWORD, "device": "", "agent": "Firefox, Linux", "now": NOON, "is_demo": True} | values
    return service.sign_in(database, email=email, **given)


def visit(database: Database, admission: Admission, now: datetime = NOON, *, is_demo: bool = True) -> Visit | None:
    """What the guard finds for the cookie of an admission."""
    number = tokens.session_id(database.keyring, admission.token)
    with database.read() as session:
        return queries.visit(session, number, now, is_demo=is_demo)


def account(database: Database, account_id: uuid.UUID) -> StaffAccount:
    """The account as it is kept."""
    with database.read() as session:
        found = queries.account_by_id(session, account_id)
        assert found is not None
        assert found.totp is None or found.totp
        return found


def in_production(settings: Settings) -> Settings:
    """The same settings as production has them."""
    return replace(settings, mode=Mode.PRODUCTION, base_url="https://portal.example")


def make_app(settings: Settings, database_url: str) -> Flask:
    """An application of nothing but staff accounts and one view per permission, `/handlaggning/prov/<permission>`."""
    app, held = application.bare_application(replace(settings, database_url=database_url))
    held.services["features"] = (FEATURE,)
    app.register_blueprint(blueprint)
    guard.install(app)
    for permission in Permission:
        _add_probe(app, permission)
    app.add_url_rule("/sv/", "home", public(lambda: "home"))
    application.refuse_unmarked(app)
    return app


def _add_probe(app: Flask, permission: Permission) -> None:
    def probe() -> str:
        return f"{permission}: {guard.current_viewer().name}"

    app.add_url_rule(
        f"/handlaggning/prov/{permission}", f"probe_{permission}", staff(permission)(probe), methods=["GET", "POST"]
    )


def close(app: Flask) -> None:
    """Close the application's own connections."""
    app.extensions["portal"].database.dispose()


class Browser:
    """A person's browser: keeps cookies and answers forms with the token that their page carries."""

    def __init__(self, app: Flask) -> None:
        scheme = "https" if app.extensions["portal"].settings.is_https else "http"
        self.base = f"{scheme}://portal.example"
        self.client: FlaskClient = app.test_client()
        self.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"

    def get(self, path: str, **values: object) -> TestResponse:
        return self.client.get(path, base_url=self.base, **values)

    def post(self, path: str, data: dict[str, object] | None = None, **values: object) -> TestResponse:
        return self.client.post(path, base_url=self.base, data=data or {}, **values)

    def send(self, page: str, data: dict[str, object], path: str | None = None) -> TestResponse:
        """Open `page` and send its form, to `path` where the form goes elsewhere."""
        return self.post(path or page, {"csrf_token": form_token(self.get(page))} | data)

    def sign_in(self, email: str = "maria@kommun.example.org", password: str = PASSWORD, **data: str) -> TestResponse:
        return self.post("/handlaggning/logga-in", {"email": email, "password": password} | data)

    def cookie(self, name: str) -> str | None:
        found = self.client.get_cookie(name, domain="portal.example")
        return found.value if found else None


def form_token(answer: TestResponse) -> str:
    """The token in a page's forms."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', answer.get_data(as_text=True))
    assert found, answer.get_data(as_text=True)[:2000]
    return found.group(1)
