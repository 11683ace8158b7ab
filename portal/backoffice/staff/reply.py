"""Answering the reporter: written, looked at as they will see it, sent."""

from flask import make_response, request
from flask_babel import force_locale, gettext
from werkzeug.wrappers import Response

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission
from portal.accounts.viewer import Viewer
from portal.backoffice.form import ReplyForm
from portal.backoffice.frame import CaseFrame, case_frame
from portal.backoffice.rules import READY_REPLIES
from portal.backoffice.staff import uploads
from portal.backoffice.staff.actions import Action, Doing
from portal.backoffice.staff.case import Answer, carry_out, refuse_unless_offered
from portal.backoffice.staff.pages import bp
from portal.cases import service
from portal.core import clock
from portal.core.web import db, render, staff
from portal.core.words import Word, word


def _form(frame: CaseFrame, _viewer: Viewer) -> ReplyForm:
    start = {"version": frame.case.version, "seen": frame.last_event, "next": request.args.get("next", "")}
    return ReplyForm(data=start)


def _send(doing: Doing) -> object:
    form = doing.form
    answered = service.reply(doing.session, doing.case, words=form.words.data, seen=form.last_seen, **doing.rest)
    uploads.attach(doing.session, answered, doing.form.upload.data, by=doing.by, now=doing.now)
    return answered


REPLY = Action("reply", word("Answer the reporter"), word("Send the answer"), "svarat", _form, _send)


@bp.route("/arenden/<number>/svara", methods=["GET", "POST"])
@staff(Permission.REPLY)
def reply(number: str) -> Answer:
    """Write to the reporter: first a look at how it will read, then send."""
    upload, refused = uploads.keep(number, request.form.get("upload", ""))
    frame = case_frame(number)
    refuse_unless_offered(frame, REPLY.name)
    form = _form(frame, current_viewer())
    form.upload.data = upload
    _insert(form, frame)
    step = request.form.get("step", "")
    if request.method == "GET" or step in {"edit", "insert"}:
        return _page(frame, form, (), 200)
    if refused or not form.validate():
        return _page(frame, form, refused, 422)
    if step != "send":
        return make_response(render("backoffice/reply_preview.html", **_values(frame, form)))
    doing = Doing(db(), frame.case, frame.kind, form, current_viewer(), clock.now())
    return carry_out(REPLY, frame, doing, upload=upload, photos=uploads.count(number, upload))


def ready_replies(language: str) -> list[tuple[str, str, str]]:
    """Code, title for staff, and words in the reporter's language of each reply that is ready."""
    with force_locale(language):
        words = {reply.code: gettext(reply.words) for reply in READY_REPLIES}
    return [(reply.code, gettext(reply.title), words[reply.code]) for reply in READY_REPLIES]


def _insert(form: ReplyForm, frame: CaseFrame) -> None:
    """Add the ready reply that was asked for to what is written."""
    asked = request.form.get("ready", "")
    for code, _title, words in ready_replies(frame.case.language):
        if code == asked and request.form.get("step") == "insert":
            form.words.data = "\n\n".join(part for part in (form.words.data, words) if part)


def _page(frame: CaseFrame, form: ReplyForm, errors: list[Word] | tuple[()], status: int) -> Response:
    extra = [(gettext(error), None) for error in errors]
    ready = ready_replies(frame.case.language)
    return make_response(render("backoffice/reply.html", ready=ready, extra=extra, **_values(frame, form)), status)


def _values(frame: CaseFrame, form: ReplyForm) -> dict[str, object]:
    photos = uploads.count(frame.case.number, form.upload.data)
    return {"frame": frame, "form": form, "photos": photos, "upload": form.upload.data}
