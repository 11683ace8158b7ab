"""The clock can be stopped for a test and for demo data, and runs on afterwards."""

from datetime import UTC, datetime, timedelta, timezone
from threading import Thread

from portal.core import clock

THEN = datetime(2026, 3, 29, 3, 30, tzinfo=timezone(timedelta(hours=2)))


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_a_frozen_clock_answers_in_utc_and_runs_on_afterwards() -> None:
    with clock.frozen(THEN):
        assert clock.now() == THEN
        assert clock.now().tzinfo is UTC
        with clock.frozen(THEN + timedelta(days=1)):
            assert clock.now() == THEN + timedelta(days=1)
        assert clock.now() == THEN
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_another_thread_is_not_frozen() -> None:
    seen: list[datetime] = []
    with clock.frozen(THEN):
        thread = Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen[0] != THEN
