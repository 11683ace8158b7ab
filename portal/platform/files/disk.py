"""Files that are there in whole or not at all: written beside, synced, then renamed."""

import contextlib
import os
import uuid
from collections.abc import Iterable
from pathlib import Path

PART = ".part"


def write(path: Path, pieces: Iterable[bytes]) -> None:
    """Put `pieces` at `path`, replacing what was there; durable on return. After an OSError nothing is left."""
    part = path.with_name(f"{uuid.uuid4().hex}{PART}")
    try:
        _written(part, pieces)
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder that only the portal may read, and those above it that are missing; durable on return."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    sync(path.parent)


def sync(folder: Path) -> None:
    """Make the names in `folder` durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _written(part: Path, pieces: Iterable[bytes]) -> None:
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "wb", buffering=0) as target:
        for piece in pieces:
            _whole(target.fileno(), piece)
        os.fsync(target.fileno())


def _whole(handle: int, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(handle, rest) :]
