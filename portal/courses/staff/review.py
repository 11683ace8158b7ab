"""From draft to publication and back: handed in, read, approved, published, withdrawn."""

import uuid

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts.guard import current_viewer
from portal.core import clock
from portal.core.errors import NotFound, PortalError, Refused
from portal.core.web import db, looking, runtime, staff
from portal.core.words import word
from portal.courses import queries
from portal.courses.form import CommentForm, StepForm
from portal.courses.service import editing, publishing, workflow
from portal.courses.staff import lines
from portal.courses.staff.pages import BOTH, EDIT, PUBLISH, blueprint, course_of, done, page

NO_ROOM = word("There is no room on the server's disk. Nothing was published; what was public still is.")


@blueprint.post("/<uuid:course_id>/lamna-in")
@staff(EDIT)
def submit(course_id: uuid.UUID) -> AnyResponse:
    """Hand the course in for approval."""
    try:
        workflow.submit(db(), course_id, version=StepForm().seen_version, by=current_viewer(), now=clock.now())
    except PortalError as problem:
        return _refused(course_id, problem)
    db().commit()
    return done("course", "inlamnad", course_id=course_id)


@blueprint.post("/<uuid:course_id>/godkann")
@staff(PUBLISH)
def approve(course_id: uuid.UUID) -> AnyResponse:
    """Approve the version that was read."""
    try:
        workflow.approve(db(), course_id, version=StepForm().seen_version, by=current_viewer(), now=clock.now())
    except PortalError as problem:
        return _refused(course_id, problem)
    db().commit()
    return done("course", "godkand", course_id=course_id)


@blueprint.route("/<uuid:course_id>/skicka-tillbaka", methods=BOTH)
@staff(PUBLISH)
def send_back(course_id: uuid.UUID) -> AnyResponse:
    """Send the course back with a comment."""
    course = course_of(course_id)
    form = CommentForm(data={"version": str(course.version)})
    title = queries.title_of(course)
    if not form.validate_on_submit():
        return page("courses/staff/send_back.html", form, course=course, title=title)
    by, seen = current_viewer(), form.seen_version
    try:
        workflow.send_back(db(), course_id, form.comment.data, version=seen, by=by, now=clock.now())
    except PortalError as problem:
        db().rollback()
        form.version.data = str(course.version)
        return page("courses/staff/send_back.html", form, problem=problem, course=course, title=title)
    db().commit()
    return done("course", "tillbaka", course_id=course_id)


@blueprint.post("/<uuid:course_id>/publicera")
@staff(PUBLISH)
def publish(course_id: uuid.UUID) -> AnyResponse:
    """Put the approved course on the shelf; it is laid ready before the transaction begins."""
    desk = publishing.Desk.of(runtime().settings)
    try:
        with _laid_ready(course_id, desk) as staged:
            publishing.publish(db(), course_id, staged, desk, by=current_viewer(), now=clock.now())
            db().commit()
    except PortalError as problem:
        return _refused(course_id, problem)
    except OSError:
        return _refused(course_id, Refused(NO_ROOM))
    return done("course", "publicerad", course_id=course_id)


@blueprint.route("/<uuid:course_id>/avpublicera", methods=BOTH)
@staff(PUBLISH)
def withdraw(course_id: uuid.UUID) -> AnyResponse:
    """Ask, and take the course off the shelf."""
    course = course_of(course_id)
    if request.method == "GET":
        return page("courses/staff/withdraw.html", course=course, title=queries.title_of(course))
    desk = publishing.Desk.of(runtime().settings)
    publishing.withdraw(db(), course_id, desk, by=current_viewer(), now=clock.now())
    db().commit()
    return done("course", "avpublicerad", course_id=course_id)


def _laid_ready(course_id: uuid.UUID, desk: publishing.Desk) -> publishing.Staged:
    with looking() as session:
        course = queries.course_by_id(session, course_id)
    if course is None:
        raise NotFound
    if StepForm().seen_version != course.version:
        raise editing.Stale
    return publishing.stage(course, desk, now=clock.now())


def _refused(course_id: uuid.UUID, problem: PortalError) -> AnyResponse:
    """The course's page with what was wrong; nothing has been changed."""
    db().rollback()
    course = course_of(course_id)
    shown = lines.desk(db(), course, current_viewer())
    return page("courses/staff/course.html", problem=problem, course=course, **shown)
