"""The whole portal with a small register and the ombudsman signed in."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from portal.accounts.permissions import Role
from portal.app import create_app
from portal.core import clock
from portal.core.db import Database
from portal.core.settings import Settings
from tests.factories import accounts, processes
from tests.factories.accounts import Browser


@pytest.fixture
def app(settings: Settings, database: Database, database_url: str) -> Iterator[Flask]:
    """The demo at noon."""
    with database.write() as session:
        processes.fill(session)
    app = create_app(replace(settings, database_url=database_url))
    with clock.frozen(accounts.NOON):
        yield app
    accounts.close(app)


@pytest.fixture
def browser(app: Flask, database: Database) -> Browser:
    """A browser in which the ombudsman is signed in."""
    accounts.make_account(database, Role.OMBUDSMAN)
    browser = Browser(app)
    assert browser.sign_in().status_code == 303
    return browser
