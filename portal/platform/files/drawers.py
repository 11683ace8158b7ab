"""The folders in which raw uploads lie, one per form: what is in them, and one writer at a time."""

import contextlib
import fcntl
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.platform.files import disk
from portal.platform.files.rules import Kind, NoRoom

_DRAWER = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"([0-9a-f]{64})\.([0-9]{1,12})\.(jpeg|png|webp|heic|avif|pdf)")
_TRIES = 20


@dataclass(frozen=True)
class Kept:
    """A photo or document that was received: the SHA-256 of its raw bytes in hex, their number, and its kind."""

    sha: str
    size: int
    kind: Kind

    @property
    def file_name(self) -> str:
        """The name of its file, which says all of this without a key."""
        return f"{self.sha}.{self.size}.{self.kind}"


def drawers(root: Path) -> Iterator[Path]:
    """Every drawer below `root`."""
    with contextlib.suppress(FileNotFoundError), os.scandir(root) as entries:
        yield from (Path(entry.path) for entry in entries if _DRAWER.fullmatch(entry.name))


def named(root: Path, name: str) -> list[Path]:
    """The drawer called `name`; none for what is no drawer's name, so that no path can be smuggled in."""
    return [root / name] if _DRAWER.fullmatch(name) else []


def photos(drawer: Path) -> list[Kept]:
    """The photos and documents in `drawer`, in the order in which they came; none when it does not exist."""
    found: list[tuple[int, Kept]] = []
    for entry in _entries(drawer):
        if name := _NAME.fullmatch(entry.name):
            sha, size, kind = name.groups()
            with contextlib.suppress(FileNotFoundError):
                found.append((entry.stat().st_mtime_ns, Kept(sha, int(size), Kind(kind))))
    return [photo for _, photo in sorted(found, key=lambda pair: (pair[0], pair[1].sha))]


def files(drawer: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Every file in `drawer`, what a crash left half written included."""
    for entry in _entries(drawer):
        with contextlib.suppress(FileNotFoundError):
            yield Path(entry.path), entry.stat()


@contextlib.contextmanager
def locked(drawer: Path) -> Iterator[None]:
    """`drawer`, made when missing, for one writer at a time among all threads and processes."""
    with contextlib.ExitStack() as stack:
        for _ in range(_TRIES):
            disk.make_folder(drawer)
            if _is_held(drawer, stack):
                break
        else:
            raise NoRoom
        yield


def sweep(drawer: Path, is_old: Callable[[Path, os.stat_result], bool]) -> int:
    """Delete the old files in `drawer`, and itself when it is empty then; nothing while somebody writes to it.

    Returns how many files were deleted.
    """
    with contextlib.suppress(FileNotFoundError, BlockingIOError), _handle(drawer, fcntl.LOCK_EX | fcntl.LOCK_NB):
        old = [path for path, about in files(drawer) if is_old(path, about)]
        for path in old:
            path.unlink()
        with contextlib.suppress(OSError):  # it is not empty
            drawer.rmdir()
        return len(old)
    return 0


@contextlib.contextmanager
def _handle(drawer: Path, lock: int) -> Iterator[int]:
    handle = os.open(drawer, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, lock)
        yield handle
    finally:
        os.close(handle)


def _entries(drawer: Path) -> list[os.DirEntry[str]]:
    with contextlib.suppress(FileNotFoundError), os.scandir(drawer) as entries:
        return list(entries)
    return []


def _is_held(drawer: Path, stack: contextlib.ExitStack) -> bool:
    """Lock the drawer until `stack` ends; False when a sweep removed it between making and locking."""
    with contextlib.suppress(FileNotFoundError):
        return os.fstat(stack.enter_context(_handle(drawer, fcntl.LOCK_EX))).st_nlink > 0
    return False
