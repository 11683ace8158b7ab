"""One job from claim to acknowledgement; no threads here."""

import logging
import os
import secrets
import traceback
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from portal.core import clock, feature
from portal.core.db import Database
from portal.core.settings import Settings
from portal.platform.jobs import queries, service
from portal.platform.jobs.context import Hopeless, JobContext, TryLater
from portal.platform.jobs.rules import LEASE, LONGEST_RUN
from portal.platform.jobs.service import Lease, LeaseLost

log = logging.getLogger("portal.jobs")


class UnknownJob(Exception):
    """No feature of this version knows how to do the job."""


def lanes_of(jobs: Mapping[str, feature.Job]) -> tuple[str, ...]:
    """The lanes that the jobs declare, each of which needs a consumer."""
    return tuple(sorted({job.lane for job in jobs.values()}))


def unserved(jobs: Mapping[str, feature.Job], lanes: Iterable[str]) -> list[str]:
    """The registered jobs whose lane none of `lanes` consumes, by name."""
    served = set(lanes)
    return sorted(name for name, job in jobs.items() if job.lane not in served)


class Runner:
    """Claims and does jobs one at a time; `held` are the leases of this process, for the one who renews them."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        jobs: Mapping[str, feature.Job],
        extras: Mapping[str, Any],
        lease: timedelta = LEASE,
    ) -> None:
        self.database = database
        self.settings = settings
        self.jobs = jobs
        self.extras = extras
        self.lease = lease
        self.name = f"{os.getpid()}-{secrets.token_hex(6)}"
        self._limits = {name: job.attempts for name, job in jobs.items()}
        self._held: dict[int, tuple[Lease, datetime]] = {}

    def step(self, lane: str) -> bool:
        """Do the job of `lane` that has been due longest; False when none is. Raises only for the database."""
        now = clock.now()
        with self.database.read() as session:
            if not queries.is_due(session, lane, now):
                return False
        with self.database.write() as session:
            lease = service.claim(session, lane, self.name, now, lease=self.lease, limits=self._limits)
        if lease is None:
            return False
        self._held[lease.id] = (lease, now)
        try:
            self._do(lease, now)
        finally:
            del self._held[lease.id]
        return True

    def renew(self) -> None:
        """Prolong what this process works on, but nothing that has run for more than an hour: it hangs."""
        now = clock.now()
        current = [lease for lease, since in list(self._held.values()) if now - since < LONGEST_RUN]
        if current:
            with self.database.write() as session:
                service.renew(session, current, now + self.lease)

    def _do(self, lease: Lease, now: datetime) -> None:
        context = JobContext(self.database, self.settings, now, lease, self.extras)
        try:
            self._handler(lease.name)(context, lease.payload)
            self._acknowledge(lease)
        except LeaseLost:
            log.warning("job %s (%s) went to another worker; its effect was rolled back", lease.id, lease.name)
        except Exception as error:  # noqa: BLE001 (whatever a handler raises must not end its lane)
            self._failed(lease, error)

    def _handler(self, name: str) -> feature.JobHandler:
        if name not in self.jobs:
            raise UnknownJob
        return self.jobs[name].handler

    def _acknowledge(self, lease: Lease) -> None:
        with self.database.read() as session:
            if not queries.is_held(session, lease.id, lease.worker, lease.attempt):
                return
        with self.database.write() as session:
            service.finish(session, lease, clock.now())

    def _failed(self, lease: Lease, error: Exception) -> None:
        with self.database.write() as session:
            is_dead = service.fail(
                session,
                lease,
                _named(error),
                clock.now(),
                pause=error.pause if isinstance(error, TryLater) else None,
                is_hopeless=isinstance(error, Hopeless),
            )
        level = logging.ERROR if is_dead else logging.WARNING
        fate = "is dead" if is_dead else "will be tried again"
        what = f"{_named(error)} at {_place(error)}"
        log.log(level, "job %s (%s) failed and %s: %s", lease.id, lease.name, fate, what)


def _named(error: Exception) -> str:
    """The class of an error and its safe code; never its message, which may hold an address or a name."""
    code = f" {error.code}" if isinstance(error, TryLater | Hopeless) else ""
    return f"{type(error).__name__}{code}"


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
