"""The worker's end of photo painting: hands raw bytes to the `painter` process and waits a bounded time.

Why not in this process: a decoder's flaw would then sit beside the keys, a bomb would take the worker down with it,
and a job could not be stopped. `benchmarks/photo.py` measures what the separate process costs.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import BinaryIO

from portal.platform.files.painting import (
    ANSWER,
    DIED,
    HEAVY,
    LENGTH,
    OVERTIME,
    PAINTED,
    READY,
    WALL_SECONDS,
    Repainted,
)
from portal.platform.files.rules import Reason

PAINTER = "portal.platform.files.painter"
"""The module that the painting process runs."""

_PIPE = 1 << 20


def painting_environment() -> dict[str, str]:
    """All that the painting process sees of our environment: where the code lies, and how to ask for memory.

    A fork fills fresh pages for every photo; asking for large ones (glibc 2.35 and later, harmless elsewhere) saves
    a quarter of its time.
    """
    path = os.pathsep.join(filter(None, sys.path))
    return {"PYTHONPATH": path, "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}


class Unpaintable(Exception):
    """The photo itself is at fault, and trying again would not help; `reason` says how."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.value)


class Interrupted(Exception):
    """The painting process was lost through no fault of the photo; try again."""


class Workshop:
    """Paints one photo at a time; starts its process when first needed and again after a loss. Thread-safe."""

    def __init__(self, seconds: float = WALL_SECONDS, painter: str = PAINTER) -> None:
        self._seconds = seconds
        self._painter = painter
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> "Workshop":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def repaint(self, raw: bytes) -> Repainted:
        """The photo painted anew, within `seconds`; raises `Unpaintable` or `Interrupted`."""
        with self._turn:
            process = self._running()
            with _alarm(process, self._seconds) as rang, contextlib.suppress(BrokenPipeError, EOFError):
                return _asked(process, raw)
            self._process = None
            raise _loss(_ended(process), late=rang.is_set())

    def close(self) -> None:
        """End the process, if there is one; the next photo starts another."""
        with self._turn:
            if self._process is not None:
                _ended(self._process)
            self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = _started(self._painter, self._seconds)
        return self._process


def _started(painter: str, seconds: float) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(  # noqa: S603 (the module is named by our own code)
        [sys.executable, "-P", "-m", painter],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=painting_environment(),
        start_new_session=True,
    )
    _widen(process)
    with _alarm(process, seconds), contextlib.suppress(EOFError):
        if _taken(process, len(READY)) == READY:
            return process
    raise Interrupted(f"the painter did not start (exit code {_ended(process)})")


def _widen(process: subprocess.Popen[bytes]) -> None:
    """Let a photo pass in a few gulps instead of sixty; where the system allows no wide pipes it takes sixty."""
    for pipe in _pipes(process):
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


@contextlib.contextmanager
def _alarm(process: subprocess.Popen[bytes], seconds: float) -> Iterator[threading.Event]:
    """Kill the process and its fork when the block takes longer than `seconds`; the event says whether it did."""
    rang = threading.Event()

    def ring() -> None:
        rang.set()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)

    timer = threading.Timer(seconds, ring)
    timer.start()
    try:
        yield rang
    finally:
        timer.cancel()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[BinaryIO, BinaryIO]:
    if process.stdin is None or process.stdout is None:
        raise Interrupted("the painter has no pipes")
    return process.stdin, process.stdout  # type: ignore[return-value]  # typeshed says IO[bytes]


def _asked(process: subprocess.Popen[bytes], raw: bytes) -> Repainted:
    sink, _ = _pipes(process)
    sink.write(LENGTH.pack(len(raw)))
    sink.write(raw)
    sink.flush()
    verdict, width, height, display, thumb = ANSWER.unpack(_taken(process, ANSWER.size))
    if verdict != PAINTED:
        raise Unpaintable(Reason.TOO_HEAVY if verdict == HEAVY else Reason.BROKEN)
    return Repainted(_taken(process, display), _taken(process, thumb), width, height)


def _taken(process: subprocess.Popen[bytes], count: int) -> bytes:
    taken = _pipes(process)[1].read(count)
    if len(taken) != count:
        raise EOFError
    return taken


def _ended(process: subprocess.Popen[bytes]) -> int:
    """Close the pipes and wait; the painter leaves when its input ends."""
    for pipe in _pipes(process):
        with contextlib.suppress(BrokenPipeError):
            pipe.close()
    return process.wait()


def _loss(code: int, *, late: bool) -> Exception:
    if late or code == OVERTIME:
        return Unpaintable(Reason.TOO_HEAVY)
    if code == DIED:
        return Unpaintable(Reason.BROKEN)
    return Interrupted(f"the painter was lost (exit code {code})")
