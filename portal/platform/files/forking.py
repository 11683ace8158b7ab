"""A process that paints strangers' files: it loads the decoders once, then forks for every file.

A fork cannot open a file or a socket, never saw a key (the environment is empty), has bounded time and memory, and
ends after one file; so a decoder taken over by one resident's bytes meets neither the database nor another
resident's file. Forking a warm process costs a few milliseconds; a new process for each photo would cost as much as
the painting.

Protocol: eight bytes of length and the raw file in; a verdict, three numbers and the pictures out. A file that
kills its fork ends the process too (the pipes are out of step then), with an exit code that says whose fault it was.
"""

import io
import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, NoReturn

from portal.platform.files.painting import (
    ANSWER,
    BROKEN,
    DIED,
    LENGTH,
    OVERTIME,
    PAINTED,
    READY,
    STARVED,
    VERDICTS,
    Painted,
)
from portal.platform.files.rules import PhotoRefused, Reason

_SIGNALS = {int(signal.SIGXCPU): OVERTIME, int(signal.SIGKILL): STARVED}


@dataclass(frozen=True)
class Craft:
    """How one sort of file is painted, what has to be loaded before that, and the limits of a fork.

    `paint` raises `PhotoRefused` for what it will not paint and anything at all for what is not sound.
    """

    paint: Callable[[bytes], Painted]
    warm_up: Callable[[], object]
    cpu_seconds: int
    memory_bytes: int


def serve(craft: Craft) -> None:
    """Paint files until the other end closes."""
    with open(0, "rb", buffering=0) as source, open(1, "wb") as sink:
        craft.warm_up()
        _say(sink, READY)
        while head := source.read(LENGTH.size):
            _in_a_fork(craft, source, sink, LENGTH.unpack(head)[0])


def _say(sink: BinaryIO, *parts: bytes) -> None:
    for part in parts:
        sink.write(part)
    sink.flush()


def _in_a_fork(craft: Craft, source: io.RawIOBase, sink: BinaryIO, length: int) -> None:
    child = os.fork()
    if child == 0:
        _paint(craft, source, sink, length)
    _, status = os.waitpid(child, 0)
    if status:
        sys.exit(_fault(status))


def _fault(status: int) -> int:
    if not os.WIFSIGNALED(status):
        return DIED
    return _SIGNALS.get(os.WTERMSIG(status), DIED)


def _paint(craft: Craft, source: io.RawIOBase, sink: BinaryIO, length: int) -> NoReturn:
    try:
        raw = _exactly(source, length)
        _limit(craft)
        _say(sink, *_answer(craft, raw))
        os._exit(0)
    finally:
        os._exit(DIED)


def _exactly(source: io.RawIOBase, length: int) -> bytes:
    raw = bytearray(length)
    rest = memoryview(raw)
    while rest:
        count = source.readinto(rest)
        if not count:
            raise EOFError
        rest = rest[count:]
    return bytes(raw)


def _limit(craft: Craft) -> None:
    for what, limit in (
        (resource.RLIMIT_AS, craft.memory_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 3),
    ):
        resource.setrlimit(what, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CPU, (craft.cpu_seconds, craft.cpu_seconds + 1))


def _answer(craft: Craft, raw: bytes) -> tuple[bytes, ...]:
    try:
        return _packed(craft.paint(raw))
    except MemoryError:
        return _verdict(Reason.TOO_HEAVY)
    except PhotoRefused as refused:
        return _verdict(refused.reason)
    except Exception:  # noqa: BLE001 – decoders raise anything at all for unsound bytes
        return _verdict(Reason.BROKEN)


def _verdict(reason: Reason) -> tuple[bytes, ...]:
    return (ANSWER.pack(VERDICTS.get(reason, BROKEN), 0, 0, 0),)


def _packed(done: Painted) -> tuple[bytes, ...]:
    sized = [part for picture in done.pictures for part in (LENGTH.pack(len(picture)), picture)]
    return ANSWER.pack(PAINTED, done.width, done.height, len(done.pictures)), *sized
