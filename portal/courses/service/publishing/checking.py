"""Whether the shelf and the database say the same, as sentences for an operator."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.settings import Settings
from portal.courses.models import Course
from portal.courses.published import PublishedCourse, Shelf
from portal.courses.published.shape import MASTER


def fsck(session: Session, settings: Settings) -> list[str]:
    """Courses that should lie on the shelf and do not, or the other way round; media that are missing."""
    shelf = Shelf(settings.published_dir)
    shown = shelf.courses()
    kept = {course.slug: course for course in session.scalars(select(Course).order_by(Course.slug))}
    return [*_unreadable(shelf), *_of_courses(kept, shown), *_of_media(shelf, shown), *_left_behind(shelf)]


def _unreadable(shelf: Shelf) -> Iterator[str]:
    for name, kind in sorted(shelf.left_out().items()):
        yield f"{name} on the shelf cannot be read ({kind}) and is not shown; publish that course again"


def _of_courses(kept: Mapping[str, Course], shown: Mapping[str, PublishedCourse]) -> Iterator[str]:
    for slug, course in kept.items():
        there, should = shown.get(slug), course.published_at is not None
        if should and there is None:
            yield f"course {slug}: is said to be published and is not on the shelf; publish it again or withdraw it"
        elif there is not None and not should:
            yield f"course {slug}: is on the shelf and not said to be published; publish it again or withdraw it"
        elif there is not None and there.version != course.published_version:
            yield f"course {slug}: version {there.version} is shown, not {course.published_version}; publish it again"
    yield from (f"course {slug}: is on the shelf and nobody knows it" for slug in shown if slug not in kept)


def _of_media(shelf: Shelf, shown: Mapping[str, PublishedCourse]) -> Iterator[str]:
    for slug, course in shown.items():
        keys = [film.made.key for part in course.parts for film in part.films.values()]
        for key in keys:
            if not (shelf.media / slug / key / MASTER).is_file():
                yield f"course {slug}: the media of film {key} are missing on the shelf; publish it again"
        for path in sorted((shelf.media / slug).iterdir() if (shelf.media / slug).is_dir() else ()):
            if path.name not in keys:
                yield f"course {slug}: the media of {path.name} lie there and are not its own; publish it again"
    there = sorted(path.name for path in shelf.media.iterdir()) if shelf.media.is_dir() else []
    yield from (f"media of {slug} lie on the shelf without their course" for slug in there if slug not in shown)


def _left_behind(shelf: Shelf) -> Iterator[str]:
    if shelf.root.is_dir():
        for path in sorted(shelf.root.iterdir()):
            if path.name.startswith((".new-", ".old-")):
                yield f"{path.name} is left of a publication that was cut off; publishing or withdrawing clears it"
