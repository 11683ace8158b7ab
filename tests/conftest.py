"""What every test may ask for: settings, keys, and an empty database on both engines."""

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings
from sqlalchemy import text

from portal.app import create_app, metadata
from portal.core.db import Database
from portal.core.keys import Keyring
from portal.core.settings import Settings
from tests.factories import postgresql

hypothesis_settings.register_profile("portal", deadline=None)  # a busy machine is no fault of the code
hypothesis_settings.load_profile("portal")
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogues() -> None:
    """The catalogues as the application reads them, compiled once per worker without a race."""
    from portal.cli import compile_catalogues  # noqa: PLC0415 (the command is loaded for this alone)

    compile_catalogues(ROOT / "translations")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Demo settings whose data lie in the test's own folder."""
    return Settings.from_environment(
        {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_MUNICIPALITY": str(ROOT / "municipality.toml")}
    )


@pytest.fixture
def keyring(settings: Settings) -> Keyring:
    return Keyring(settings.encryption_keys, settings.index_key, settings.secret_key)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A PostgreSQL of the test's own on a socket in a temporary folder, run as an unprivileged user."""
    with postgresql.running() as server:
        yield server.url


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    """The name of a database with all tables, copied for each test."""
    create_postgresql(postgresql_server, "template_portal")
    database = Database(postgresql_server.format(name="template_portal"), Keyring([b"t" * 32], b"i" * 32, b"s" * 32))
    create_tables(database)
    database.dispose()
    return "template_portal"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables, copied for each test."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    database = Database(f"sqlite:///{path}", Keyring([b"t" * 32], b"i" * 32, b"s" * 32))
    create_tables(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return path


def create_postgresql(server: str, name: str, template: str = "template0") -> str:
    """Create a database on the test's server and give its address."""
    with psycopg.connect(_plain(server.format(name="postgres")), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
    return server.format(name=name)


def drop_postgresql(server: str, name: str) -> None:
    """Drop a database of a test together with whatever is still connected to it."""
    with psycopg.connect(_plain(server.format(name="postgres")), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg", "postgresql")


def create_tables(database: Database) -> None:
    """All tables as the models describe them (the migrations are compared with them in a test of their own)."""
    with database.write() as session:
        if database.dialect == "postgresql":
            session.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
        metadata().create_all(session.connection())


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database with all tables, once on each engine."""
    if request.param == "sqlite":
        shutil.copyfile(request.getfixturevalue("sqlite_template"), tmp_path / "portal.db")
        yield f"sqlite:///{tmp_path / 'portal.db'}"
        return
    server = request.getfixturevalue("postgresql_server")
    template = request.getfixturevalue("postgresql_template")
    name = f"t_{uuid.uuid4().hex}"
    yield create_postgresql(server, name, template)
    drop_postgresql(server, name)


@pytest.fixture
def database(database_url: str, keyring: Keyring) -> Iterator[Database]:
    """An empty database with all tables, once on each engine."""
    database = Database(database_url, keyring)
    yield database
    database.dispose()


@pytest.fixture
def app(settings: Settings, database: Database, database_url: str) -> Iterator[Flask]:
    """The whole portal on an empty database, once on each engine."""
    app = create_app(replace(settings, database_url=database_url))
    yield app
    app.extensions["portal"].services["scans"].stop()
    app.extensions["portal"].database.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that keeps nothing between two tests."""
    return app.test_client()
