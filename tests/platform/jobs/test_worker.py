"""The worker: what a handler may rely on, lanes, recurring jobs, outages, stopping."""

import logging
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from portal.core import clock
from portal.core.db import Database
from portal.core.feature import Job as JobKind
from portal.core.settings import Settings
from portal.platform.jobs import Hopeless, JobContext, TryLater, enqueue, queries
from portal.platform.jobs.feature import FEATURE
from portal.platform.jobs.fsck import fsck
from portal.platform.jobs.models import Job, JobState
from portal.platform.jobs.runner import lanes_of, unserved
from portal.platform.jobs.worker import Worker

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SECRET = "anna.andersson@example.org"


def put(database: Database, name: str = "work", **more: Any) -> int:
    with database.write() as session:
        return enqueue(session, name, {"n": 1}, **more)


def job(database: Database, number: int) -> Job:
    with database.read() as session:
        return session.scalars(select(Job).where(Job.id == number)).one()


def worker(database: Database, settings: Settings, handler: Any, **more: Any) -> Worker:
    return Worker(database, settings, {"work": JobKind(handler, **more)}, poll_seconds=0.02)


def test_a_handler_gets_its_context_and_the_worker_acknowledges_for_it(
    database: Database, settings: Settings
) -> None:
    seen: list[tuple[JobContext, dict[str, Any]]] = []
    at_work = Worker(
        database, settings, {"work": JobKind(lambda *given: seen.append(given))}, extras={"letters": "renderer"}
    )
    number = put(database, run_at=NOW)
    with clock.frozen(NOW):
        assert at_work.drain() == 1
    context, payload = seen[0]
    assert payload == {"n": 1}
    assert (context.now, context.settings, context.keyring) == (NOW, settings, database.keyring)
    assert context.extras["letters"] == "renderer"
    assert job(database, number).state is JobState.DONE


def test_an_effect_and_its_acknowledgement_are_one_commit(database: Database, settings: Settings) -> None:
    def handler(context: JobContext, _payload: dict[str, Any]) -> None:
        with context.database.write() as session:
            enqueue(session, "effect", {}, lane="nobody")
            context.done(session)

    number = put(database)
    assert worker(database, settings, handler).drain() == 1
    assert job(database, number).state is JobState.DONE
    assert job(database, number + 1).name == "effect"


def test_an_effect_is_rolled_back_when_the_job_went_to_another_worker(database: Database, settings: Settings) -> None:
    def slow(context: JobContext, _payload: dict[str, Any]) -> None:
        with context.database.write() as session:
            session.get_one(Job, context.lease.id).leased_by = "somebody else"
        with context.database.write() as session:
            enqueue(session, "effect", {}, lane="nobody")
            context.done(session)

    put(database)
    worker(database, settings, slow).drain()
    with database.read() as session:
        assert session.scalars(select(Job.name)).all() == ["work"]


def test_a_failure_is_noted_without_a_word_of_its_message(
    database: Database, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    def handler(_context: JobContext, _payload: dict[str, Any]) -> None:
        raise OSError(f"cannot write to {SECRET}")

    number = put(database)
    worker(database, settings, handler).drain()
    assert (job(database, number).state, job(database, number).last_error) == (JobState.WAITING, "OSError")
    assert "OSError at test_worker.py" in caplog.text
    assert SECRET not in caplog.text


def test_try_later_keeps_its_code_and_its_pause(database: Database, settings: Settings) -> None:
    def handler(_context: JobContext, _payload: dict[str, Any]) -> None:
        raise TryLater("smtp-451", pause=timedelta(hours=1))

    number = put(database, run_at=NOW)
    with clock.frozen(NOW):
        worker(database, settings, handler).drain()
    assert job(database, number).last_error == "TryLater smtp-451"
    assert job(database, number).run_at == NOW + timedelta(hours=1)


def test_a_hopeless_job_is_dead_at_once(database: Database, settings: Settings) -> None:
    def handler(_context: JobContext, _payload: dict[str, Any]) -> None:
        raise Hopeless("not-a-picture")

    number = put(database)
    worker(database, settings, handler).drain()
    assert job(database, number).state is JobState.DEAD
    with database.read() as session:
        assert fsck(session) == ["1 jobs are dead; look at them and revive them or let them be"]


def test_a_job_that_no_feature_knows_fails_like_any_other(database: Database, settings: Settings) -> None:
    number = put(database, "from the future")
    worker(database, settings, print).drain()
    assert job(database, number).last_error == "UnknownJob"


@pytest.mark.parametrize("code", ["", "Anna Andersson", "a@b", "x" * 41])
def test_a_code_that_could_hold_a_person_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="code"):
        TryLater(code)


