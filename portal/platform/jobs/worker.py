"""The worker: one thread per lane, and one that keeps leases alive, frees expired ones and arms recurring jobs."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from portal.core import clock, feature
from portal.core.db import Database
from portal.core.settings import Settings
from portal.platform.jobs import queries, service
from portal.platform.jobs.rules import LEASE
from portal.platform.jobs.runner import Runner, lanes_of, unserved

log = logging.getLogger("portal.jobs")

POLL_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 5.0
GRACE_SECONDS = 60.0


class Worker:
    """Does every job of the lanes it serves until it is told to stop.

    A job starts within half a second of being due. When the database is away the worker waits, longer each time up
    to 5 s, says so once, and goes on when it is back. On SIGTERM or SIGINT what is under way is finished (at most
    60 s) and nothing new begun. Several workers may run at once, in one process or many.
    """

    def __init__(
        self,
        database: Database,
        settings: Settings,
        jobs: Mapping[str, feature.Job],
        *,
        extras: Mapping[str, Any] | None = None,
        lanes: Sequence[str] | None = None,
        lease: timedelta = LEASE,
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        self.lanes = tuple(lanes) if lanes is not None else lanes_of(jobs)
        self.jobs = jobs
        self.database = database
        self.runner = Runner(database, settings, jobs, extras or {}, lease)
        self._poll = poll_seconds
        self._keep_every = min(lease.total_seconds() / 4, 5.0)
        self._stop = threading.Event()
        self._finished = threading.Event()
        self._outage = _Outage()

    def run(self, *, grace_seconds: float = GRACE_SECONDS) -> None:
        """Work until SIGTERM, SIGINT or `stop()`; call it in the main thread."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: self.stop())
        self.start()
        while not self._stop.wait(1.0):
            pass
        self.join(grace_seconds)

    def start(self) -> None:
        """Begin to work in threads of its own; they end with `stop` and `join`, or with the process."""
        if left := unserved(self.jobs, self.lanes):
            log.warning("this worker leaves to others: %s", ", ".join(left))
        self._threads = [_thread(f"lane {lane}", partial(self._work, lane)) for lane in self.lanes]
        self._keeper = _thread("keeper", self._keep_on)
        log.info("working on %s", ", ".join(self.lanes))

    def join(self, seconds: float) -> None:
        """Wait at most `seconds` for what is under way; leases are kept alive until then."""
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._finished.set()
        self._keeper.join(1.0)
        log.info("stopped")

    def stop(self) -> None:
        """Finish what is under way and begin nothing new; safe from any thread and from a signal handler."""
        self._stop.set()

    def drain(self, most: int = 10_000) -> int:
        """Do every job that is due now, in the caller's thread, lane after lane; gives how many were tried."""
        tried = 0
        for lane in self.lanes:
            while tried < most and self.runner.step(lane):
                tried += 1
        return tried

    def keep(self) -> None:
        """Prolong this worker's leases, free those of workers that vanished, arm the recurring jobs."""
        self.runner.renew()
        self._release()
        self._rearm()

    def _work(self, lane: str) -> None:
        while not self._stop.is_set():
            pause = self._guarded(lambda: 0.0 if self.runner.step(lane) else self._poll)
            self._stop.wait(pause)

    def _keep_on(self) -> None:
        while not self._finished.is_set():
            self._finished.wait(self._guarded(self._kept))

    def _kept(self) -> float:
        self.keep()
        return self._keep_every

    def _guarded(self, step: Callable[[], float]) -> float:
        try:
            pause = step()
        except SQLAlchemyError as error:
            return self._outage.pause(error)
        except Exception:
            log.exception("a fault in the worker itself")
            return LONGEST_WAIT_SECONDS
        self._outage.is_over()
        return pause

    def _release(self) -> None:
        now = clock.now()
        with self.database.read() as session:
            if not queries.has_expired(session, now):
                return
        with self.database.write() as session:
            freed = service.release_expired(session, now)
        log.warning("%s leases had expired", freed)

    def _rearm(self) -> None:
        now = clock.now()
        due = self._recurring_due()
        if due:
            with self.database.write() as session:
                for name, job in due.items():
                    service.rearm(session, name, job.lane, timedelta(seconds=job.every or 0), now)

    def _recurring_due(self) -> dict[str, feature.Job]:
        recurring = {service.recurring_key(name): (name, job) for name, job in self.jobs.items() if job.every}
        with self.database.read() as session:
            ended = queries.ended_at(session, recurring.keys())
        now = clock.now()
        return {
            name: job
            for key, (name, job) in recurring.items()
            if key not in ended or ((at := ended[key]) and at + timedelta(seconds=job.every or 0) <= now)
        }


class _Outage:
    """Says once that the database is away and once that it is back for every thread; each waits longer and longer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._times: dict[str, int] = {}

    def pause(self, error: SQLAlchemyError) -> float:
        who = threading.current_thread().name
        with self._lock:
            is_news = not self._times
            times = self._times[who] = self._times.get(who, 0) + 1
        if is_news:
            log.error("the database does not answer (%s); waiting for it", type(error).__name__)
        return float(min(0.25 * (1 << min(times, 8)), LONGEST_WAIT_SECONDS))

    def is_over(self) -> None:
        with self._lock:
            was_away = self._times.pop(threading.current_thread().name, 0) > 0 and not self._times
        if was_away:
            log.info("the database answers again")


def _thread(name: str, work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, name=name, daemon=True)
    thread.start()
    return thread
