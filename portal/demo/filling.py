"""Fills an empty database, in the order in which things lean on each other; again it changes nothing."""

from collections.abc import Sequence
from pathlib import Path

from portal.accounts import demo as accounts
from portal.core import clock
from portal.core.db import Database
from portal.core.feature import Feature
from portal.core.settings import Settings
from portal.demo import stories
from portal.reports.places import demo as places

GEOGRAPHY = Path(__file__).parent / "geography"


def fill(settings: Settings, database: Database, features: Sequence[Feature]) -> None:
    """Accounts, areas, places with signs, and a year of cases; then whatever further features bring."""
    now = clock.now()
    accounts.fill(database, settings, now)
    places.fill(database, settings, now, areas=GEOGRAPHY / "areas.geojson", places=GEOGRAPHY / "places.geojson")
    stories.fill(database, settings, now)
    for feature in features:
        if feature.demo and feature.name != "accounts":
            feature.demo(database, settings, now)
