"""The whole portal with an editor or a publisher signed in."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from portal.accounts.permissions import Role
from portal.app import create_app
from portal.core import clock
from portal.core.db import Database
from portal.core.settings import Settings
from tests.factories import accounts
from tests.factories.accounts import Browser


@pytest.fixture
def app(settings: Settings, database: Database, database_url: str) -> Iterator[Flask]:
    """The demo at noon."""
    app = create_app(replace(settings, database_url=database_url))
    with clock.frozen(accounts.NOON):
        yield app
    accounts.close(app)


@pytest.fixture
def editor(app: Flask, database: Database) -> Browser:
    """A browser in which an editor is signed in."""
    return signed_in(app, database, Role.EDITOR, "elin@kommun.example.org")


@pytest.fixture
def publisher(app: Flask, database: Database) -> Browser:
    """A browser in which a publisher is signed in."""
    return signed_in(app, database, Role.PUBLISHER, "lena@kommun.example.org")


def signed_in(app: Flask, database: Database, role: Role, email: str) -> Browser:
    """A browser in which somebody in `role` is signed in."""
    accounts.make_account(database, role, email=email, name=email.split("@", maxsplit=1)[0].title())
    browser = Browser(app)
    assert browser.sign_in(email).status_code == 303
    return browser
