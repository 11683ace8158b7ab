"""Everything that visitors will get of a course, laid ready in a folder before it goes onto the shelf.

Of each film: what the workshop made (linked, not copied, where the disk can), captions and chapters as WebVTT, and
what can be printed. Nothing that is linked is ever written to.
"""

import os
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from portal.core.errors import Refused
from portal.core.settings import Settings
from portal.core.words import word
from portal.courses.films.folders import Folders
from portal.courses.models import Course
from portal.courses.printing import hand_out
from portal.courses.published import PublishedCourse, PublishedFilm, PublishedPart, Shelf
from portal.courses.rules.captions import as_webvtt, chapters_as_webvtt
from portal.courses.service.publishing.copying import as_published

LEFT_ALONE = timedelta(days=1)


class FilesMissing(Refused):
    """A film that should be ready is not on the disk."""

    default = word("The files of a film are missing on the server. Upload the film anew.")


@dataclass(frozen=True)
class Desk:
    """Where films lie, where courses are laid ready, and the shelf."""

    folders: Folders
    shelf: Shelf

    @classmethod
    def of(cls, settings: Settings) -> "Desk":
        """The desk of this portal."""
        return cls(Folders.below(settings.data_dir), Shelf(settings.published_dir))

    @property
    def staging(self) -> Path:
        """Where courses are laid ready; each in a folder of its own, removed afterwards."""
        return self.folders.root / "staged"


@dataclass(frozen=True)
class Staged:
    """A course laid ready; `films` maps each film's key to its folder. As a context it clears up after itself."""

    course: PublishedCourse
    folder: Path

    @property
    def films(self) -> Mapping[str, Path]:
        """The folder of each film by its key."""
        made = [film.made for part in self.course.parts for film in part.films.values()]
        return {one.key: self.folder / one.key for one in made}

    def clear(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> "Staged":
        return self

    def __exit__(self, *_error: object) -> None:
        self.clear()


def stage(course: Course, desk: Desk, *, now: datetime) -> Staged:
    """Lay `course` ready; raises `FilesMissing`, or OSError when the disk is full; then nothing is left behind."""
    staged = stage_as(as_published(course, now=now), desk, now=now)
    try:
        parts = tuple(_printed(staged, part, now) for part in staged.course.parts)
    except BaseException:
        staged.clear()
        raise
    return replace(staged, course=replace(staged.course, parts=parts))


def stage_as(course: PublishedCourse, desk: Desk, *, now: datetime) -> Staged:
    """Lay media, captions and chapters of `course` ready, without what takes time: the papers.

    What a process that died left here more than a day ago is swept away.
    """
    _sweep(desk.staging, now - LEFT_ALONE)
    staged = Staged(course, desk.staging / f"{course.slug}-{uuid.uuid4().hex}")
    staged.folder.mkdir(parents=True)
    try:
        for film in (film for part in course.parts for film in part.films.values()):
            _link(desk.folders.film(film.made.key), staged.folder / film.made.key)
            _write_tracks(film, staged.folder / film.made.key)
    except BaseException:
        staged.clear()
        raise
    return staged


def _printed(staged: Staged, part: PublishedPart, now: datetime) -> PublishedPart:
    films = {
        variant: replace(film, hand_outs=_print(staged.course, part, film, staged.folder / film.made.key, now))
        for variant, film in part.films.items()
    }
    return replace(part, films=films)


def _sweep(folder: Path, before: datetime) -> None:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.stat().st_mtime < before.timestamp():
            shutil.rmtree(path, ignore_errors=True)


def _link(source: Path, target: Path) -> None:
    if not source.is_dir():
        raise FilesMissing
    shutil.copytree(source, target, copy_function=_linked)


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _write_tracks(film: PublishedFilm, folder: Path) -> None:
    for language, cues in film.captions.items():
        _write(folder / f"{language}.vtt", as_webvtt(cues).encode())
    for language, chapters in film.chapters.items():
        _write(folder / f"chapters-{language}.vtt", chapters_as_webvtt(chapters, film.made.seconds).encode())


def _print(
    course: PublishedCourse, part: PublishedPart, film: PublishedFilm, folder: Path, now: datetime
) -> dict[str, int]:
    sizes = {}
    for language, words in part.words.items():
        title = course.in_language(language)[0].title
        cues = film.captions.get(language, ())
        if paper := hand_out(title, words, cues, language=language, made_at=now):
            _write(folder / f"{language}.pdf", paper)
            sizes[language] = len(paper)
    return sizes


def _write(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    path.write_bytes(content)
