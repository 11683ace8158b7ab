"""The worker beside a database that really goes away, and beside a lane full of poison."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import func, select

from portal.core.db import Database
from portal.core.feature import Job as JobKind
from portal.core.settings import Settings
from portal.platform.jobs import JobContext, enqueue, queries
from portal.platform.jobs.models import Job, JobState
from portal.platform.jobs.worker import Worker

POISON = 200


def wait_until(truth: Callable[[], Any], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not truth() and time.monotonic() < end:
        time.sleep(0.02)
    assert truth()


@contextmanager
def running(worker: Worker) -> Iterator[None]:
    worker.start()
    try:
        yield
    finally:
        worker.stop()
        worker.join(5)


def put(database: Database, name: str = "work", lane: str = "quick") -> None:
    with database.write() as session:
        enqueue(session, name, {}, lane=lane)


def done(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).where(Job.state == JobState.DONE)) or 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_worker_goes_on_when_its_database_is_back(
    database: Database, settings: Settings, postgresql_server: str, caplog: pytest.LogCaptureFixture
) -> None:
    name = database.url.database
    admin = postgresql_server.format(name="postgres").replace("postgresql+psycopg", "postgresql")
    with running(Worker(database, settings, {"work": JobKind(lambda *_: None)}, poll_seconds=0.05)):
        put(database)
        wait_until(lambda: done(database) == 1, 5)
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'.encode())
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            wait_until(lambda: "does not answer" in caplog.text, 5)
            time.sleep(0.5)
            connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'.encode())
        put(database)
        wait_until(lambda: done(database) == 2, 10)
    assert caplog.text.count("does not answer") == 1


def test_a_lane_full_of_poison_delays_no_letter_and_ends_where_staff_see_it(
    database: Database, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("CRITICAL", "portal.jobs")

    def poison(_context: JobContext, _payload: dict[str, Any]) -> None:
        time.sleep(0.05)
        raise OSError

    jobs = {"poison": JobKind(poison, attempts=1), "letter": JobKind(lambda *_: None, lane="mail")}
    for _ in range(POISON):
        put(database, "poison")
    with running(Worker(database, settings, jobs)):
        put(database, "letter", "mail")
        wait_until(lambda: done(database) == 1, 3)
        wait_until(lambda: dead(database) > 3, 5)


def dead(database: Database) -> int:
    with database.read() as session:
        return len(queries.dead_jobs(session))
