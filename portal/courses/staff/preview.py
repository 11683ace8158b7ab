"""A course as visitors would see it, from the working copy: their own pages, below the workshop's address."""

import uuid
from typing import Any, Protocol

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.core import clock
from portal.core.errors import NotFound, Refused
from portal.core.web import runtime, staff
from portal.core.web.dispatch import WSGI
from portal.core.words import word
from portal.courses.models import Course
from portal.courses.staff.pages import SEE, blueprint, course_of, languages

SERVICE = "courses_preview"
_OF_STAFF = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_REFERER", "HTTP_ACCEPT_ENCODING")


class Previews(Protocol):
    """Lays working copies out and shows them."""

    @property
    def app(self) -> WSGI: ...
    def show(self, course: Course, now: Any) -> None: ...


@blueprint.get("/<uuid:course_id>/visa")
@staff(SEE)
def preview(course_id: uuid.UUID) -> AnyResponse:
    """On to the course in the reader's language, or in Swedish."""
    course = course_of(course_id)
    asked = request.args.get("sprak", "")
    language = asked if asked in languages() else languages()[0]
    rest = f"{language}/kurser/{course.slug}"
    return redirect(url_for("courses_staff.preview_page", course_id=course_id, rest=rest), 303)


@blueprint.get("/<uuid:course_id>/visa/<path:rest>")
@staff(SEE)
def preview_page(course_id: uuid.UUID, rest: str) -> AnyResponse:
    """A page or a file of the course, as its visitors will get it; nothing but this course is found here."""
    course, previews = course_of(course_id), _previews()
    is_file = rest.startswith(f"media/{course.slug}/")
    if not is_file and rest.split("/")[1:3] != ["kurser", course.slug]:
        raise NotFound
    if not is_file:
        _lay_out(previews, course)
    root = url_for("courses_staff.preview", course_id=course_id)
    answer = Response.from_app(previews.app, _asked(root, rest), buffered=not is_file)
    if answer.mimetype == "text/html":
        answer.set_data(answer.get_data().replace(b'"/media/', f'"{root}/media/'.encode()))
    return answer


def _lay_out(previews: Previews, course: Course) -> None:
    try:
        previews.show(course, clock.now())
    except OSError:
        raise Refused(word("There is no room on the server's disk for a preview.")) from None


def _asked(root: str, rest: str) -> dict[str, Any]:
    environ = {name: value for name, value in request.environ.items() if name not in _OF_STAFF}
    return environ | {"SCRIPT_NAME": root, "PATH_INFO": f"/{rest}", "QUERY_STRING": ""}


def _previews() -> Previews:
    found: Previews = runtime().services[SERVICE]
    return found
