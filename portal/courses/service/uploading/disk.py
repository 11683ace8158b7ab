"""The bytes of uploads on the disk: how many are there, whose they are, and one piece more."""

import contextlib
import errno
import hashlib
import os
import shutil
import uuid
from pathlib import Path

from portal.core.words import word
from portal.courses.films.folders import Folders, sync
from portal.courses.rules.uploads import PROOF, SPARE
from portal.courses.service.uploading.refusals import DiskFull

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def length(path: Path) -> int:
    """How many bytes are there."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def proof_of(path: Path, seam: int) -> str:
    """The SHA-256 by which a file that goes on at `seam` is known again (`rules.uploads.Announced`)."""
    with path.open("rb") as file:
        first = file.read(min(PROOF, seam))
        file.seek(max(seam - PROOF, 0))
        return hashlib.sha256(first + file.read(min(PROOF, seam))).hexdigest()


def refuse_full(folders: Folders, needed: int) -> None:
    """Raise `DiskFull` when there is no room for `needed` bytes and some to spare."""
    folders.uploads.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folders.uploads).free < needed + SPARE:
        raise DiskFull(word("There is no room for this film on the server's disk. Tell operations."))


def write(path: Path, at: int, piece: bytes) -> None:
    """Put `piece` at `at` and nothing behind it; after `DiskFull` what was there before is there still."""
    try:
        with open(_opened(path), "wb", buffering=0) as file:
            file.truncate(at)
            file.seek(at)
            rest = memoryview(piece)
            while rest:
                rest = rest[file.write(rest) :]
    except OSError as error:
        with contextlib.suppress(OSError):
            cut(path, at)
        if error.errno in _FULL:
            raise DiskFull from error
        raise


def cut(path: Path, at: int) -> None:
    """Let the file have `at` bytes."""
    handle = _opened(path)
    try:
        os.ftruncate(handle, at)
    finally:
        os.close(handle)


def keep(path: Path) -> None:
    """Make the whole file durable."""
    sync(path)
    sync(path.parent)


def sweep(film_id: uuid.UUID, folders: Folders) -> None:
    """Remove the bytes of an upload that is no more."""
    folders.upload(film_id).unlink(missing_ok=True)


def _opened(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
