"""A painter whose decoder does what an attacker would like; run as the painting process by the tests."""

import os
import signal
import socket
from pathlib import Path

from portal.platform.files.forking import Craft, serve
from portal.platform.files.painting import MEMORY_BYTES, Painted


def _reads_a_file() -> bytes:
    return Path("/etc/hostname").read_bytes()


def _opens_a_socket() -> bytes:
    with socket.socket() as sock:
        return str(sock).encode()


def _eats_memory() -> bytes:
    return b"".join(bytes(100_000_000) for _ in range(30))


def _spins() -> bytes:
    while True:
        os.getpid()


def _sleeps() -> bytes:
    signal.pause()
    return b""


def _crashes() -> bytes:
    os.abort()


def _is_killed() -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def _tells_the_environment() -> bytes:
    return repr(sorted(os.environ)).encode()


def _tells_the_process() -> bytes:
    return str(os.getpid()).encode()


DEEDS = {
    b"file": _reads_a_file,
    b"socket": _opens_a_socket,
    b"memory": _eats_memory,
    b"spin": _spins,
    b"sleep": _sleeps,
    b"crash": _crashes,
    b"killed": _is_killed,
    b"environment": _tells_the_environment,
    b"process": _tells_the_process,
}


def misbehave(raw: bytes) -> Painted:
    """Do the deed that the photo names."""
    return Painted(1, 1, (DEEDS[raw](), b""))


if __name__ == "__main__":
    serve(Craft(misbehave, lambda: None, cpu_seconds=1, memory_bytes=MEMORY_BYTES))
