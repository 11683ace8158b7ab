"""Where the kept pictures and documents lie: sealed, under the random id of their row."""

import contextlib
import re
import uuid
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from portal.core.keys import BrokenSeal, Keyring
from portal.platform.files import disk


class Variant(StrEnum):
    """What is kept of a photo; of a PDF, a thumbnail, its `ORIGINAL` and a picture of each page (`page`)."""

    DISPLAY = "display"
    THUMB = "thumb"

    @property
    def mime_type(self) -> str:
        """The type to serve it with."""
        return "image/jpeg" if self is Variant.DISPLAY else "image/webp"


ORIGINAL = "original"
"""A PDF as it was sent: not to be given out before a scanner found it clean."""

_NAME = re.compile(r"display|thumb|original|page-[1-9][0-9]{0,2}")


def page(number: int) -> str:
    """The variant that is the JPEG of a PDF's page; the first page is 1."""
    return f"page-{number}"


def variants_kept(pages: int | None) -> tuple[str, ...]:
    """All that is kept of a photo (`pages` is None) or of a PDF with so many pages."""
    if pages is None:
        return tuple(Variant)
    return (*(page(number) for number in range(1, pages + 1)), Variant.THUMB, ORIGINAL)


class Missing(Exception):
    """The store has no such picture, or its seal does not hold."""


class Store(Protocol):
    """Keeps pictures; every method may raise OSError when the place itself fails."""

    def write(self, file_id: uuid.UUID, variant: str, content: bytes) -> None:
        """Keep `content` durably, replacing what was there."""

    def read(self, file_id: uuid.UUID, variant: str) -> bytes:
        """The picture; raises `Missing`."""

    def delete(self, file_id: uuid.UUID) -> None:
        """Remove every variant; what is not there is no error."""

    def kept(self) -> Iterator[tuple[uuid.UUID, str]]:
        """Everything that is there."""


class FolderStore:
    """A store in a local folder: `<folder>/<two digits>/<id>.<variant>`."""

    def __init__(self, folder: Path, keyring: Keyring) -> None:
        self._folder = folder
        self._keyring = keyring

    def write(self, file_id: uuid.UUID, variant: str, content: bytes) -> None:
        """Keep `content` durably, replacing what was there."""
        path = self._path(file_id, variant)
        disk.make_folder(path.parent)
        disk.write(path, [self._keyring.seal(content, _place(file_id, variant))])

    def read(self, file_id: uuid.UUID, variant: str) -> bytes:
        """The picture; raises `Missing`."""
        try:
            return self._keyring.open(self._path(file_id, variant).read_bytes(), _place(file_id, variant))
        except (FileNotFoundError, BrokenSeal, ValueError) as error:
            raise Missing(f"{file_id} {variant}") from error

    def delete(self, file_id: uuid.UUID) -> None:
        """Remove every variant; what is not there is no error."""
        for path in self._folder.glob(f"{file_id.hex[:2]}/{file_id.hex}.*"):
            path.unlink(missing_ok=True)

    def kept(self) -> Iterator[tuple[uuid.UUID, str]]:
        """Everything that is there."""
        for path in sorted(self._folder.glob("??/*.*")):
            with contextlib.suppress(ValueError):
                yield uuid.UUID(path.stem), _checked(path.suffix.removeprefix("."))

    def rotate(self) -> int:
        """Seal with the first key of the ring what an older key sealed; returns how many pictures that were."""
        return sum(self._rotated(file_id, variant) for file_id, variant in self.kept())

    def _rotated(self, file_id: uuid.UUID, variant: str) -> bool:
        path = self._path(file_id, variant)
        sealed = path.read_bytes()
        if not self._keyring.needs_rotation(sealed):
            return False
        disk.write(path, [self._keyring.reseal(sealed, _place(file_id, variant))])
        return True

    def _path(self, file_id: uuid.UUID, variant: str) -> Path:
        return self._folder / file_id.hex[:2] / f"{file_id.hex}.{_checked(variant)}"


def _checked(variant: str) -> str:
    """The variant, unless its name is none that the store gives out (ValueError)."""
    if not _NAME.fullmatch(variant):
        raise ValueError("not a variant")
    return variant


def _place(file_id: uuid.UUID, variant: str) -> bytes:
    return f"files:{file_id.hex}:{variant}".encode()
