"""Put courses on the shelf, take them off, read them; a reader meets a course as it was or as it is, never half.

What a new version needs is laid beside what the old one has, whole folders or whole files at a time. Then one rename
replaces the page, and last what it does not name is removed. A course is taken off the other way round: first its
page, then its media. So a page that is there has its media, whenever the process may be killed; what is left behind
then is cleared by doing it again, and `portal fsck` names it.
"""

import json
import logging
import os
import re
import shutil
import threading
from collections.abc import Mapping
from pathlib import Path

from portal.courses.published import reading
from portal.courses.published.shape import PublishedCourse
from portal.courses.rules.catalogue import SLUG_PATTERN

FOLDER_MODE, FILE_MODE = 0o755, 0o644
_SLUG = re.compile(SLUG_PATTERN)
log = logging.getLogger("portal.courses")


class Shelf:
    """The folder `root` (`var/published`); safe between threads and processes, one writer at a time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.Lock()
        self._seen: reading.Signature | None = None
        self._read = reading.Read({}, {}, is_lasting=True)

    @property
    def media(self) -> Path:
        """Where the media lie: `<slug>/<key>/<file>`."""
        return self.root / "media"

    def courses(self) -> Mapping[str, PublishedCourse]:
        """All published courses by slug, in the order of the catalogue; read again only when the folder changed.

        A page that cannot be read is left out (`left_out`) and its kind of error logged once.
        """
        return self._now().courses

    def left_out(self) -> Mapping[str, str]:
        """The pages on the shelf that cannot be read, as file names, with the kind of error."""
        return self._now().left_out

    def generation(self) -> reading.Signature:
        """Something that differs whenever the courses do; for those who keep pages made from them."""
        return reading.signature(self._pages)

    def course(self, slug: str) -> PublishedCourse | None:
        """The published course at `slug`."""
        return self.courses().get(slug)

    def put(self, course: PublishedCourse, films: Mapping[str, Path]) -> None:
        """Publish `course`; `films` maps each film's key to the folder whose files are to be served.

        What was on the shelf under the same slug is replaced; media that are no longer part of it are gone. Raises
        ValueError for a slug that is none, OSError when the disk is full; then the page that was there still is.
        """
        self._refuse_bad(course.slug)
        new = self.root / f".new-{course.slug}"
        shutil.rmtree(new, ignore_errors=True)
        try:
            for key, folder in films.items():
                _link(folder, new / key)
            new.mkdir(parents=True, exist_ok=True)
            self._write(course)
            self._open_to_readers(new)
            named = _files(new)
            self._add(course.slug, new)
            os.replace(self._page(course.slug, ".new"), self._page(course.slug))
        finally:
            shutil.rmtree(new, ignore_errors=True)
        self._remove_media(course.slug, but=named)

    def withdraw(self, slug: str) -> None:
        """Take the course off the shelf; its page and all its media answer 404 from now on. Safe to call twice."""
        self._refuse_bad(slug)
        self._page(slug).unlink(missing_ok=True)
        self._remove_media(slug, but=frozenset())

    def open_to_readers(self) -> None:
        """Let every program of the machine read what is on the shelf, as `put` does; for one just brought back."""
        if self.root.is_dir():
            self._open_to_readers(self.root)

    def _open_to_readers(self, folder: Path) -> None:
        """Folders 755, files 644: nginx and the courses' own process read as users of their own."""
        for place in (self.root, self._pages, self.media):
            place.mkdir(parents=True, exist_ok=True)
            place.chmod(FOLDER_MODE)
        for path, _folders, files in os.walk(folder):
            Path(path).chmod(FOLDER_MODE)
            for name in files:
                Path(path, name).chmod(FILE_MODE)

    def _add(self, slug: str, new: Path) -> None:
        """Let the media in `new` be served too; a file of the same name gives way to the new one by one rename."""
        there = self.media / slug
        there.mkdir(parents=True, exist_ok=True)
        for folder in sorted(new.iterdir()):
            if not (there / folder.name).exists():
                os.replace(folder, there / folder.name)
                continue
            for name in sorted(_files(folder)):
                (there / folder.name / name).parent.mkdir(exist_ok=True)
                os.replace(folder / name, there / folder.name / name)
        self._open_to_readers(there)

    def _remove_media(self, slug: str, *, but: frozenset[str]) -> None:
        """Remove the course's media except the files that `but` names; whole folders are out of reach at once."""
        there, old = self.media / slug, self.root / f".old-{slug}"
        shutil.rmtree(old, ignore_errors=True)
        if not but and there.exists():
            os.replace(there, old)
        keys = {name.partition("/")[0] for name in but}
        for folder in there.iterdir() if but else ():
            if folder.name not in keys:
                old.mkdir(exist_ok=True)
                os.replace(folder, old / folder.name)
        for name in _files(there) - but:
            (there / name).unlink()
        shutil.rmtree(old, ignore_errors=True)

    def _write(self, course: PublishedCourse) -> None:
        path = self._page(course.slug, ".new")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8") as file:
            json.dump(course.written(), file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(FILE_MODE)

    def _page(self, slug: str, ending: str = ".json") -> Path:
        return self._pages / f"{slug}{ending}"

    def _refuse_bad(self, slug: str) -> None:
        if not _SLUG.fullmatch(slug):
            raise ValueError(f"{slug!r} cannot be a course's address")

    @property
    def _pages(self) -> Path:
        return self.root / "courses"

    def _now(self) -> reading.Read:
        seen = reading.signature(self._pages)
        with self._lock:
            if seen != self._seen:
                found = reading.read(self._pages, seen)
                self._tell(found.left_out)
                self._read, self._seen = found, seen if found.is_lasting else None
            return self._read

    def _tell(self, left_out: Mapping[str, str]) -> None:
        for name, kind in left_out.items():
            if self._read.left_out.get(name) != kind:
                log.error("%s on the shelf cannot be read and is left out: %s", name, kind)


def _link(folder: Path, to: Path) -> None:
    """The same files under another name where the disk can (no copy of gigabytes), otherwise copies."""

    def link(source: str, target: str) -> None:
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)

    shutil.copytree(folder, to, copy_function=link)


def _files(folder: Path) -> frozenset[str]:
    """The files below `folder` as paths from there."""
    return frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
