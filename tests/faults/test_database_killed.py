"""PostgreSQL is killed while many report: nobody's receipt is lost, no case is half, and the portal goes on (R-5)."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException

import pytest
from sqlalchemy import func, select, text

from portal.cases.models import Case, CaseEvent, EventType
from portal.core.db import Database
from portal.core.keys import Keyring
from portal.reports.places.models import Place
from tests.conftest import create_postgresql, create_tables
from tests.factories import places, postgresql
from tests.factories.postgresql import DURABLE, Postgres
from tests.factories.reports import Spot, report_form
from tests.factories.server import Reply, Server, serving

REPORTERS = 8
AT_LEAST = 2 * REPORTERS
"""Receipts before the kill, and again after it."""
AWAY, PATIENCE = 1.0, 60.0


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgresql.running(DURABLE) as server:
        create_postgresql(server.url, "portal")
        yield server


@pytest.fixture(scope="module")
def database(server: Postgres) -> Iterator[Database]:
    database = Database(server.url.format(name="portal"), Keyring([b"t" * 32], b"i" * 32, b"s" * 32))
    create_tables(database)
    yield database
    database.dispose()


@pytest.fixture(scope="module")
def portal(database: Database, server: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = str(tmp_path_factory.mktemp("portal"))
    url = server.url.format(name="portal")
    with serving({"PORTAL_DATABASE_URL": url, "PORTAL_DATA_DIR": folder}, workers=2) as portal:
        yield portal


@pytest.fixture(scope="module")
def playground(database: Database) -> Spot:
    with database.write() as session:
        place: Place = places.place(session)
        return Spot(place.ref, places.sign(session, place).code)


class Crowd:
    """Reporters who go on until told to stop; each notes the words of every report that got a receipt."""

    def __init__(self, portal: Server, playground: Spot) -> None:
        self._portal, self._playground = portal, playground
        self.enough = threading.Event()
        self.told: dict[str, str] = {}
        self.statuses: set[int] = set()

    def report(self, number: int) -> None:
        """Report again and again, each time something else, until there is enough."""
        at = 0
        while not self.enough.is_set():
            at += 1
            words = f"Fel {number} nummer {at}"
            try:
                reply = self._send(words)
            except (OSError, HTTPException, StopIteration):
                continue
            self.statuses.add(reply.status)
            if reply.status == 303:
                self.told[reply.location] = words

    def _send(self, words: str) -> Reply:
        form = report_form(self._portal.get(self._playground.sign_page).page)
        return self._portal.post(form.action, form.fields | {"topic": "broken", "words": words})


def test_the_database_really_waits_for_the_disk(database: Database) -> None:
    with database.read() as session:
        asked = ("fsync", "synchronous_commit", "full_page_writes")
        assert [session.scalar(text(f"SHOW {name}")) for name in asked] == ["on", "on", "on"]


def test_whoever_saw_a_receipt_finds_the_case_and_the_portal_answers_again(
    server: Postgres, database: Database, portal: Server, playground: Spot
) -> None:
    crowd = Crowd(portal, playground)
    with ThreadPoolExecutor(REPORTERS) as pool:
        at_work = [pool.submit(crowd.report, number) for number in range(REPORTERS)]
        try:
            wait_for(crowd, AT_LEAST)
            server.kill()
            before = len(crowd.told)
            time.sleep(AWAY)
            server.start()
            wait_for(crowd, before + AT_LEAST)
        finally:
            crowd.enough.set()
        for each in at_work:
            each.result(60)
    assert crowd.statuses <= {303, 429, 503}
    for receipt, words in crowd.told.items():
        assert words in portal.get(receipt.replace("/kvitto/", "/folj/")).page
    assert_whole(database, at_least=len(crowd.told))


def wait_for(crowd: Crowd, receipts: int) -> None:
    """Wait until so many have a receipt; fails when that takes too long."""
    deadline = time.monotonic() + PATIENCE
    while len(crowd.told) < receipts:
        assert time.monotonic() < deadline, f"{len(crowd.told)} receipts; answers: {crowd.statuses}"
        time.sleep(0.05)


def assert_whole(database: Database, *, at_least: int) -> None:
    """Every case has its opening and its words, each once, and nothing hangs in the air."""
    database.engine.dispose()
    with database.read() as session:
        cases = session.scalar(select(func.count()).select_from(Case)) or 0
        assert cases >= at_least
        for type_ in (EventType.OPENED, EventType.MESSAGE):
            having = select(CaseEvent.case_id).where(CaseEvent.type == type_)
            events = session.scalars(having).all()
            assert len(events) == len(set(events)) == cases
