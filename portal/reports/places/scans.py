"""Counting scans in memory, so that looking at a sign's page writes nothing (GET never changes the database).

Each process counts for itself and adds its numbers to the table once a minute, sooner when many have come, and when
it ends. What a process that is killed had not yet added is lost: at most a minute of a number with no person in it.
"""

import atexit
import logging
import threading
import uuid
from collections import Counter
from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from portal.cases.promise import STOCKHOLM
from portal.core import clock
from portal.core.db import Database
from portal.reports.places.models import Sign, SignScan

log = logging.getLogger("portal")
EVERY_SECONDS = 60.0
AT_ONCE = 1000
MOST_KEYS = 50_000
"""Signs and days that are held while the database is away; more are not counted."""
_BATCH = 300

Counts = Counter[tuple[str, date]]


class ScanCounter:
    """Counts the scans of signs by code and day in Sweden; safe between threads, one for each process.

    The first scan starts a thread that adds the numbers to the table, so nothing runs before a server has forked.
    """

    def __init__(self, database: Database, *, every: float = EVERY_SECONDS, at_once: int = AT_ONCE) -> None:
        self._database = database
        self._every = every
        self._at_once = at_once
        self._counts: Counts = Counter()
        self._since = 0
        self._is_started = False
        self._guard = threading.Lock()
        self._flushing = threading.Lock()
        self._full = threading.Event()
        self._ended = threading.Event()

    def count(self, code: str) -> None:
        """One more scan of the sign with this code today; takes microseconds and touches no database."""
        key = code, clock.now().astimezone(STOCKHOLM).date()
        with self._guard:
            if key in self._counts or len(self._counts) < MOST_KEYS:
                self._counts[key] += 1
                self._since += 1
            if self._since >= self._at_once:
                self._full.set()
            self._start()

    @property
    def waiting(self) -> int:
        """How many scans have not been added yet."""
        with self._guard:
            return self._counts.total()

    def flush(self) -> int:
        """Add what was counted to the table; gives how many scans. When the database is away they are kept."""
        with self._flushing:
            counts = self._taken()
            try:
                return self._added(counts) if counts else 0
            except (DBAPIError, PoolTimeout) as error:
                log.warning("scans wait for the database: %s", type(error).__name__)
                self._put_back(counts)
                return 0

    def stop(self) -> None:
        """Flush a last time and let the thread end."""
        self._ended.set()
        self._full.set()
        atexit.unregister(self.stop)
        self.flush()

    def _added(self, counts: Counts) -> int:
        with self._database.turn_to_write(), self._database.write() as session:
            return add_scans(session, counts)

    def _start(self) -> None:
        if not self._is_started:
            self._is_started = True
            threading.Thread(target=self._run, name="scans", daemon=True).start()
            atexit.register(self.stop)

    def _run(self) -> None:
        while not self._ended.is_set():
            self._full.wait(self._every)
            self._full.clear()
            self.flush()

    def _taken(self) -> Counts:
        with self._guard:
            counts, self._counts, self._since = self._counts, Counter(), 0
        return counts

    def _put_back(self, counts: Counts) -> None:
        with self._guard:
            self._counts.update(counts)


def add_scans(session: Session, counts: Counts) -> int:
    """Add these numbers to those in the table; gives how many scans. A code that no sign has is passed over."""
    ids = _ids(session, {code for code, _ in counts})
    rows = [
        {"sign_id": ids[code], "on": on, "count": count}
        for (code, on), count in sorted(counts.items())
        if code in ids
    ]
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    for start in range(0, len(rows), _BATCH):
        added = insert(SignScan).values(rows[start : start + _BATCH])
        session.execute(
            added.on_conflict_do_update(
                index_elements=["sign_id", "on"], set_={"count": SignScan.count + added.excluded["count"]}
            )
        )
    return sum(counts[code, on] for code, on in counts if code in ids)


def _ids(session: Session, codes: Collection[str]) -> dict[str, uuid.UUID]:
    wanted, found = sorted(codes), dict[str, uuid.UUID]()
    for start in range(0, len(wanted), _BATCH):
        rows = session.execute(select(Sign.code, Sign.id).where(Sign.code.in_(wanted[start : start + _BATCH])))
        found |= dict(rows.all())
    return found
