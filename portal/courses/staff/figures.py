"""What staff know of those who watch: the public's own figures (AN-21), and words that enough people wrote."""

from flask import Blueprint

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission
from portal.core import clock
from portal.core.web import db, render, runtime, staff
from portal.courses.counting import queries
from portal.courses.figures import figures_of, in_words
from portal.courses.published import Shelf
from portal.courses.staff.withdrawn import withdrawn

bp = Blueprint("courses_figures", __name__, url_prefix="/handlaggning/kurser")


@bp.get("/siffror")
@staff(Permission.SEE_FIGURES)
def figures() -> str:
    """The figures as the public sees or saw them, also of courses that were withdrawn.

    Those who make courses also read what people wrote.
    """
    settings, now = runtime().settings, clock.now()
    threshold = settings.municipality.courses.threshold
    on_shelf = Shelf(settings.published_dir).courses()
    courses = [*on_shelf.values(), *withdrawn(db(), on_shelf, now)]
    may_read = current_viewer().may(Permission.SEE_COURSES)
    words = {
        course.slug: queries.voices(db(), course.slug, threshold=threshold, now=now) for course in courses if may_read
    }
    return render(
        "courses/staff/figures.html",
        courses=courses,
        on_shelf=frozenset(on_shelf),
        shown=in_words(courses, figures_of(db(), courses, settings, now=now), settings),
        voices=words,
        may_read=may_read,
        threshold=threshold,
    )
