"""The two forms of the watching side, both only on the visitor's own wish, and the figures that come of them.

No token stands in them, because every visitor gets the same bytes; another site's page is refused by what the
browser says about the request (`refuse_cross_site`), and a flood by a ceiling for all together.
"""

from flask import Blueprint, Response, abort, g, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from portal.core import clock
from portal.core.db import Unavailable
from portal.core.errors import NotFound
from portal.core.web import anonymous, db, render, runtime
from portal.core.web.cross_site import refuse_cross_site
from portal.core.web.current import release_session
from portal.core.web.errors import SlowDown
from portal.core.web.languages import change_language, current_language
from portal.courses.counting import service
from portal.courses.counting.ceiling import CEILING, SECONDS, Ceiling
from portal.courses.counting.figures import as_csv
from portal.courses.counting.rules import BEACON_BYTES
from portal.courses.figures import countable, figures_of, in_words
from portal.courses.published import PublishedCourse
from portal.courses.watching.form import FeedbackForm, feedback_form
from portal.courses.watching.routes import published, shelf

bp = Blueprint("courses_counting", __name__)


@bp.post("/<slug>/rakna")
@anonymous
def count(slug: str) -> Answer:
    """Add one to a milestone of the course: `milestone=…`, at most 64 bytes, nothing else (AN-18).

    204 when it was counted, 503 or 429 when it was not; a page for somebody without a script.
    """
    refuse_cross_site()
    course = countable(published(slug))
    milestone = _milestone()
    if not _ceiling().lets_through():
        return _not_counted(slug, 429)
    try:
        service.count(db(), course=course, milestone=milestone, now=clock.now())
        db().commit()
    except Unavailable:
        release_session()
        return _not_counted(slug, 503)
    return redirect(url_for(".counted", slug=slug), 303) if _wants_page() else Response(status=204)


@bp.get("/<slug>/rakna")
@anonymous
def counted(slug: str) -> str:
    """Thanks, after the visit was counted."""
    return render("courses/counted.html", course=published(slug), is_counted=True)


@bp.get("/<slug>/asikt")
@anonymous
def feedback(slug: str) -> str:
    """The form about a course."""
    course = published(slug)
    return _form_page(course, feedback_form(course, current_language()))


@bp.post("/<slug>/asikt")
@anonymous
def send_feedback(slug: str) -> Answer:
    """Count the answers and keep the words; what was typed stays on the page until it is sent."""
    refuse_cross_site()
    course = published(slug)
    if change_language(request.form.get("language", "")):
        return make_response(_form_page(course, feedback_form(course, current_language())))
    form = feedback_form(course, current_language())
    if not form.validate():
        return make_response(_form_page(course, form), 422)
    if not _ceiling().lets_through():
        raise SlowDown(int(SECONDS))
    service.take_feedback(db(), course=countable(course), feedback=form.answers(), now=clock.now())
    db().commit()
    return redirect(url_for(".thanks", slug=slug), 303)


@bp.get("/<slug>/asikt/tack")
@anonymous
def thanks(slug: str) -> str:
    """Thanks, after the form was sent."""
    return render("courses/thanks.html", course=published(slug))


@bp.get("/om/siffror")
@anonymous
def public_figures() -> str:
    """The figures of the courses, the same for the public and for staff."""
    settings, courses = runtime().settings, list(shelf().courses().values())
    shown = in_words(courses, figures_of(db(), courses, settings, now=clock.now()), settings)
    threshold = settings.municipality.courses.threshold
    return render("courses/figures.html", courses=courses, shown=shown, threshold=threshold)


@bp.get("/om/siffror.csv")
@anonymous
def public_figures_csv() -> Response:
    """The same figures as a file for a spreadsheet."""
    found = figures_of(db(), list(shelf().courses().values()), runtime().settings, now=clock.now())
    answer = Response(as_csv(found), mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=siffror.csv"
    return answer


def _form_page(course: PublishedCourse, form: FeedbackForm) -> str:
    _words, written = course.in_language(current_language())
    return render("courses/feedback.html", course=course, form=form, written=written)


def _milestone() -> str:
    if (request.content_length or 0) > BEACON_BYTES:
        abort(413)
    sent = list(request.form.items(multi=True))
    if len(sent) != 1 or sent[0][0] != "milestone" or request.args:
        raise NotFound()
    return sent[0][1]


def _not_counted(slug: str, status: int) -> Answer:
    g.no_kept_page = True
    if not _wants_page():
        return Response(status=status)
    return make_response(render("courses/counted.html", course=published(slug), is_counted=False), status)


def _wants_page() -> bool:
    """Whether a person waits for a page; a script says that it takes anything."""
    return "text/html" in request.accept_mimetypes.values()


def _ceiling() -> Ceiling:
    found: Ceiling = runtime().services.setdefault(CEILING, Ceiling())
    return found
