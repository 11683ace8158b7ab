"""Every route × every role: as the file says, and as real requests find it (requirement R-19)."""

import re
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.accounts.permissions import Role
from portal.app import create_app
from portal.core.db import Database
from portal.core.settings import Settings
from tests.access.matrix import ANY_STAFF, OPEN, RESIDENT, Opening, doors
from tests.factories import accounts
from tests.factories.residents import SignedIn

FILE = Path(__file__).with_name("doors.txt")
FORBIDDEN, SENT_AWAY = 403, 401


@pytest.fixture
def app(settings: Settings, sqlite_template: Path) -> Flask:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    (settings.data_dir / "portal.db").write_bytes(sqlite_template.read_bytes())
    return create_app(settings)


def test_the_file_names_every_route_and_who_may_enter(app: Flask) -> None:
    lines = [door.line() for door in doors(app)]
    assert lines == FILE.read_text(encoding="utf-8").splitlines(), "write tests/access/doors.txt anew and read it"


def test_admin_enters_no_case(app: Flask) -> None:
    entered = [door.address for door in doors(app) if "admin" in door.roles]
    cases = ("/arenden", "/felanmalan", "/handlaggning/bistand")
    assert not [address for address in entered if any(part in address for part in cases)]


@pytest.mark.parametrize("role", [role for role in Role if not role.value.startswith("assistance")])
def test_nobody_but_assistance_enters_its_cases(app: Flask, role: Role) -> None:
    own = [door for door in doors(app) if door.address.startswith("/handlaggning/bistand")]
    assert own
    assert not [door for door in own if role.value in door.roles or door.roles == ANY_STAFF]


def test_the_auditor_changes_nothing(app: Flask) -> None:
    assert not [door for door in doors(app) if "auditor" in door.roles and door.method != "GET"]


@pytest.mark.parametrize("role", [*Role, None], ids=lambda role: role.value if role else "nobody")
def test_requests_find_the_doors_as_the_file_says(app: Flask, role: Role | None) -> None:
    database: Database = app.extensions["portal"].database
    browser = accounts.Browser(app)
    if role:
        accounts.make_account(database, role)
        browser.sign_in()
    wrong = [
        f"{door.method} {door.address}: {status}"
        for door in doors(app)
        if door.endpoint != "accounts.sign_out"
        if (status := knock(browser.client, door)) and is_open(status) != may(role, door)
    ]
    assert wrong == []


def test_a_resident_finds_the_doors_of_residents_open_and_those_of_staff_closed(app: Flask) -> None:
    browser = SignedIn(app, "erik")
    leaves = {"eid.sign_out"}
    wrong = [
        f"{door.method} {door.address}: {status}"
        for door in doors(app)
        if door.endpoint not in leaves
        if (status := knock(browser.client, door)) and is_open(status) != (door.roles in {OPEN, RESIDENT})
    ]
    assert wrong == []


def knock(client: FlaskClient, door: Opening) -> int:
    """The status of a request with made-up values; a form without its token is refused only after the door."""
    address = re.sub(r"<uuid:\w+>", str(uuid.UUID(int=1)), door.address)
    address = re.sub(r"<lang:language>", "sv", address)
    address = re.sub(r"<int:\w+>", "1", address)
    address = re.sub(r"<any\('([^']+)'[^>]*>", r"\1", address)
    answer = client.open(re.sub(r"<[\w:]+>", "x", address), method=door.method, base_url="http://portal.example")
    to_sign_in = urlsplit(answer.location or "").path in {"/handlaggning/logga-in", "/sv/logga-in"}
    past_the_queue = door.address == "/handlaggning/" and answer.location == "/handlaggning/start"
    return SENT_AWAY if to_sign_in or past_the_queue else answer.status_code


def is_open(status: int) -> bool:
    return status not in {FORBIDDEN, SENT_AWAY}


def may(role: Role | None, door: Opening) -> bool:
    if door.roles == OPEN:
        return True
    return role is not None and door.roles != RESIDENT and (door.roles == ANY_STAFF or role.value in door.roles)
