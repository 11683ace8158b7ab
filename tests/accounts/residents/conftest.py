"""The whole portal at noon, and a feature with one form behind the e-ID."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Blueprint, Flask

from portal.accounts.hindered import hindered_page
from portal.accounts.resident_guard import current_resident, resident_or_none, resident_token_field
from portal.accounts.residents import hindrance
from portal.app import FEATURES, create_app
from portal.core import clock
from portal.core.db import Database
from portal.core.feature import Feature
from portal.core.settings import Settings
from portal.core.web import anonymous, public, resident, runtime
from tests.factories.accounts import NOON


def form_feature() -> Feature:
    """A page that only residents enter, with a form; one that everybody enters; one that asks the rules."""
    blueprint = Blueprint("prov", __name__, url_prefix="/prov")

    @blueprint.get("/formular")
    @resident
    def form() -> str:
        return f"<form method=post>{resident_token_field()}</form>{current_resident().name}"

    @blueprint.post("/formular")
    @resident
    def save() -> str:
        return f"saved by {current_resident().name}"

    @blueprint.get("/alla")
    @public
    def everybody() -> str:
        found = resident_or_none()
        return found.name if found else "nobody"

    @blueprint.get("/ingen")
    @anonymous
    def nobody() -> str:
        return "somebody" if resident_or_none() else "nobody"

    @blueprint.get("/regler")
    @resident
    def rules() -> object:
        town = runtime().settings.municipality
        found = hindrance(current_resident(), town.code, clock.now().date())
        return hindered_page(found, current_resident(), town.assistance.office) if found else "welcome"

    return Feature(name="prov", blueprints=(blueprint,))


@pytest.fixture
def app(settings: Settings, database: Database, database_url: str) -> Iterator[Flask]:
    """The demo at noon."""
    app = create_app(replace(settings, database_url=database_url), (*FEATURES, form_feature()))
    with clock.frozen(NOON):
        yield app
    app.extensions["portal"].services["scans"].stop()
    app.extensions["portal"].database.dispose()
