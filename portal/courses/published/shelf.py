"""Put courses on the shelf, take them off, read them; every change is one rename, so a reader sees old or new."""

import json
import os
import re
import shutil
import threading
from collections.abc import Mapping
from pathlib import Path

from portal.courses.published.shape import PublishedCourse
from portal.courses.rules.catalogue import SLUG_PATTERN

FOLDER_MODE, FILE_MODE = 0o755, 0o644
_SLUG = re.compile(SLUG_PATTERN)


class Shelf:
    """The folder `root` (`var/published`); safe between threads and processes, one writer at a time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.Lock()
        self._seen: tuple[tuple[str, int, int], ...] | None = None
        self._courses: Mapping[str, PublishedCourse] = {}

    @property
    def media(self) -> Path:
        """Where the media lie: `<slug>/<key>/<file>`."""
        return self.root / "media"

    def courses(self) -> Mapping[str, PublishedCourse]:
        """All published courses by slug, in the order of the catalogue; read again only when the folder changed."""
        seen = self._signature()
        with self._lock:
            if seen != self._seen:
                self._courses, self._seen = self._read(seen), seen
            return self._courses

    def generation(self) -> tuple[tuple[str, int, int], ...]:
        """Something that differs whenever the courses do; for those who keep pages made from them."""
        return self._signature()

    def course(self, slug: str) -> PublishedCourse | None:
        """The published course at `slug`."""
        return self.courses().get(slug)

    def put(self, course: PublishedCourse, films: Mapping[str, Path]) -> None:
        """Publish `course`; `films` maps each film's key to the folder whose files are to be served.

        What was on the shelf under the same slug is replaced; segments of films that are no longer part of it are
        gone. Raises ValueError for a slug that is none, OSError when the disk is full; then nothing has changed.
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
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        self._swap(course.slug, new)
        os.replace(self._page(course.slug, ".new"), self._page(course.slug))

    def withdraw(self, slug: str) -> None:
        """Take the course off the shelf; its page and all its media answer 404 from now on. Safe to call twice."""
        self._refuse_bad(slug)
        self._page(slug).unlink(missing_ok=True)
        self._swap(slug, None)

    def open_to_readers(self) -> None:
        """Let every program of the machine read what is on the shelf, as `put` does; for one just brought back."""
        if self.root.is_dir():
            self._open_to_readers(self.root)

    def _open_to_readers(self, folder: Path) -> None:
        """Folders 755, files 644: nginx and the courses' own process read as users of their own."""
        for place in (self.root, self.root / "courses", self.media):
            place.mkdir(parents=True, exist_ok=True)
            place.chmod(FOLDER_MODE)
        for path, _folders, files in os.walk(folder):
            Path(path).chmod(FOLDER_MODE)
            for name in files:
                Path(path, name).chmod(FILE_MODE)

    def _swap(self, slug: str, new: Path | None) -> None:
        there, old = self.media / slug, self.root / f".old-{slug}"
        shutil.rmtree(old, ignore_errors=True)
        self.media.mkdir(parents=True, exist_ok=True)
        if there.exists():
            os.replace(there, old)
        if new is not None:
            os.replace(new, there)
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
        return self.root / "courses" / f"{slug}{ending}"

    def _refuse_bad(self, slug: str) -> None:
        if not _SLUG.fullmatch(slug):
            raise ValueError(f"{slug!r} cannot be a course's address")

    def _signature(self) -> tuple[tuple[str, int, int], ...]:
        try:
            with os.scandir(self.root / "courses") as entries:
                found = [(e.name, e.stat().st_mtime_ns, e.stat().st_ino) for e in entries if e.name.endswith(".json")]
        except FileNotFoundError:
            return ()
        return tuple(sorted(found))

    def _read(self, seen: tuple[tuple[str, int, int], ...]) -> Mapping[str, PublishedCourse]:
        texts = [(self.root / "courses" / name).read_text(encoding="utf-8") for name, _, _ in seen]
        courses = [PublishedCourse.read(json.loads(text)) for text in texts]
        return {course.slug: course for course in sorted(courses, key=lambda one: (one.position, one.slug))}


def _link(folder: Path, to: Path) -> None:
    """The same files under another name where the disk can (no copy of gigabytes), otherwise copies."""

    def link(source: str, target: str) -> None:
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)

    shutil.copytree(folder, to, copy_function=link)
