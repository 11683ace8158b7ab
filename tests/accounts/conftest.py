"""An application of nothing but staff accounts, on both databases."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal.core import clock
from portal.core.db import Database
from portal.core.settings import Settings
from tests.factories import accounts


@pytest.fixture
def app(settings: Settings, database: Database, database_url: str) -> Iterator[Flask]:
    """The demo at noon."""
    app = accounts.make_app(settings, database_url)
    with clock.frozen(accounts.NOON):
        yield app
    accounts.close(app)


@pytest.fixture
def production(settings: Settings, database: Database, database_url: str) -> Iterator[Flask]:
    """Production at noon."""
    app = accounts.make_app(accounts.in_production(settings), database_url)
    with clock.frozen(accounts.NOON):
        yield app
    accounts.close(app)
