"""What a backup is: a tar whose last member lists every other with its SHA-256.

It holds the database and the sealed files, never a key: without the keys nobody reads the names in it.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

LIST = "contents.json"
FORM = 1
PIECE = 1024 * 1024


class BrokenArchive(Exception):
    """The file is no backup of a portal, or not a whole one."""


@dataclass
class Contents:
    """What the archive says about itself: engine of the database, its migration, when it was made, its files."""

    dialect: str
    revision: str | None
    made_at: str
    files: dict[str, str] = field(default_factory=dict)
    form: int = FORM


class _Hashing:
    """A file that remembers the hash of what was read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self.hash.update(piece)
        return piece


def add(tar: tarfile.TarFile, name: str, path: Path, contents: Contents) -> bool:
    """Add the file at `path` as `name`; False when it was deleted meanwhile."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return False
    with file:
        about = tar.gettarinfo(arcname=name, fileobj=file)
        about.uid = about.gid = 0
        about.uname = about.gname = ""
        hashing = _Hashing(file)
        tar.addfile(about, hashing)
        contents.files[name] = hashing.hash.hexdigest()
    return True


def close(tar: tarfile.TarFile, contents: Contents) -> None:
    """Write the list of contents as the last member."""
    text = json.dumps(asdict(contents), indent=1).encode()
    about = tarfile.TarInfo(LIST)
    about.size = len(text)
    tar.addfile(about, io.BytesIO(text))


def contents_of(path: Path) -> Contents:
    """The list in the archive, after every member's hash was checked against it; raises `BrokenArchive`."""
    hashes: dict[str, str] = {}
    listed: bytes | None = None
    try:
        with tarfile.open(path, "r:") as tar:
            for name, file in _members(tar):
                if name == LIST:
                    listed = file.read()
                else:
                    hashes[name] = _sha256(file)
    except (tarfile.TarError, EOFError) as error:
        raise BrokenArchive(f"{path.name} is no whole archive: {error}") from error
    return _checked(listed, hashes)


def unpack(path: Path, folder: Path) -> Iterator[str]:
    """Write every listed file below `folder`, which must be empty; yields the names. Check `contents_of` first."""
    with tarfile.open(path, "r:") as tar:
        for name, file in _members(tar):
            if name == LIST:
                continue
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with target.open("wb") as copy:
                while piece := file.read(PIECE):
                    copy.write(piece)
            target.chmod(0o600)
            yield name


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for member in tar:
        file = tar.extractfile(member) if member.isreg() else None
        if file is None or not _is_safe(member.name):
            raise BrokenArchive(f"{member.name!r} does not belong in a backup")
        yield member.name, file


def _is_safe(name: str) -> bool:
    return not name.startswith("/") and ".." not in Path(name).parts


def _sha256(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _checked(listed: bytes | None, hashes: dict[str, str]) -> Contents:
    if listed is None:
        raise BrokenArchive("its list of contents is missing; it was cut off")
    try:
        contents = Contents(**json.loads(listed))
    except (ValueError, TypeError) as error:
        raise BrokenArchive("its list of contents cannot be read") from error
    if contents.form != FORM:
        raise BrokenArchive(f"it has form {contents.form}, this version reads form {FORM}")
    wrong = sorted(name for name in contents.files | hashes if contents.files.get(name) != hashes.get(name))
    if wrong:
        raise BrokenArchive(f"{len(wrong)} files are missing or changed, such as {wrong[0]}")
    return contents
