"""Workers are killed with SIGKILL while they hold leases: every job has its effect exactly once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import text

from portal.core.db import Database
from portal.platform.jobs import enqueue
from tests.faults import effect_worker

ROOT = Path(__file__).resolve().parents[2]
JOBS = 500


@contextmanager
def worker(database: Database, folder: Path, hangs: str = "never") -> Iterator[subprocess.Popen[bytes]]:
    url = database.url.render_as_string(hide_password=False)
    program = [sys.executable, "-W", "error", str(ROOT / "tests/faults/effect_worker.py"), url, str(folder), hangs]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(program, cwd=ROOT, env=environ, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def prepare(database: Database, jobs: int) -> None:
    with database.write() as session:
        session.execute(text("CREATE TABLE effect (n INTEGER NOT NULL)"))
        for n in range(jobs):
            lane = effect_worker.LANES[n % len(effect_worker.LANES)]
            enqueue(session, f"effect.{lane}", {"n": n}, lane=lane)


def ask(database: Database, question: str) -> Any:
    with database.read() as session:
        return session.execute(text(question)).scalar_one()


def wait_until(truth: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not truth() and time.monotonic() < end:
        time.sleep(0.05)
    assert truth()


def leased(database: Database, process: subprocess.Popen[bytes]) -> int:
    mine = f"state = 'leased' AND leased_by LIKE '{process.pid}-%'"
    return int(ask(database, f"SELECT COUNT(*) FROM job WHERE {mine}"))


def done(database: Database) -> int:
    return int(ask(database, "SELECT COUNT(*) FROM job WHERE state = 'done'"))


def test_a_killed_worker_neither_loses_nor_doubles_an_effect(database: Database, tmp_path: Path) -> None:
    prepare(database, JOBS)
    with worker(database, tmp_path, hangs="before") as victim:
        wait_until(lambda: leased(database, victim) == len(effect_worker.LANES), 60)
        with (
            worker(database, tmp_path) as first,
            worker(database, tmp_path) as second,
            worker(database, tmp_path),
        ):
            wait_until(lambda: done(database) > JOBS // 10, 60)
            victim.send_signal(signal.SIGKILL)
            first.send_signal(signal.SIGKILL)
            wait_until(lambda: done(database) == JOBS, 60)
            second.send_signal(signal.SIGTERM)
            assert second.wait(30) == 0
    assert ask(database, "SELECT COUNT(*) FROM effect") == JOBS
    assert ask(database, "SELECT COUNT(DISTINCT n) FROM effect") == JOBS
    assert ask(database, "SELECT MAX(attempts) FROM job") > 1


def test_a_worker_killed_between_effect_and_commit_leaves_nothing_and_another_does_it(
    database: Database, tmp_path: Path
) -> None:
    prepare(database, 1)
    with worker(database, tmp_path, hangs="inside") as victim:
        wait_until(lambda: leased(database, victim) == 1, 60)
        time.sleep(0.5)
        victim.send_signal(signal.SIGKILL)
        victim.wait(5)
    assert ask(database, "SELECT COUNT(*) FROM effect") == 0
    with worker(database, tmp_path):
        wait_until(lambda: done(database) == 1, 60)
    assert ask(database, "SELECT COUNT(*) FROM effect") == 1
