"""Writers wait in a row: threads of one process, and processes beside each other."""

import fcntl
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from portal.core.db import turns
from portal.core.db.turns import Turns

HOLDER = """
import fcntl, sys
handle = open(sys.argv[1], "w")
fcntl.flock(handle, fcntl.LOCK_EX)
print("mine", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "portal.db-turn"


def holder(path: Path) -> "subprocess.Popen[bytes]":
    """Another process that has the turn until it ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdout.readline() == b"mine\n"
    return process


def ended(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.communicate(timeout=10)


def test_only_one_thread_at_a_time_has_the_turn(path: Path) -> None:
    row, inside, most = Turns(path), [], []

    def write() -> None:
        with row.turn():
            inside.append(1)
            most.append(len(inside))
            inside.pop()

    threads = [threading.Thread(target=write) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert most == [1] * 20


def test_another_process_waits_while_one_has_the_turn(path: Path) -> None:
    row = Turns(path)
    with row.turn(), path.open("w") as handle, pytest.raises(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_process_that_dies_gives_its_turn_up(path: Path) -> None:
    other = holder(path)
    threading.Timer(0.1, ended, (other,)).start()
    with Turns(path).turn():
        assert other.wait(10) != 0


def test_after_long_enough_a_writer_goes_and_asks_the_database_itself(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.05)
    other = holder(path)
    try:
        with Turns(path).turn():
            assert other.poll() is None, "the other still has the turn"
    finally:
        ended(other)


def test_a_row_that_was_closed_opens_again(path: Path) -> None:
    row = Turns(path)
    with row.turn():
        pass
    row.close()
    row.close()
    with row.turn():
        assert path.exists()
