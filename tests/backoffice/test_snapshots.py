"""What was found is found again while it is true, and not a moment longer."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest

from portal.accounts.permissions import Role
from portal.backoffice import queries
from portal.backoffice.filters import QueueFilter, View
from portal.cases.models import Case
from portal.core.db import Database
from portal.core.keys import Keyring
from tests.factories import cases, staff

KINDS = cases.three_kinds()
TRIAGE = staff.viewer(Role.TRIAGE)
NUMBER = "D-26-AAAA2"


@pytest.fixture
def open_case(database: Database, now: datetime) -> None:
    with database.write() as session:
        cases.make_case(session, now, number=NUMBER, due_at=now + timedelta(hours=1))


def page(database: Database, now: datetime) -> queries.QueuePage:
    with database.read() as session:
        return queries.queue_page(session, TRIAGE, QueueFilter(), KINDS, now)


def change(database: Database, **values: object) -> None:
    with database.write() as session:
        case = session.query(Case).one()
        for name, value in values.items():
            setattr(case, name, value)


@pytest.mark.usefixtures("open_case")
def test_nothing_is_looked_up_twice_while_nothing_changes(
    database: Database, now: datetime, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    first = page(database, now)
    with statements() as sent:
        assert page(database, now + timedelta(minutes=1)) is first
    assert len([statement for statement in sent if "case" in statement]) == 0


@pytest.mark.usefixtures("open_case")
def test_a_change_on_the_same_connection_is_seen_at_once(database: Database, now: datetime) -> None:
    page(database, now)
    change(database, heading="Mended by us")
    assert page(database, now).rows[0].title == "Mended by us"


@pytest.mark.usefixtures("open_case")
def test_a_change_by_another_process_is_seen_at_once(
    database: Database, database_url: str, keyring: Keyring, now: datetime
) -> None:
    other = Database(database_url, keyring)
    page(database, now)
    for heading in ("One", "Two", "Three"):
        change(other, heading=heading)
        assert page(database, now).rows[0].title == heading
    other.dispose()


@pytest.mark.usefixtures("open_case")
def test_a_promise_that_comes_due_is_counted_as_broken_at_once(database: Database, now: datetime) -> None:
    due_at = now + timedelta(hours=1)
    assert page(database, due_at).facets.views[View.BROKEN] == 0
    assert page(database, due_at + timedelta(microseconds=1)).facets.views[View.BROKEN] == 1
    assert page(database, now).facets.views[View.BROKEN] == 0


@pytest.mark.usefixtures("open_case")
def test_what_was_rolled_back_is_not_kept(database: Database, now: datetime) -> None:
    with database.session(writes=True) as session:
        case = session.query(Case).one()
        case.heading = "Never happened"
        session.flush()
        queries.queue_page(session, TRIAGE, QueueFilter(), KINDS, now)
        session.rollback()
    assert page(database, now).rows[0].title != "Never happened"
