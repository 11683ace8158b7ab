"""The same button pressed twice at the very same moment: one case, one signature, one appeal, one message."""

import re
import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.cases import service as cases
from portal.cases.models import Case, CaseEvent, EventType
from portal.core import clock
from portal.core.db import Database
from portal.forms.assistance.kind import KIND
from portal.forms.assistance.models import Appeal, Application, Reading
from portal.platform.audit.models import AuditEntry
from portal.platform.jobs.models import Job
from tests.factories import assistance
from tests.factories.residents import SignedIn

ROOT = "/en/ekonomiskt-bistand"
FIELDS = re.compile(r'<input type="hidden" name="(csrf_token|seen)" value="([^"]+)"')


@pytest.fixture
def elin(app: Flask) -> SignedIn:
    return SignedIn(app, "elin")


def database_of(app: Flask) -> Database:
    found: Database = app.extensions["portal"].database
    return found


def at_once(app: Flask, browser: SignedIn, address: str, fields: dict[str, str], times: int = 4) -> list[int]:
    """The statuses of the answers to the same form sent by several threads that start together."""
    cookie = browser.client.get_cookie("portal_resident", domain="portal.example")
    assert cookie is not None
    gate, statuses = threading.Barrier(times), []

    def send() -> None:
        client = app.test_client()
        client.set_cookie("portal_resident", cookie.value, domain="portal.example")
        gate.wait()
        statuses.append(client.post(address, base_url=browser.base, data=fields).status_code)

    threads = [threading.Thread(target=send) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def fields_on(browser: SignedIn, address: str) -> dict[str, str]:
    """What the last form of a page carries."""
    return dict(FIELDS.findall(browser.get(address).text))


def count(app: Flask, of: Callable[[], object]) -> int:
    """How many there are."""
    with database_of(app).read() as session:
        return session.scalar(of()) or 0  # type: ignore[call-overload, no-any-return]


def test_four_signatures_at_once_file_one_case(app: Flask, elin: SignedIn) -> None:
    with database_of(app).write() as session:
        found = assistance.presented(session, now=clock.now()).id
    page = f"{ROOT}/underteckna/{found}"
    assert set(at_once(app, elin, page, fields_on(elin, page))) == {303}
    assert count(app, lambda: select(func.count()).select_from(Case)) == 1
    assert count(app, lambda: select(func.count()).where(AuditEntry.action == "assistance.sign")) == 1
    assert count(app, lambda: select(func.count()).where(Job.name == "assistance.robot")) == 1


def test_four_appeals_readings_and_messages_at_once_are_one_each(app: Flask, elin: SignedIn) -> None:
    with database_of(app).write() as session:
        application = assistance.filed(session, now=clock.now())
        decision = assistance.decided(session, application, now=clock.now()).id
        cases.enter_state(session.get_one(Case, application.case_id), KIND, "decided", clock.now())
        own = f"{ROOT}/mina/{application.id}"
    page = f"{own}/beslut/{decision}"
    assert set(at_once(app, elin, f"{page}/last", fields_on(elin, page))) == {303}
    appeal = fields_on(elin, f"{page}/overklaga") | {"words": "Hela hyran."}
    assert set(at_once(app, elin, f"{page}/overklaga", appeal)) == {303}
    assert set(at_once(app, elin, f"{own}/skriv", fields_on(elin, own) | {"words": "Hej"})) == {303}
    assert count(app, lambda: select(func.count()).select_from(Reading)) == 1
    assert count(app, lambda: select(func.count()).select_from(Appeal)) == 1
    assert count(app, lambda: select(func.count()).where(CaseEvent.type == EventType.MESSAGE)) == 1
    assert count(app, lambda: select(func.count()).select_from(Application)) == 1
