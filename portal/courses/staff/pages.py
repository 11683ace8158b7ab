"""What the pages of the workshop share: the blueprint, a page with its form, two who write at once."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts.guard import FORM_FIELD
from portal.accounts.permissions import Permission
from portal.accounts.rules import STAFF_ROOT
from portal.core.errors import NotFound, PortalError
from portal.core.web import BaseForm, db, render, runtime
from portal.core.web.languages import own_name
from portal.core.words import Word
from portal.courses import queries
from portal.courses.models import Course
from portal.courses.rules.catalogue import NAMES
from portal.courses.rules.gate import MAIN
from portal.courses.rules.workflow import FILM_STATE_NAMES, STATE_NAMES, FilmState, State

blueprint = Blueprint("courses_staff", __name__, url_prefix=f"{STAFF_ROOT}/kurser")
SEE, EDIT, PUBLISH = Permission.SEE_COURSES, Permission.EDIT_COURSES, Permission.PUBLISH_COURSES
BOTH = ["GET", "POST"]

TONES: Mapping[State, str] = {
    State.DRAFT: "planned",
    State.REVIEW: "waiting",
    State.APPROVED: "progress",
    State.PUBLISHED: "done",
    State.WITHDRAWN: "closed",
}
FILM_TONES: Mapping[FilmState, str] = {
    FilmState.READY: "done",
    FilmState.REFUSED: "danger",
    FilmState.FAILED: "danger",
    FilmState.ENCODING: "progress",
}
DONE = {
    "tillagd": _l("The course is there. Write its words, add parts and upload films."),
    "sparat": _l("Your changes are saved."),
    "del": _l("The part is added. Write its words and add a film."),
    "flyttad": _l("The part is moved."),
    "borttagen": _l("The part is removed."),
    "inlamnad": _l("The course waits for approval. Somebody who has not changed it reads it now."),
    "tillbaka": _l("The course went back to its editors with your comment."),
    "godkand": _l("The course is approved. It is not public until you publish it."),
    "publicerad": _l("The course is published."),
    "avpublicerad": _l("The course is withdrawn. Its page and films cannot be reached any more."),
}


def page(
    template: str, form: BaseForm | None = None, *, problem: PortalError | None = None, **values: Any
) -> Response:
    """`template` with its form; what was wrong with it decides the status."""
    notice = DONE.get(request.args.get("klart", ""))
    notices = [("success", notice)] if notice and problem is None else []
    problems = [(_(problem.message), None)] if problem else []
    status = problem.status if problem else 422 if form is not None and form.errors else 200
    shared = {
        "state_names": STATE_NAMES,
        "tones": TONES,
        "film_names": FILM_STATE_NAMES,
        "film_tones": FILM_TONES,
        "names": NAMES,
        "languages": languages(),
        "main": MAIN,
    }
    if "course" in values:
        values.setdefault("title", queries.title_of(values["course"]))
    return make_response(render(template, form=form, notices=notices, problems=problems, **shared | values), status)


def done(endpoint: str, what: str, /, **values: Any) -> AnyResponse:
    """On to a page that says that it is done."""
    return redirect(url_for(f"courses_staff.{endpoint}", klart=what, **values), 303)


def languages() -> tuple[str, ...]:
    """The languages that courses are written in, Swedish first."""
    spoken = runtime().settings.municipality.languages
    return (MAIN, *(code for code in spoken if code != MAIN))


def language_of(code: str) -> str:
    """A language that courses are written in; raises `NotFound` for any other."""
    if code not in languages():
        raise NotFound
    return code


def named_languages() -> list[tuple[str, str]]:
    """The languages with the names they call themselves."""
    return [(code, own_name(code)) for code in languages()]


def course_of(course_id: uuid.UUID) -> Course:
    """The course with all that belongs to it; raises `NotFound`."""
    course = queries.course_by_id(db(), course_id)
    if course is None:
        raise NotFound
    return course


def conflict(course: Course, rows: Sequence[tuple[Word, str, str]], *, seen: str, back: str) -> Response:
    """Both versions beside each other; what was typed can be saved all the same (`seen` is the new mark)."""
    ours = {FORM_FIELD, "seen"}
    sent = [(name, value) for name, values in request.form.lists() if name not in ours for value in values]
    shown = render("courses/staff/conflict.html", course=course, rows=rows, sent=[*sent, ("seen", seen)], back=back)
    return make_response(shown, 409)
