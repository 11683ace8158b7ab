"""Where all pages of the courses hang, and what they read."""

from flask import Blueprint, abort

from portal.core.web import runtime
from portal.courses.published import PublishedCourse, PublishedPart, Shelf

bp = Blueprint("courses", __name__)


def shelf() -> Shelf:
    """The shelf of this application."""
    found: Shelf = runtime().services["shelf"]
    return found


def published(slug: str) -> PublishedCourse:
    """The course on the shelf; 404 when there is none, or none any more."""
    return shelf().course(slug) or abort(404)


def part_of(course: PublishedCourse, number: int) -> PublishedPart:
    """Part `number` of the course, counted from 1; 404 beyond the last."""
    return course.parts[number - 1] if 1 <= number <= len(course.parts) else abort(404)
