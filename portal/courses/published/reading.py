"""Read the pages on the shelf while they come and go; one that cannot be read is left out, the others are not."""

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from portal.courses.published.shape import PublishedCourse

Signature = tuple[tuple[str, int, int], ...]
UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


class Read(NamedTuple):
    """Courses by slug in the order of the catalogue; `left_out` maps other files to the kind of error.

    `is_lasting` is False when an error may have passed the next time, though no file has changed.
    """

    courses: Mapping[str, PublishedCourse]
    left_out: Mapping[str, str]
    is_lasting: bool


def signature(folder: Path) -> Signature:
    """Something that differs whenever a page in `folder` does, and says which there are."""
    found = []
    with contextlib.suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".json"):
                with contextlib.suppress(FileNotFoundError):  # taken off the shelf this very moment
                    about = entry.stat()
                    found.append((entry.name, about.st_ctime_ns, about.st_ino))
    return tuple(sorted(found))


def read(folder: Path, seen: Signature) -> Read:
    """The courses whose pages were `seen`; one that has been taken off since is not there and is no error."""
    courses: list[PublishedCourse] = []
    left_out: dict[str, str] = {}
    is_lasting = True
    for name, _, _ in seen:
        try:
            courses.append(_course(folder / name))
        except FileNotFoundError:
            continue
        except UNREADABLE as error:
            left_out[name] = type(error).__name__
            is_lasting = is_lasting and not isinstance(error, OSError)
    courses.sort(key=lambda one: (one.position, one.slug))
    return Read({course.slug: course for course in courses}, left_out, is_lasting)


def _course(path: Path) -> PublishedCourse:
    """The course of a page; one that lies under another's name, or that could not be shown, is none."""
    course = PublishedCourse.read(json.loads(path.read_text(encoding="utf-8")))
    is_whole = course.slug == path.stem and isinstance(course.position, int)
    if not is_whole or not all((course.words, course.parts, *(part.words for part in course.parts))):
        raise ValueError(path.stem)
    return course
