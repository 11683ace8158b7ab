"""Whose turn it is to write to a SQLite file, among the threads of this process and among processes.

SQLite has one writer, and whoever comes second sleeps longer and longer before asking again. Here they wait in a row
instead: threads by a lock, processes by a lock on a file beside the database, which ends with its process. It is a
courtesy: SQLite's own lock decides, so after `PATIENCE_SECONDS` a writer goes and asks it.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_SECONDS = 2.0
LOOK_AGAIN_SECONDS = 0.0004


class Turns:
    """The row of those who want to write to the database file at `path`; made after a fork, safe between threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._in_process = threading.Lock()
        self._handle: int | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn and keep it until the block ends."""
        with self._in_process:
            handle = self._opened()
            has_it = _waited_for(handle)
            try:
                yield
            finally:
                if has_it:
                    fcntl.flock(handle, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go of the file."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _opened(self) -> int:
        if self._handle is None:
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return self._handle


def _waited_for(handle: int) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while not _taken(handle):
        if time.monotonic() > until:
            return False
        time.sleep(LOOK_AGAIN_SECONDS)
    return True


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
