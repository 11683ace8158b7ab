"""The process that paints photos anew: `python -m portal.platform.files.painter`, started by `workshop`.

It loads the decoders once, then forks for every photo. A fork cannot open a file or a socket, never saw a key (the
environment is empty), has bounded time and memory, and ends after one photo; so a decoder taken over by one
resident's bytes meets neither the database nor another resident's photo. Forking a warm process costs a few
milliseconds; a new process for each photo would cost as much as the painting.

Protocol: eight bytes of length and the raw photo in; a verdict, four numbers and two pictures out. A photo that
kills its fork ends the process too (the pipes are out of step then), with an exit code that says whose fault it was.
"""

import io
import os
import resource
import signal
import sys
import warnings
from typing import BinaryIO, NoReturn

from PIL import Image

from portal.platform.files.painting import (
    ANSWER,
    BROKEN,
    CPU_SECONDS,
    DIED,
    HEAVY,
    LENGTH,
    MEMORY_BYTES,
    OVERTIME,
    PAINTED,
    READY,
    STARVED,
    Repainted,
)
from portal.platform.files.reencode import repaint

_SIGNALS = {int(signal.SIGXCPU): OVERTIME, int(signal.SIGKILL): STARVED}


def main() -> None:
    """Serve photos until the other end closes."""
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with open(0, "rb", buffering=0) as source, open(1, "wb") as sink:
        _warm_up()
        _say(sink, READY)
        while head := source.read(LENGTH.size):
            _in_a_fork(source, sink, LENGTH.unpack(head)[0])


def _warm_up() -> None:
    """Load what the first photo would load lazily, because a fork cannot open files."""
    Image.preinit()
    sample = io.BytesIO()
    Image.new("RGB", (8, 8)).save(sample, "JPEG")
    repaint(sample.getvalue())


def _say(sink: BinaryIO, *parts: bytes) -> None:
    for part in parts:
        sink.write(part)
    sink.flush()


def _in_a_fork(source: io.RawIOBase, sink: BinaryIO, length: int) -> None:
    child = os.fork()
    if child == 0:
        _paint(source, sink, length)
    _, status = os.waitpid(child, 0)
    if status:
        sys.exit(_fault(status))


def _fault(status: int) -> int:
    if not os.WIFSIGNALED(status):
        return DIED
    return _SIGNALS.get(os.WTERMSIG(status), DIED)


def _paint(source: io.RawIOBase, sink: BinaryIO, length: int) -> NoReturn:
    try:
        raw = _exactly(source, length)
        _limit()
        _say(sink, *_answer(raw))
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


def _limit() -> None:
    for what, limit in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 3),
    ):
        resource.setrlimit(what, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))


def _answer(raw: bytes) -> tuple[bytes, ...]:
    try:
        done = repaint(raw)
    except MemoryError:
        return (ANSWER.pack(HEAVY, 0, 0, 0, 0),)
    except Exception:  # noqa: BLE001 – decoders raise anything at all for unsound bytes
        return (ANSWER.pack(BROKEN, 0, 0, 0, 0),)
    return _packed(done)


def _packed(done: Repainted) -> tuple[bytes, ...]:
    sizes = (done.width, done.height, len(done.display), len(done.thumb))
    return ANSWER.pack(PAINTED, *sizes), done.display, done.thumb


if __name__ == "__main__":
    main()