def test_the_number_of_attempts_is_the_registered_one(database: Database, settings: Settings) -> None:
    seen = []
    put(database)
    worker(database, settings, lambda context, _payload: seen.append(context.is_last_attempt), attempts=1).drain()
    assert seen == [True]


def test_every_registered_lane_has_a_consumer(database: Database, settings: Settings) -> None:
    jobs = {"a": JobKind(print), "b": JobKind(print, lane="film")}
    assert lanes_of(jobs) == ("film", "quick")
    assert unserved(jobs, Worker(database, settings, jobs).lanes) == []
    assert unserved(jobs, ["quick"]) == ["b"]


def test_a_lane_without_a_worker_is_reported(database: Database) -> None:
    put(database, lane="nobody", run_at=NOW)
    with clock.frozen(NOW + timedelta(hours=1)), database.read() as session:
        assert fsck(session) == [
            "lane nobody: 1 jobs wait since 2026-03-02 08:00 UTC; does a worker serve this lane?"
        ]


def test_a_recurring_job_runs_again_after_its_time_and_its_rows_do_not_pile_up(
    database: Database, settings: Settings
) -> None:
    runs = []
    at_work = worker(database, settings, lambda context, _payload: runs.append(context.now), every=60)
    for minute in range(3):
        with clock.frozen(NOW + timedelta(minutes=minute)):
            at_work.keep()
            at_work.keep()
            at_work.drain()
    assert [at - NOW for at in runs] == [timedelta(minutes=minute) for minute in range(3)]
    with database.read() as session:
        assert len(session.scalars(select(Job)).all()) == 1


def test_the_purge_is_a_recurring_job(database: Database, settings: Settings) -> None:
    at_work = Worker(database, settings, FEATURE.jobs)
    number = put(database, "jobs.purge", run_at=NOW)
    with clock.frozen(NOW):
        at_work.keep()
        assert at_work.drain() == 2
    with clock.frozen(NOW + timedelta(days=8)):
        at_work.keep()
        at_work.drain()
    with database.read() as session:
        assert number not in session.scalars(select(Job.id)).all()


def wait_until(truth: Any, seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not truth() and time.monotonic() < end:
        time.sleep(0.01)
    assert truth()


class Running:
    """A worker's threads without its signal handlers, so that a test can run it beside itself."""

    def __init__(self, at_work: Worker) -> None:
        self.worker = at_work

    def __enter__(self) -> Worker:
        self.worker.start()
        return self.worker

    def __exit__(self, *_: object) -> None:
        self.worker.stop()
        self.worker.join(5)


def test_a_slow_lane_does_not_delay_another_and_a_long_job_keeps_its_lease(
    database: Database, settings: Settings
) -> None:
    release, letters = threading.Event(), []
    jobs = {
        "film": JobKind(lambda *_: release.wait(5) and None, lane="slow"),
        "letter": JobKind(lambda *_: letters.append(time.monotonic()), lane="mail"),
    }
    film = put(database, "film", lane="slow")
    lease = timedelta(seconds=0.4)
    with Running(Worker(database, settings, jobs, lease=lease, poll_seconds=0.02)):
        wait_until(lambda: job(database, film).state is JobState.LEASED)
        put(database, "letter", lane="mail")
        wait_until(lambda: letters, 1)
        time.sleep(1)
        assert (job(database, film).attempts, job(database, film).state) == (1, JobState.LEASED)
        release.set()
        wait_until(lambda: job(database, film).state is JobState.DONE)


def test_stopping_finishes_what_is_under_way_and_begins_nothing_new(database: Database, settings: Settings) -> None:
    begun = threading.Event()

    def handler(_context: JobContext, _payload: dict[str, Any]) -> None:
        begun.set()
        time.sleep(0.3)

    first, second = put(database), put(database)
    at_work = worker(database, settings, handler)
    at_work.start()
    assert begun.wait(5)
    at_work.stop()
    at_work.join(5)
    assert (job(database, first).state, job(database, second).state) == (JobState.DONE, JobState.WAITING)


def test_a_database_that_goes_away_is_waited_for_and_mentioned_once(
    database: Database, settings: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, "portal.jobs")
    is_due, is_away = queries.is_due, threading.Event()
    is_away.set()

    def flaky(*given: Any) -> bool:
        if is_away.is_set():
            raise OperationalError("SELECT", {}, OSError(SECRET))
        return is_due(*given)

    monkeypatch.setattr(queries, "is_due", flaky)
    number = put(database)
    with Running(worker(database, settings, lambda *_: None)):
        time.sleep(0.8)
        is_away.clear()
        wait_until(lambda: job(database, number).state is JobState.DONE)
    assert caplog.text.count("does not answer") == 1
    assert caplog.text.count("answers again") == 1
    assert SECRET not in caplog.text
