"""The portal served from this very process, so that a browser can meet it on any day: the clock is the test's."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.serving import make_server

from portal.accounts.permissions import Role
from portal.app import FEATURES, create_app, metadata
from portal.core import clock
from portal.core.db import Database
from portal.core.settings import Settings
from portal.platform.jobs.models import Job
from portal.platform.jobs.worker import Worker
from tests.browser.live import TOWN
from tests.factories import accounts

HANDLER = "maria@kommun.example.org"


@dataclass
class Office:
    """A portal on an empty database, its address, its worker and its day."""

    app: Flask
    base: str
    ahead: timedelta

    @property
    def database(self) -> Database:
        """The portal's database."""
        found: Database = self.app.extensions["portal"].database
        return found

    def at(self, moment: datetime) -> None:
        """From here on it is `moment`, and time goes on from there."""
        self.ahead = moment - datetime.now(UTC)

    def now(self) -> datetime:
        """What the portal takes the time to be."""
        return datetime.now(UTC) + self.ahead

    def work(self) -> None:
        """Everything that waits is done, as the worker does it."""
        settings = self.app.extensions["portal"].settings
        jobs = {name: job for feature in FEATURES for name, job in feature.jobs.items()}
        worker = Worker(self.database, settings, jobs)
        while worker.drain():
            pass  # a job may bring about another
        with self.database.read() as session:
            assert session.execute(select(Job.name, Job.last_error).where(Job.last_error.is_not(None))).all() == []

    def employ(self, *roles: Role) -> None:
        """Make an account for a caseworker."""
        accounts.make_account(
            self.database, *roles, email=HANDLER, name="Maria Thorsell", teams=("assistance",), now=self.now()
        )


@contextlib.contextmanager
def running(data: Path, patch: pytest.MonkeyPatch, moment: datetime) -> Iterator[Office]:
    """A portal as long as the block lasts, on whose clock it is `moment`."""
    server = make_server("127.0.0.1", 0, _not_yet, threaded=True)
    base = f"http://127.0.0.1:{server.server_port}"
    app = create_app(Settings.from_environment(_environment(data, base)))
    server.app = app
    office = Office(app, base, timedelta())
    office.at(moment)
    patch.setattr(clock, "now", office.now)
    with office.database.write() as session:
        metadata().create_all(session.connection())
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield office
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        app.extensions["portal"].services["scans"].stop()
        office.database.dispose()


def _environment(data: Path, base: str) -> dict[str, str]:
    return {"PORTAL_DATA_DIR": str(data), "PORTAL_MUNICIPALITY": str(TOWN), "PORTAL_BASE_URL": base}


def _not_yet(_environ: Any, start: Any) -> list[bytes]:
    start("503 Not Yet", [])
    return []
