"""The counter in memory, and how its numbers reach the table."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from portal.core import clock
from portal.core.db import Database
from portal.reports.places import queries, scans
from portal.reports.places.scans import ScanCounter
from tests.factories.places import place, sign

LONG = 3600.0


def code(database: Database) -> str:
    with database.write() as session:
        return sign(session, place(session)).code


def total(database: Database) -> int:
    with database.read() as session:
        return int(session.execute(text("SELECT coalesce(sum(count), 0) FROM sign_scan")).scalar_one())


def test_nothing_is_written_until_the_counter_is_flushed(database: Database) -> None:
    mounted, counter = code(database), ScanCounter(database, every=LONG)
    for _ in range(3):
        counter.count(mounted)
    assert (counter.waiting, total(database)) == (3, 0)
    assert counter.flush() == 3
    assert (counter.waiting, total(database)) == (0, 3)
    counter.count(mounted)
    counter.stop()
    assert total(database) == 4


def test_a_scan_counts_on_the_day_it_is_in_sweden(database: Database) -> None:
    mounted, counter = code(database), ScanCounter(database, every=LONG)
    with clock.frozen(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)):
        counter.count(mounted)
    counter.stop()
    with database.read() as session:
        found = queries.sign_by_code(session, mounted)
        assert found is not None
        assert queries.scans_by_day(session, [found[0].id], date(2026, 1, 1)) == {date(2026, 11, 23): 1}


def test_threads_that_count_and_flush_at_once_lose_nothing(database: Database) -> None:
    codes = [code(database) for _ in range(3)]
    counters = [ScanCounter(database, every=LONG) for _ in range(2)]

    def work(number: int) -> None:
        for turn in range(200):
            counters[number % 2].count(codes[turn % 3])
            if turn % 50 == number:
                counters[number % 2].flush()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for counter in counters:
        counter.stop()
    assert total(database) == 1200


def test_many_scans_are_flushed_before_the_minute_is_over(database: Database) -> None:
    mounted, counter = code(database), ScanCounter(database, every=LONG, at_once=10)
    for _ in range(10):
        counter.count(mounted)
    _until(lambda: total(database) == 10)
    counter.stop()


def test_a_minute_is_enough(database: Database) -> None:
    mounted, counter = code(database), ScanCounter(database, every=0.05)
    counter.count(mounted)
    _until(lambda: total(database) == 1)
    counter.stop()


def test_a_code_that_no_sign_has_is_passed_over(database: Database) -> None:
    mounted, counter = code(database), ScanCounter(database, every=LONG)
    for typed in (mounted, "000000", "ZZZZZZ"):
        counter.count(typed)
    assert counter.flush() == 1
    counter.stop()


def test_while_the_database_is_away_scans_are_kept_but_never_without_bound(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounted, counter = code(database), ScanCounter(database, every=LONG)
    monkeypatch.setattr(scans, "MOST_KEYS", 2)
    with database.write() as session:
        session.execute(text("ALTER TABLE sign_scan RENAME TO elsewhere"))
    for typed in (mounted, mounted, "A", "B", "C"):
        counter.count(typed)
    assert (counter.flush(), counter.waiting) == (0, 3)
    with database.write() as session:
        session.execute(text("ALTER TABLE elsewhere RENAME TO sign_scan"))
    assert counter.flush() == 2
    counter.stop()


def test_many_signs_are_added_in_one_go(database: Database) -> None:
    with database.write() as session:
        at = place(session)
        codes = [sign(session, at).code for _ in range(5)]
        days = [date(2026, 1, 1 + number) for number in range(28)]
        counts = Counter({(one, on): 2 for one in codes for on in days})
        assert scans.add_scans(session, counts) == 280
        assert scans.add_scans(session, counts) == 280
    assert total(database) == 560


def _until(is_so: Callable[[], bool], seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)
