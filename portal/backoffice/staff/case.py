"""One case: sent on to its kind's own page, its preview, and every action on it."""

from flask import make_response, request
from flask_babel import gettext
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission
from portal.backoffice.frame import CaseFrame, case_frame, events_since, kinds, visible_case
from portal.backoffice.staff import actions, uploads
from portal.backoffice.staff.actions import Action, Doing
from portal.backoffice.staff.pages import bp, go_on, review_url
from portal.cases import timeline
from portal.core import clock
from portal.core.errors import Conflict, Refused
from portal.core.web import BaseForm, db, render, staff
from portal.core.words import Word, word

Answer = str | Response
_BOTH = ["GET", "POST"]


@bp.get("/arenden/<number>")
@staff(Permission.SEE_QUEUE)
def case(number: str) -> Response:
    """Send on to the page of the case's kind; the same answer for a case that is not there and one not to be seen."""
    return redirect(review_url(visible_case(number)), 303)


@bp.get("/arenden/<number>/forhandsvisning")
@staff(Permission.SEE_QUEUE)
def preview(number: str) -> str:
    """The case in the panel beside the queue."""
    return render("backoffice/panel.html", frame=case_frame(number), back=request.args.get("next", ""))


@bp.post("/arenden/<number>/ta")
@staff(Permission.TAKE_CASE)
def take(number: str) -> Answer:
    """Take the case."""
    return perform(actions.TAKE, number)


@bp.route("/arenden/<number>/tilldela", methods=_BOTH)
@staff(Permission.WORK_CASE)
def assign(number: str) -> Answer:
    """Give the case to somebody, or to nobody."""
    return perform(actions.ASSIGN, number)


@bp.route("/arenden/<number>/team", methods=_BOTH)
@staff(Permission.WORK_CASE)
def team(number: str) -> Answer:
    """Hand the case to another team."""
    return perform(actions.TEAM, number)


@bp.route("/arenden/<number>/prioritet", methods=_BOTH)
@staff(Permission.WORK_CASE)
def priority(number: str) -> Answer:
    """Say how urgent the case is."""
    return perform(actions.PRIORITY, number)


@bp.route("/arenden/<number>/lage", methods=_BOTH)
@staff(Permission.WORK_CASE)
def state(number: str) -> Answer:
    """Bring the case into another state."""
    return perform(actions.STATE, number)


@bp.route("/arenden/<number>/avsluta", methods=_BOTH)
@staff(Permission.WORK_CASE)
def close(number: str) -> Answer:
    """Close the case with an outcome."""
    upload, refused = uploads.keep(number, request.form.get("upload", ""))
    return perform(actions.CLOSE, number, errors=refused, upload=upload, photos=uploads.count(number, upload))


@bp.route("/arenden/<number>/anteckna", methods=_BOTH)
@staff(Permission.WORK_CASE)
def note(number: str) -> Answer:
    """Write an internal note."""
    return perform(actions.NOTE, number)


@bp.route("/arenden/<number>/publicera", methods=_BOTH)
@staff(Permission.PUBLISH)
def publish(number: str) -> Answer:
    """Publish the case with a heading and chosen photos."""
    return perform(actions.PUBLISH, number)


@bp.post("/arenden/<number>/avpublicera")
@staff(Permission.PUBLISH)
def unpublish(number: str) -> Answer:
    """Take the case back from the public."""
    return perform(actions.UNPUBLISH, number)


def perform(action: Action, number: str, *, errors: list[Word] | None = None, **values: object) -> Answer:
    """Do `action` to the case, or show its form: with what is wrong (422), or with what others did first (409)."""
    frame = case_frame(number)
    refuse_unless_offered(frame, action.name)
    form = action.form(frame, current_viewer())
    if values.get("upload") and "upload" in form:
        form["upload"].data = values["upload"]
    if request.method == "GET" or errors or not form.validate():
        return act_page(action, frame, form, errors or (), **values)
    doing = Doing(db(), frame.case, frame.kind, form, current_viewer(), clock.now())
    return carry_out(action, frame, doing, **values)


def refuse_unless_offered(frame: CaseFrame, name: str) -> None:
    """Raise `Refused` when this kind of case does it on its own pages, by its own rules."""
    if not frame.offers(name):
        raise Refused(word("This kind of case has a page of its own for that."))


def carry_out(action: Action, frame: CaseFrame, doing: Doing, **values: object) -> Answer:
    """Do it and commit; refused or overtaken, show the form with everything that was typed."""
    try:
        action.do(doing)
        db().commit()
    except Conflict:
        db().rollback()
        return conflict_page(action, frame.case.number, doing.form)
    except Refused as error:
        db().rollback()
        return act_page(action, case_frame(frame.case.number), doing.form, [error.message], **values)
    return go_on(frame.case, action.done)


def act_page(
    action: Action, frame: CaseFrame, form: BaseForm, errors: list[Word] | tuple[()], **values: object
) -> Response:
    """The action's own page."""
    status = 200 if request.method == "GET" else 422
    extra = [(gettext(error), None) for error in errors]
    page = render("backoffice/act.html", action=action, frame=frame, form=form, extra=extra, **values)
    return make_response(page, status)


def conflict_page(action: Action, number: str, form: BaseForm) -> Response:
    """Both versions: what was asked for, and what others did to the case meanwhile; nothing has been overwritten."""
    frame = case_frame(number)
    seen = form["version"].data
    since = timeline.entries(events_since(frame.case, seen), kinds()[frame.case.kind])
    page = render(
        "backoffice/conflict.html",
        action=action,
        frame=frame,
        rows=_rows(action, frame, form),
        sent=_sent(form, frame.case.version),
        since=since,
    )
    return make_response(page, 409)


def _rows(action: Action, frame: CaseFrame, form: BaseForm) -> list[tuple[str, str, str]]:
    """Label, what was asked for, what the case has now: for each field that a person filled in."""
    shown = [field for field in form if field.widget and getattr(field.widget, "input_type", "") != "hidden"]
    if not shown:
        return [(gettext(action.title), current_viewer().name, action.current(frame))]
    return [
        (str(field.label.text), _in_words(field), action.current(frame) if at == 0 else "")
        for at, field in enumerate(shown)
    ]


def _in_words(field: object) -> str:
    data = getattr(field, "data", None)
    chosen = data if isinstance(data, list) else [data]
    labels = {choice.value: str(choice.label) for choice in getattr(field, "choices", None) or ()}
    return ", ".join(labels.get(value, str(value)) for value in chosen if value is not None)


def _sent(form: BaseForm, version: int) -> list[tuple[str, str]]:
    """All fields again, with the version that the case has now."""
    kept = {"version", "csrf_token"}
    fields = [(name, value) for name, values in request.form.lists() for value in values if name not in kept]
    return [*fields, ("version", str(version))]
