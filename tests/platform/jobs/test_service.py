"""The life of a job, on both databases."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from portal.core.db import Database
from portal.core.errors import NotFound
from portal.platform.jobs import queries, service
from portal.platform.jobs.models import Job, JobState
from portal.platform.jobs.service import Lease, LeaseLost

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WEEK = timedelta(days=7)


def put(database: Database, name: str = "work", *, key: str | None = None, at: datetime = NOW) -> int:
    with database.write() as session:
        return service.enqueue(session, name, {"n": 1}, key=key, run_at=at, now=NOW)


def take(
    database: Database, now: datetime = NOW, *, worker: str = "w1", limits: dict[str, int] | None = None
) -> Lease | None:
    with database.write() as session:
        return service.claim(session, "quick", worker, now, limits=limits)


def taken(database: Database, now: datetime = NOW, *, worker: str = "w1", limit: int = 8) -> Lease:
    lease = take(database, now, worker=worker, limits={"work": limit})
    assert lease is not None
    return lease


def state(database: Database, number: int) -> Job:
    with database.read() as session:
        return session.scalars(select(Job).where(Job.id == number)).one()


def test_a_job_exists_exactly_when_its_use_case_was_committed(database: Database) -> None:
    with database.session(writes=True) as session:
        service.enqueue(session, "work", {}, now=NOW)
    assert take(database) is None
    put(database)
    assert take(database) is not None


def test_a_claimed_job_is_nobody_elses_and_knows_its_payload(database: Database) -> None:
    number = put(database)
    assert taken(database, limit=5) == Lease(number, "work", {"n": 1}, 1, 5, "w1")
    assert take(database, worker="w2") is None


def test_a_key_queues_once_and_gives_the_first_number(database: Database) -> None:
    assert put(database, key="k") == put(database, key="k")
    assert put(database, key="other") != put(database, key="k")


def test_a_key_queues_once_while_transactions_race(database: Database) -> None:
    barrier, numbers = threading.Barrier(8), set()

    def race() -> None:
        barrier.wait(5)
        numbers.add(put(database, key="raced"))

    threads = [threading.Thread(target=race) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join(10) for thread in threads]
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Job)) == 1
    assert len(numbers) == 1


def test_jobs_are_claimed_in_the_order_they_are_due_and_not_before(database: Database) -> None:
    later, first = put(database, at=NOW + SECOND), put(database, at=NOW - SECOND)
    assert taken(database).id == first
    assert take(database) is None
    assert taken(database, NOW + SECOND).id == later


def test_a_lane_sees_its_own_jobs_only(database: Database) -> None:
    with database.write() as session:
        service.enqueue(session, "film", {}, lane="slow", now=NOW)
    assert take(database) is None


def test_a_finished_job_is_not_claimed_again(database: Database) -> None:
    number = put(database)
    lease = taken(database)
    with database.write() as session:
        service.finish(session, lease, NOW)
    assert take(database, NOW + WEEK) is None
    assert state(database, number).state is JobState.DONE


def finish_with_effect(database: Database, lease: Lease) -> None:
    with database.write() as session:
        service.enqueue(session, "effect", {}, now=NOW)
        service.finish(session, lease, NOW)


def test_finishing_a_job_whose_lease_went_to_another_worker_rolls_the_effect_back(database: Database) -> None:
    number = put(database)
    old = taken(database)
    with database.write() as session:
        assert service.release_expired(session, NOW + timedelta(minutes=2)) == 1
    new = taken(database, NOW + timedelta(minutes=2), worker="w2")
    with pytest.raises(LeaseLost):
        finish_with_effect(database, old)
    with database.write() as session:
        service.finish(session, new, NOW)
    with database.read() as session:
        assert session.scalars(select(Job.name)).all() == ["work"]
    assert state(database, number).attempts == 2


def test_a_failed_job_waits_and_its_error_is_kept(database: Database) -> None:
    number = put(database)
    lease = taken(database)
    with database.write() as session:
        assert service.fail(session, lease, "OSError", NOW) is False
    job = state(database, number)
    assert (job.state, job.last_error, job.leased_by) == (JobState.WAITING, "OSError", None)
    assert NOW + SECOND < job.run_at < NOW + 3 * SECOND


def test_the_last_attempt_makes_a_job_dead_and_reviving_starts_afresh(database: Database) -> None:
    number = put(database)
    lease = taken(database, limit=1)
    with database.write() as session:
        assert service.fail(session, lease, "OSError", NOW) is True
    assert take(database, NOW + WEEK) is None
    with database.read() as session:
        assert [job.id for job in queries.dead_jobs(session)] == [number]
    with database.write() as session:
        service.revive(session, number, NOW)
    assert taken(database).attempt == 1


def test_only_a_dead_job_can_be_revived(database: Database) -> None:
    number = put(database)
    for wrong in (number, number + 1):
        with pytest.raises(NotFound), database.write() as session:
            service.revive(session, wrong, NOW)


def test_a_job_that_kills_its_workers_is_dead_in_the_end(database: Database) -> None:
    put(database)
    now = NOW
    for _ in range(3):
        taken(database, now, limit=3)
        now += timedelta(minutes=2)
        with database.write() as session:
            assert service.release_expired(session, now) == 1
    assert take(database, now) is None
    with database.read() as session:
        assert queries.dead_jobs(session)[0].last_error == "LeaseExpired"


def test_a_renewed_lease_does_not_expire(database: Database) -> None:
    put(database)
    lease = taken(database)
    with database.write() as session:
        assert service.renew(session, [lease], NOW + timedelta(minutes=5)) == 1
        assert service.release_expired(session, NOW + timedelta(minutes=4)) == 0


def test_a_recurring_job_has_one_row_and_returns_after_its_time(database: Database) -> None:
    every = timedelta(minutes=10)

    def arm(now: datetime) -> None:
        with database.write() as session:
            service.rearm(session, "work", "quick", every, now)

    arm(NOW)
    arm(NOW)
    lease = taken(database)
    with database.write() as session:
        service.finish(session, lease, NOW)
    arm(NOW + every - SECOND)
    assert take(database, NOW + every - SECOND) is None
    arm(NOW + every)
    again = taken(database, NOW + every)
    assert (again.id, again.attempt) == (lease.id, 1)


def test_purging_deletes_what_was_done_seven_days_ago(database: Database) -> None:
    kept, gone = put(database), put(database, at=NOW - SECOND)
    lease = taken(database)
    with database.write() as session:
        service.finish(session, lease, NOW)
    with database.write() as session:
        assert service.purge(session, NOW + WEEK) == 0
        assert service.purge(session, NOW + WEEK + SECOND) == 1
    assert lease.id == gone
    assert state(database, kept).state is JobState.WAITING


def test_counts_are_by_lane_and_state(database: Database) -> None:
    put(database)
    put(database)
    taken(database)
    with database.read() as session:
        assert queries.counts(session) == {
            "quick": {JobState.WAITING: 1, JobState.LEASED: 1, JobState.DONE: 0, JobState.DEAD: 0}
        }


def test_looking_for_a_due_job_uses_the_partial_index(database: Database) -> None:
    explain = "EXPLAIN QUERY PLAN" if database.dialect == "sqlite" else "EXPLAIN"
    hush = "SELECT 1" if database.dialect == "sqlite" else "SET LOCAL enable_seqscan = off"
    plan = f"{explain} SELECT id FROM job WHERE state = 'waiting' AND lane = 'quick' ORDER BY run_at, id LIMIT 1"
    with database.read() as session:
        session.execute(text(hush))
        assert "ix_job_waiting" in str(session.execute(text(plan)).all())
        assert "state = 'waiting'" in str(
            select(Job.id)
            .where(queries.in_state(JobState.WAITING))
            .compile(session.connection(), compile_kwargs={"render_postcompile": True})
        )
