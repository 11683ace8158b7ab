"""Where films lie on the disk, and how a folder becomes visible only when it is whole."""

import os
import re
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PART = ".part"
_FOLDER_MODE, _FILE_MODE = 0o755, 0o644
"""What nginx may read once it is linked to the shelf; until then the folder above keeps everybody out."""

_KEY = re.compile(r"[0-9a-f]{32}")


def new_key() -> str:
    """A name for what is made of one upload; never used again."""
    return uuid.uuid4().hex


@dataclass(frozen=True)
class Folders:
    """The folder `var/courses`: uploads as they came, work under way, and films that are whole."""

    root: Path

    @classmethod
    def below(cls, data_dir: Path) -> "Folders":
        """The folders of the portal whose data lie in `data_dir`."""
        return cls(data_dir / "courses")

    @property
    def uploads(self) -> Path:
        return self.root / "uploads"

    @property
    def films(self) -> Path:
        return self.root / "films"

    @property
    def works(self) -> Path:
        return self.root / "work"

    def upload(self, film_id: uuid.UUID) -> Path:
        """Where the bytes of a film are put as they arrive."""
        return self.uploads / str(film_id)

    def work(self, key: str) -> Path:
        """Where the work on one upload lies; nobody but the worker looks here."""
        return self.works / _sound(key)

    def film(self, key: str) -> Path:
        """Where what was made lies; the folder is there when it is whole."""
        return self.films / _sound(key)

    def keep(self, folder: Path, key: str) -> Path:
        """Make `folder` (on the same disk) the film `key`; durable on return. OSError leaves nothing half there."""
        for path in (*tree(folder), folder):
            path.chmod(_FOLDER_MODE if path.is_dir() else _FILE_MODE)
            sync(path)
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.films.mkdir(exist_ok=True)
        os.replace(folder, self.film(key))
        sync(self.films)
        return self.film(key)

    def forget(self, key: str) -> None:
        """Remove what was made of an upload and what is left of the work on it."""
        for path in (self.film(key), self.films / f"{key}{PART}", self.work(key)):
            shutil.rmtree(path, ignore_errors=True)


def tree(folder: Path) -> Iterator[Path]:
    """Everything below `folder`, what lies in a folder before the folder itself."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from tree(path)
        yield path


def sync(path: Path) -> None:
    """Make the content of a file or the names in a folder durable."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sound(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError("a film's key is 32 hexadecimal digits")
    return key
