"""A portal whose demo is filled once, for tests that only look."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal.accounts import demo as accounts
from portal.core.db import Database
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.forms.assistance.demo import filling

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="package")
def filled(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Database]:
    """A portal whose demo is filled, for tests that only look."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copyfile(sqlite_template, folder / "portal.db")
    settings = settings_in(folder)
    keyring = Keyring(settings.encryption_keys, settings.index_key, settings.secret_key)
    database = Database(f"sqlite:///{folder / 'portal.db'}", keyring)
    fill(database, settings, NOW)
    yield database
    database.dispose()


def settings_in(folder: Path) -> Settings:
    town = Path(__file__).resolve().parents[4] / "municipality.toml"
    return Settings.from_environment({"PORTAL_DATA_DIR": str(folder), "PORTAL_MUNICIPALITY": str(town)})


def fill(database: Database, settings: Settings, now: datetime) -> None:
    accounts.fill(database, settings, now)
    filling.fill(database, settings, now)
