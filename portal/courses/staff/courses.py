"""The list of courses, a new one, and what one is and says about itself."""

import uuid
from dataclasses import asdict

from flask import url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts.guard import current_viewer
from portal.core import clock
from portal.core.errors import PortalError
from portal.core.web import db, staff
from portal.core.words import Word, word
from portal.courses.form import FactsForm, NewForm, SurveyForm, survey_lines, words_form
from portal.courses.models import Course
from portal.courses.published import CourseWords
from portal.courses.rules.catalogue import NAMES
from portal.courses.rules.facts import CourseFacts
from portal.courses.service import editing
from portal.courses.staff import lines
from portal.courses.staff.pages import BOTH, EDIT, SEE, blueprint, conflict, course_of, done, language_of, page


@blueprint.get("")
@staff(SEE)
def courses() -> AnyResponse:
    """All courses: where they are, what they lack, who changed them last."""
    return page("courses/staff/list.html", lines=lines.course_lines(db()))


@blueprint.route("/ny", methods=BOTH)
@staff(EDIT)
def new() -> AnyResponse:
    """A course that is not there yet."""
    form = NewForm()
    if not form.validate_on_submit():
        return page("courses/staff/new.html", form)
    try:
        course = editing.add_course(db(), form.answers(), title=form.title.data, by=current_viewer(), now=clock.now())
    except PortalError as problem:
        return page("courses/staff/new.html", form, problem=problem)
    db().commit()
    return done("course", "tillagd", course_id=course.id)


@blueprint.route("/<uuid:course_id>/om-kursen", methods=BOTH)
@staff(EDIT)
def facts(course_id: uuid.UUID) -> AnyResponse:
    """Address, audience and the filters of the catalogue."""
    course = course_of(course_id)
    now = editing.facts_of(course)
    form = FactsForm(data=asdict(now) | {"seen": editing.stamp(now)})
    if not form.validate_on_submit():
        return page("courses/staff/facts.html", form, course=course)
    new = form.answers()
    try:
        editing.change_facts(db(), course_id, new, seen=form.seen.data, by=current_viewer(), now=clock.now())
    except editing.Stale:
        return conflict(course, _facts_rows(new, now), seen=editing.stamp(now), back=_home(course))
    except PortalError as problem:
        db().rollback()
        return page("courses/staff/facts.html", form, problem=problem, course=course_of(course_id))
    db().commit()
    return done("course", "sparat", course_id=course_id)


@blueprint.route("/<uuid:course_id>/text/<code>", methods=BOTH)
@staff(EDIT)
def words(course_id: uuid.UUID, code: str) -> AnyResponse:
    """What the course says about itself in one language, beside the Swedish."""
    course, language = course_of(course_id), language_of(code)
    now = editing.words_of(course, language)
    shown = now or CourseWords("")
    data = asdict(shown) | dict(shown.survey) | {"seen": editing.stamp(now)}
    form = words_form(editing.questions_of(course), data=data)
    if not form.validate_on_submit():
        swedish = editing.words_of(course, "sv")
        return page("courses/staff/words.html", form, course=course, language=language, swedish=swedish)
    new, by = form.answers(), current_viewer()
    try:
        editing.write_course(db(), course_id, language, new, seen=form.seen.data, by=by, now=clock.now())
    except editing.Stale:
        return conflict(course, _words_rows(new, shown), seen=editing.stamp(now), back=_home(course))
    db().commit()
    return done("course", "sparat", course_id=course_id)


@blueprint.route("/<uuid:course_id>/enkat", methods=BOTH)
@staff(EDIT)
def survey(course_id: uuid.UUID) -> AnyResponse:
    """The questions of the survey as codes; their words stand with the other words."""
    course = course_of(course_id)
    now, kept = survey_lines(editing.questions_of(course)), editing.stamp(list(course.survey))
    form = SurveyForm(data={"questions": now, "seen": kept})
    if not form.validate_on_submit():
        return page("courses/staff/survey.html", form, course=course)
    try:
        editing.change_survey(
            db(), course_id, form.answers(), seen=form.seen.data, by=current_viewer(), now=clock.now()
        )
    except editing.Stale:
        rows = [(word("Questions"), form.questions.data, now)]
        return conflict(course, rows, seen=kept, back=_home(course))
    except PortalError as problem:
        db().rollback()
        return page("courses/staff/survey.html", form, problem=problem, course=course_of(course_id))
    db().commit()
    return done("course", "sparat", course_id=course_id)


@blueprint.get("/<uuid:course_id>")
@staff(SEE)
def course(course_id: uuid.UUID) -> AnyResponse:
    """One course: its words by language, its parts and films, what it lacks, what was done with it."""
    found = course_of(course_id)
    return page("courses/staff/course.html", course=found, **lines.desk(db(), found, current_viewer()))


def _home(course: Course) -> str:
    return url_for("courses_staff.course", course_id=course.id)


def _facts_rows(mine: CourseFacts, theirs: CourseFacts) -> list[tuple[Word, str, str]]:
    def shown(facts: CourseFacts) -> tuple[str, ...]:
        codes = (", ".join(facts.topics), ", ".join(facts.ages), "✓" if facts.is_easy else "–", str(facts.position))
        return (facts.slug, NAMES[facts.audience], *codes)

    names = (
        word("Address"),
        word("For whom"),
        word("What it is about"),
        word("How old the child is"),
        word("The Swedish is easy to read"),
        word("Place in the catalogue"),
    )
    return list(zip(names, shown(mine), shown(theirs), strict=True))


def _words_rows(mine: CourseWords, theirs: CourseWords) -> list[tuple[Word, str, str]]:
    rows = [
        (word("Title"), mine.title, theirs.title),
        (word("Summary"), mine.summary, theirs.summary),
        (word("About the course"), mine.about, theirs.about),
    ]
    survey = [_survey_text(one) for one in (mine, theirs)]
    return [*rows, (word("The survey's questions"), survey[0], survey[1])] if any(survey) else rows


def _survey_text(words: CourseWords) -> str:
    return "\n".join(f"{code}: {text}" for code, text in sorted(words.survey.items()))
