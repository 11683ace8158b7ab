"""The life of a job: queued, claimed under a lease, finished, failed, revived, purged."""

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Update, case, delete, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.core import clock
from portal.core.errors import NotFound
from portal.platform.jobs.models import Job, JobState, in_state
from portal.platform.jobs.rules import ATTEMPTS, KEEP_DONE, LEASE, pause_after

_chance = random.SystemRandom()


class LeaseLost(Exception):
    """The lease ended and the job is another worker's now: whatever was about to be committed must not be."""


@dataclass(frozen=True)
class Lease:
    """A claimed job: `attempt` counts from 1; nobody else works on it until the lease ends."""

    id: int
    name: str
    payload: dict[str, Any]
    attempt: int
    max_attempts: int
    worker: str

    @property
    def is_last_attempt(self) -> bool:
        return self.attempt >= self.max_attempts


def enqueue(
    session: Session,
    name: str,
    payload: Mapping[str, Any],
    *,
    lane: str = "quick",
    key: str | None = None,
    run_at: datetime | None = None,
    now: datetime | None = None,
) -> int:
    """Queue a job in the caller's transaction and give its number; it runs from `run_at`, at once by default.

    With a `key` a second call queues nothing and gives the first job's number, also while two transactions race;
    a key is free again seven days after its job was done.
    """
    moment = now or clock.now()
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = (
        insert(Job)
        .values(
            name=name,
            lane=lane,
            payload=dict(payload),
            state=JobState.WAITING,
            attempts=0,
            max_attempts=ATTEMPTS,
            run_at=run_at or moment,
            key=key,
            created_at=moment,
        )
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(Job.id)
    )
    number = session.execute(statement).scalar()
    return number if number is not None else session.execute(select(Job.id).where(Job.key == key)).scalar_one()


def claim(
    session: Session,
    lane: str,
    worker: str,
    now: datetime,
    *,
    lease: timedelta = LEASE,
    limits: Mapping[str, int] | None = None,
) -> Lease | None:
    """Lease the job of `lane` that has been due longest to `worker`, or None when none is due.

    `limits` says how often a job of each name is tried before it is dead. On PostgreSQL workers pass each other
    (SKIP LOCKED); on SQLite the write session they need is theirs alone.
    """
    due = (
        select(Job.id)
        .where(in_state(JobState.WAITING), Job.lane == lane, Job.run_at <= now)
        .order_by(Job.run_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    taken = (
        update(Job)
        .where(Job.id == due.scalar_subquery())
        .values(
            state=JobState.LEASED,
            attempts=Job.attempts + 1,
            max_attempts=_limit(limits or {}),
            leased_until=now + lease,
            leased_by=worker,
        )
        .returning(Job.id, Job.name, Job.payload, Job.attempts, Job.max_attempts)
        .execution_options(synchronize_session=False)
    )
    row = session.execute(taken).one_or_none()
    if row is None:
        return None
    return Lease(row.id, row.name, row.payload, row.attempts, row.max_attempts, worker)


def finish(session: Session, lease: Lease, now: datetime) -> None:
    """Mark the job done in the caller's transaction; raises `LeaseLost` when it is not the caller's any more."""
    if not _touched(session, _mine(lease).values(state=JobState.DONE, finished_at=now, last_error=None, **_FREE)):
        raise LeaseLost(f"job {lease.id}")


def fail(
    session: Session,
    lease: Lease,
    error: str,
    now: datetime,
    *,
    pause: timedelta | None = None,
    is_hopeless: bool = False,
) -> bool:
    """Note why an attempt failed and try again after a growing pause; True when the job is dead instead.

    Does nothing when the job is not the caller's any more.
    """
    is_dead = is_hopeless or lease.is_last_attempt
    values: dict[str, Any] = {"state": JobState.WAITING, "last_error": error[:120], **_FREE}
    if is_dead:
        values |= {"state": JobState.DEAD, "finished_at": now}
    else:
        values["run_at"] = now + (pause or pause_after(lease.attempt, _chance.random()))
    return _touched(session, _mine(lease).values(**values)) > 0 and is_dead


def revive(session: Session, job_id: int, now: datetime) -> None:
    """Let a dead job be tried again from the beginning; raises NotFound when there is no such dead job."""
    dead = _update().where(Job.id == job_id, in_state(JobState.DEAD))
    if not _touched(session, dead.values(**_afresh(now))):
        raise NotFound


def renew(session: Session, leases: Collection[Lease], until: datetime) -> int:
    """Prolong the leases that are still held; gives how many were."""
    if not leases:
        return 0
    return sum(_touched(session, _mine(lease).values(leased_until=until)) for lease in leases)


def release_expired(session: Session, now: datetime) -> int:
    """Give the jobs of workers that vanished to the others; one that was tried often enough is dead.

    The latter stops a job that kills every worker that touches it.
    """
    expired = _update().where(in_state(JobState.LEASED), Job.leased_until < now)
    lost = {"last_error": "LeaseExpired", **_FREE}
    dead = expired.where(Job.attempts >= Job.max_attempts)
    buried = _touched(session, dead.values(state=JobState.DEAD, finished_at=now, **lost))
    return buried + _touched(session, expired.values(state=JobState.WAITING, run_at=now, **lost))


def rearm(session: Session, name: str, lane: str, every: timedelta, now: datetime) -> int:
    """See to it that the recurring job `name` is queued: at once if it never ran, else `every` after its last end.

    There is one row per recurring job, so missed times do not pile up and several workers do not double it.
    """
    key = recurring_key(name)
    enqueue(session, name, {}, lane=lane, key=key, now=now)
    ended = _update().where(Job.key == key, Job.state.in_([JobState.DONE, JobState.DEAD]))
    return _touched(session, ended.where(Job.finished_at <= now - every).values(lane=lane, **_afresh(now)))


def recurring_key(name: str) -> str:
    """The key of the one row of a recurring job."""
    return f"every:{name}"


def purge(session: Session, now: datetime) -> int:
    """Delete jobs that were done more than seven days ago; gives how many."""
    old = delete(Job).where(in_state(JobState.DONE), Job.finished_at < now - KEEP_DONE)
    return cast("CursorResult[Any]", session.execute(old)).rowcount


_FREE: dict[str, Any] = {"leased_until": None, "leased_by": None}


def _afresh(now: datetime) -> dict[str, Any]:
    return {"state": JobState.WAITING, "attempts": 0, "run_at": now, "finished_at": None, **_FREE}


def _limit(limits: Mapping[str, int]) -> ColumnElement[int]:
    known = {name: literal(times) for name, times in limits.items()}
    return case(known, value=Job.name, else_=Job.max_attempts) if known else Job.max_attempts.expression


def _update() -> Update:
    return update(Job).execution_options(synchronize_session=False)


def _mine(lease: Lease) -> Update:
    held = (Job.leased_by == lease.worker, Job.attempts == lease.attempt)
    return _update().where(Job.id == lease.id, in_state(JobState.LEASED), *held)


def _touched(session: Session, statement: Update) -> int:
    return cast("CursorResult[Any]", session.execute(statement)).rowcount
