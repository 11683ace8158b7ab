"""Programs run apart, as the worker sees them: started in a cell, listened to, stopped in time."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

CELL = Path(__file__).with_name("cell.py")
PROGRAMS = "/usr/local/bin:/usr/bin:/bin"
MOST_OUTPUT = 4_000_000
_GIGABYTE = 1 << 30
_LAST_WORDS = 40

Heard = Callable[[str], None]
"""Told of every line the program writes; what it raises ends the program and goes on upwards."""


class Fault(StrEnum):
    """How a program ended that did not do its work."""

    MISSING = "missing"
    OVERTIME = "overtime"
    FULL = "full"
    STARVED = "starved"
    KILLED = "killed"
    FAILED = "failed"


class ProgramFault(Exception):
    """A program did not do its work; `last_words` is the end of what it complained of."""

    def __init__(self, fault: Fault, last_words: str = "") -> None:
        self.fault = fault
        self.last_words = last_words
        super().__init__(fault.value)


@dataclass(frozen=True)
class Limits:
    """What a program may use: seconds on the clock, bytes of address space, bytes in one file, open files."""

    seconds: int = 1200
    memory: int = 4 * _GIGABYTE
    file_bytes: int = 4 * _GIGABYTE
    files: int = 64


def run(program: str, arguments: Sequence[str], folder: Path, limits: Limits, heard: Heard | None = None) -> str:
    """Run `program` in `folder` with an empty environment and give what it wrote; raises `ProgramFault`."""
    path = shutil.which(program, path=PROGRAMS)
    if path is None:
        raise ProgramFault(Fault.MISSING)
    with _started([path, *arguments], folder, limits) as process, _alarm(process, limits.seconds) as rang:
        complaints: deque[str] = deque(maxlen=_LAST_WORDS)
        listener = threading.Thread(target=_listen, args=(process, complaints), daemon=True)
        listener.start()
        said = _said(process, heard)
        code = process.wait()
        listener.join()
    if code or rang.is_set():
        raise ProgramFault(_fault(code, "".join(complaints), is_late=rang.is_set()), "".join(complaints))
    return said


@contextlib.contextmanager
def _started(command: list[str], folder: Path, limits: Limits) -> Iterator[subprocess.Popen[str]]:
    cpu = limits.seconds * (os.cpu_count() or 1)
    numbers = (os.getpid(), cpu, limits.memory, limits.file_bytes, limits.files)
    process = subprocess.Popen(  # noqa: S603 (the program is named by our own code)
        [sys.executable, "-I", "-S", str(CELL), *map(str, numbers), *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={},
        cwd=folder,
        start_new_session=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    with process:
        try:
            yield process
        finally:
            _kill(process)


@contextlib.contextmanager
def _alarm(process: subprocess.Popen[str], seconds: float) -> Iterator[threading.Event]:
    rang = threading.Event()

    def ring() -> None:
        rang.set()
        _kill(process)

    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    timer.start()
    try:
        yield rang
    finally:
        timer.cancel()


def _kill(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _listen(process: subprocess.Popen[str], complaints: deque[str]) -> None:
    """Keep the last complaints, however many there are, so that the program never waits for us."""
    for line in process.stderr or ():
        complaints.append(line[:400])


def _said(process: subprocess.Popen[str], heard: Heard | None) -> str:
    if process.stdout is None:
        return ""
    if heard is None:
        return process.stdout.read(MOST_OUTPUT)
    for line in process.stdout:
        heard(line)
    return ""


def _fault(code: int, complaints: str, *, is_late: bool) -> Fault:
    if is_late or -code == signal.SIGXCPU:
        return Fault.OVERTIME
    if "No space left on device" in complaints or "Disk quota exceeded" in complaints:
        return Fault.FULL
    if "Cannot allocate memory" in complaints:
        return Fault.STARVED
    return Fault.KILLED if code < 0 else Fault.FAILED
