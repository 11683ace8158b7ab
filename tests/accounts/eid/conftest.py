"""The whole portal at noon, with the simulated e-ID or with a made-up provider that can misbehave."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from portal.accounts.eid.provider import Provider
from portal.app import create_app
from portal.core import clock
from portal.core.db import Database
from portal.core.settings import Settings
from tests.factories.accounts import NOON
from tests.factories.eid import OIDC, FakeProvider, Traveller
from tests.factories.residents import SignedIn


def _running(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    with clock.frozen(NOON):
        yield app
    app.extensions["portal"].services["scans"].stop()
    app.extensions["portal"].database.dispose()


@pytest.fixture
def app(settings: Settings, database: Database, database_url: str) -> Iterator[Flask]:
    """The demo with its own e-ID."""
    yield from _running(replace(settings, database_url=database_url))


@pytest.fixture
def connected(settings: Settings, database: Database, database_url: str) -> Iterator[Flask]:
    """The portal with a real provider's settings."""
    yield from _running(replace(settings, database_url=database_url, oidc=OIDC))


@pytest.fixture
def provider(connected: Flask) -> FakeProvider:
    """The provider that the portal asks."""
    fake = FakeProvider()
    connected.extensions["portal"].services["eid"] = Provider(OIDC, fake)
    return fake


@pytest.fixture
def traveller(connected: Flask, provider: FakeProvider) -> Traveller:
    """A browser that has not signed in yet."""
    return Traveller(SignedIn.nobody(connected), provider)
