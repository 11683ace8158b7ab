"""Where all pages of the courses hang, and what they read."""

from collections.abc import Callable

from flask import Blueprint, abort, current_app, request

from portal.core.web import runtime
from portal.core.web.page_cache import PageCache
from portal.courses.published import PublishedCourse, PublishedPart, Shelf
from portal.courses.watching.layout import PAGES

bp = Blueprint("courses", __name__)


def shelf() -> Shelf:
    """The shelf of this application."""
    found: Shelf = runtime().services["shelf"]
    return found


def shared(make: Callable[[], str]) -> str:
    """The page at this address, made once for everybody until what is on the shelf changes.

    `make` reads the shelf itself, after its generation was taken: a page of an old course is never kept as a new one.
    """
    pages: PageCache[str] = current_app.extensions[PAGES]
    return pages.get((request.root_path, request.full_path), make, version=shelf().generation())


def published(slug: str) -> PublishedCourse:
    """The course on the shelf; 404 when there is none, or none any more."""
    return shelf().course(slug) or abort(404)


def part_of(course: PublishedCourse, number: int) -> PublishedPart:
    """Part `number` of the course, counted from 1; 404 beyond the last."""
    return course.parts[number - 1] if 1 <= number <= len(course.parts) else abort(404)
