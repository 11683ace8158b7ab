"""A painting process as the worker sees it: started without our environment, asked by two pipes, stopped in time."""

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
    LENGTH,
    MOST_PICTURE_BYTES,
    MOST_PICTURES,
    PAINTED,
    READY,
    VERDICTS,
    Painted,
)
from portal.platform.files.rules import Reason

_PIPE = 1 << 20
_REASONS = {verdict: reason for reason, verdict in VERDICTS.items()}


def painting_environment() -> dict[str, str]:
    """All that the painting process sees of our environment: where the code lies, and how to ask for memory.

    A fork fills fresh pages for every photo; asking for large ones (glibc 2.35 and later, harmless elsewhere) saves
    a quarter of its time.
    """
    path = os.pathsep.join(filter(None, sys.path))
    return {"PYTHONPATH": path, "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}


class Unpaintable(Exception):
    """The file itself is at fault, and trying again would not help; `reason` says how."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.value)


class Interrupted(Exception):
    """The painting process was lost through no fault of the file; try again."""


def started(painter: str, seconds: float) -> subprocess.Popen[bytes]:
    """A process that runs the module `painter` and is ready for a file; raises `Interrupted`."""
    process = subprocess.Popen(  # noqa: S603 (the module is named by our own code)
        [sys.executable, "-P", "-m", painter],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=painting_environment(),
        start_new_session=True,
    )
    _widen(process)
    with alarm(process, seconds), contextlib.suppress(EOFError):
        if _taken(process, len(READY)) == READY:
            return process
    raise Interrupted(f"the painter did not start (exit code {ended(process)})")


def _widen(process: subprocess.Popen[bytes]) -> None:
    """Let a photo pass in a few gulps instead of sixty; where the system allows no wide pipes it takes sixty."""
    for pipe in _pipes(process):
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


@contextlib.contextmanager
def alarm(process: subprocess.Popen[bytes], seconds: float) -> Iterator[threading.Event]:
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


def asked(process: subprocess.Popen[bytes], raw: bytes) -> Painted:
    """What the process makes of `raw`.

    Raises `Unpaintable` for its refusal, BrokenPipeError or EOFError when it is lost or cannot be believed.
    """
    sink, _ = _pipes(process)
    sink.write(LENGTH.pack(len(raw)))
    sink.write(raw)
    sink.flush()
    verdict, width, height, count = ANSWER.unpack(_taken(process, ANSWER.size))
    if verdict != PAINTED:
        raise Unpaintable(_REASONS.get(verdict, Reason.BROKEN))
    return Painted(width, height, tuple(_picture(process) for _ in range(_at_most(count, MOST_PICTURES))))


def _picture(process: subprocess.Popen[bytes]) -> bytes:
    (size,) = LENGTH.unpack(_taken(process, LENGTH.size))
    return _taken(process, _at_most(size, MOST_PICTURE_BYTES))


def _at_most(number: int, most: int) -> int:
    """`number`; a process that claims more than any sound answer holds is no longer listened to."""
    if number > most:
        raise EOFError
    return number


def _taken(process: subprocess.Popen[bytes], count: int) -> bytes:
    taken = _pipes(process)[1].read(count)
    if len(taken) != count:
        raise EOFError
    return taken


def ended(process: subprocess.Popen[bytes]) -> int:
    """Close the pipes and wait; the painter leaves when its input ends."""
    for pipe in _pipes(process):
        with contextlib.suppress(BrokenPipeError):
            pipe.close()
    return process.wait()
