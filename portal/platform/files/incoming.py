"""Raw uploads, sealed on disk under the form token they came with; no database is asked, so a form survives its loss.

A photo or document lies at `incoming/<drawer>/<sha256>.<bytes>.<kind>`. The drawer is a keyed hash of the token's
nonce, so the disk does not tell which form a file belongs to, and what the form needs to know (how many, which kind,
how large) is in the name and needs no key. Content is sealed for its drawer and hash; it is opened by the worker
alone and never served. Once the worker has kept a file its raw bytes go and an empty file with the same name stays
until the sweep, so that the same form sent again still counts the same files.
"""

import contextlib
import hashlib
import logging
import os
import shutil
from collections.abc import Container, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from portal.core.keys import BrokenSeal, Keyring
from portal.platform.files import attachments, disk, drawers, sealing
from portal.platform.files.drawers import Kept
from portal.platform.files.rules import PHOTOS, Limits, NoRoom, Reason, TooLarge, TooMany

log = logging.getLogger("portal")

RESERVE = 50_000_000
"""Bytes that photos leave free on the disk, so that reports without photos can still be stored."""


class Lost(Exception):
    """The raw photo is not (or no longer) there, or its seal does not hold."""


def drawer_of(keyring: Keyring, nonce: bytes) -> str:
    """The name of the drawer of the form whose token has `nonce`: 64 hex digits that say nothing."""
    return keyring.blind_index(nonce.hex(), "incoming photos").hex()


class Incoming:
    """The drawers of one data folder; safe between threads and processes."""

    def __init__(self, data_dir: Path, keyring: Keyring, reserve: int = RESERVE) -> None:
        self._root = data_dir / "incoming"
        self._keyring = keyring
        self._reserve = reserve

    def drawer(self, nonce: bytes) -> str:
        """The name of the drawer of the form whose token has `nonce`: 64 hex digits that say nothing."""
        return drawer_of(self._keyring, nonce)

    def keep(self, nonce: bytes, stream: BinaryIO, limits: Limits = PHOTOS) -> Kept:
        """Check what `stream` (seekable) holds and store it durably; the same file again changes nothing.

        Raises `NotAPicture`, `TooLarge`, `TooMany`, or `NoRoom` when the disk cannot take it, in the words of
        `limits`.
        """
        kind = attachments.look(stream, limits)
        sha, size = _measured(stream, limits)
        kept = Kept(sha, size, kind)
        drawer = self._root / self.drawer(nonce)
        with _no_room_when_unwritable(limits), drawers.locked(drawer):
            self._store(kept, drawer, stream, limits)
        return kept

    def kept(self, nonce: bytes) -> list[Kept]:
        """The photos of the form, in the order in which they came; nothing is opened."""
        return drawers.photos(self._root / self.drawer(nonce))

    def drop(self, nonce: bytes, sha: str) -> None:
        """Remove one of the form's photos; one that is not there is no error."""
        with contextlib.suppress(Lost):
            self._path(self.drawer(nonce), sha).unlink(missing_ok=True)

    def open(self, drawer: str, sha: str) -> bytes:
        """The raw photo, for the worker alone; raises `Lost`."""
        try:
            whole = self._path(drawer, sha).read_bytes()
            return sealing.opened(self._keyring, whole, _place(drawer, sha))
        except (FileNotFoundError, BrokenSeal) as error:
            raise Lost(f"{drawer}/{sha}") from error

    def spend(self, drawer: str, sha: str) -> None:
        """Delete the raw bytes and remember only that the form had this photo; what is not there is no error."""
        with contextlib.suppress(Lost, FileNotFoundError):
            path = self._path(drawer, sha)
            came = path.stat().st_mtime_ns
            disk.write(path, ())
            os.utime(path, ns=(came, came))

    def sweep(self, older_than: datetime, referenced: Container[tuple[str, str]] = ()) -> int:
        """Delete what came before `older_than` and is not among `referenced` (drawer, sha); returns how many.

        `older_than` must lie further back than a form token lives.
        """
        return sum(_swept(drawer, older_than.timestamp(), referenced) for drawer in drawers.drawers(self._root))

    def raw(self) -> Iterator[tuple[str, str, datetime]]:
        """Drawer, hash and time of arrival of every photo whose raw bytes are still there."""
        for drawer in drawers.drawers(self._root):
            for path, about in drawers.files(drawer):
                if about.st_size:
                    yield drawer.name, path.name.partition(".")[0], datetime.fromtimestamp(about.st_mtime, UTC)

    def _store(self, photo: Kept, drawer: Path, stream: BinaryIO, limits: Limits) -> None:
        there = drawers.photos(drawer)
        if photo in there and not (limits.takes_pdf and _is_spent(drawer / photo.file_name)):
            return
        if photo not in there and len(there) >= limits.most:
            raise TooMany(words=limits.words)
        if shutil.disk_usage(drawer).free < self._reserve + photo.size:
            raise NoRoom(words=limits.words)
        stream.seek(0)
        place = _place(drawer.name, photo.sha)
        disk.write(drawer / photo.file_name, sealing.sealed(self._keyring, stream, photo.size, place))

    def _path(self, drawer: str, sha: str) -> Path:
        for folder in drawers.named(self._root, drawer):
            for photo in drawers.photos(folder):
                if photo.sha == sha:
                    return folder / photo.file_name
        raise Lost(f"{drawer}/{sha}")


def _place(drawer: str, sha: str) -> str:
    return f"incoming:{drawer}:{sha}"


def _is_spent(path: Path) -> bool:
    """True when only the name is left: a document that was removed and is sent again needs its bytes again."""
    return path.stat().st_size == 0


def _measured(stream: BinaryIO, limits: Limits) -> tuple[str, int]:
    """Hash and number of the bytes of `stream`; stops reading as soon as there are too many."""
    stream.seek(0)
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(sealing.PIECE):
        digest.update(piece)
        size += len(piece)
        if size > limits.most_bytes:
            raise TooLarge(Reason.TOO_MANY_BYTES, limits.words)
    return digest.hexdigest(), size


def _swept(drawer: Path, before: float, referenced: Container[tuple[str, str]]) -> int:
    def is_old(path: Path, about: os.stat_result) -> bool:
        return about.st_mtime < before and (drawer.name, path.name.partition(".")[0]) not in referenced

    return drawers.sweep(drawer, is_old)


@contextlib.contextmanager
def _no_room_when_unwritable(limits: Limits) -> Iterator[None]:
    """A full, read-only or failing disk costs the resident the photo, never the report."""
    try:
        yield
    except OSError as error:
        log.error("a file could not be stored: %s", error.strerror)
        raise NoRoom(words=limits.words) from error
