"""The pages of published courses; the same bytes for everybody who asks for the same address."""

from flask import Blueprint, abort

from portal.core.web import anonymous, render, runtime
from portal.courses.published import PublishedCourse, Shelf

bp = Blueprint("courses", __name__)


def shelf() -> Shelf:
    """The shelf of this application."""
    found: Shelf = runtime().services["shelf"]
    return found


@bp.get("/")
@anonymous
def catalogue() -> str:
    """All published courses."""
    return render("courses/catalogue.html", courses=list(shelf().courses().values()))


@bp.get("/<slug>")
@anonymous
def course(slug: str) -> str:
    """A course, its first part open."""
    return render("courses/course.html", course=published(slug))


def published(slug: str) -> PublishedCourse:
    """The course on the shelf; 404 when there is none, or none any more."""
    return shelf().course(slug) or abort(404)
