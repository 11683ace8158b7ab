"""What can be looked up about jobs: how many, which are dead, what waits too long."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.platform.jobs.models import Job, JobState, in_state


def counts(session: Session) -> dict[str, dict[JobState, int]]:
    """How many jobs there are, by lane and state; a lane without jobs is left out."""
    found: dict[str, dict[JobState, int]] = defaultdict(lambda: dict.fromkeys(JobState, 0))
    rows = session.execute(select(Job.lane, Job.state, func.count()).group_by(Job.lane, Job.state))
    for lane, state, number in rows:
        found[lane][state] = number
    return dict(found)


def is_due(session: Session, lane: str, now: datetime) -> bool:
    """True when a job of `lane` could be claimed; reads one index entry and takes no lock."""
    waiting = select(Job.id).where(in_state(JobState.WAITING), Job.lane == lane, Job.run_at <= now)
    return session.execute(waiting.limit(1)).first() is not None


def is_held(session: Session, job_id: int, worker: str, attempt: int) -> bool:
    """True when the job is still leased to `worker` for this attempt, so not acknowledged yet."""
    held = select(Job.id).where(Job.id == job_id, in_state(JobState.LEASED))
    return session.execute(held.where(Job.leased_by == worker, Job.attempts == attempt)).first() is not None


def has_expired(session: Session, now: datetime) -> bool:
    """True when some worker's lease has ended without a word from it."""
    leased = select(Job.id).where(in_state(JobState.LEASED), Job.leased_until < now)
    return session.execute(leased.limit(1)).first() is not None


def ended_at(session: Session, keys: Collection[str]) -> Mapping[str, datetime | None]:
    """When the jobs with these keys last ended; None for one that is under way or waiting, no entry for none."""
    rows = session.execute(select(Job.key, Job.finished_at).where(Job.key.in_(keys)))
    return {key: at for key, at in rows if key is not None}


def dead_jobs(session: Session, limit: int = 100) -> Sequence[Job]:
    """The jobs that were given up, the latest first: for staff to look at and revive."""
    return session.scalars(select(Job).where(in_state(JobState.DEAD)).order_by(Job.id.desc()).limit(limit)).all()


def waiting_since(session: Session, now: datetime, overdue: timedelta) -> dict[str, tuple[int, datetime]]:
    """Per lane: how many jobs are overdue by more than `overdue`, and since when the first of them."""
    late = (
        select(Job.lane, func.count(), func.min(Job.run_at))
        .where(in_state(JobState.WAITING), Job.run_at < now - overdue)
        .group_by(Job.lane)
    )
    return {lane: (number, since) for lane, number, since in session.execute(late)}
