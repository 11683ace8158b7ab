"""Mina ärenden: one's own applications, what was sent, the way it stands, messages, taking it back."""

from uuid import UUID

from flask import Response as FlaskResponse
from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.cases.form import MessageForm
from portal.core import clock
from portal.core.errors import NotFound
from portal.core.web import db, render, resident, runtime
from portal.core.web.languages import change_language, direction
from portal.forms.assistance.models import Application
from portal.forms.assistance.papers.application import snapshot_of, snapshot_pdf
from portal.forms.assistance.queries import own
from portal.forms.assistance.routes import own_door, uploads
from portal.forms.assistance.routes.blueprint import bp
from portal.forms.assistance.routes.own_door import filed_application, me, once
from portal.forms.assistance.routes.own_page import DONE, OwnPage, Row
from portal.forms.assistance.service import answering, withdrawing
from portal.platform.files.models import StoredFile
from portal.platform.files.store import Missing, Store


@bp.get("/mina")
@resident
def mine() -> str:
    """All of one's own applications, the latest month first."""
    found = own.applications(db(), me().subject_key)
    done = DONE.get(request.args.get("klart", ""))
    return render("assistance/mine.html", rows=[Row.of(application) for application in found], done=done)


@bp.get("/mina/<uuid:application_id>")
@resident
def own_application(application_id: UUID) -> Response | str:
    """How one application stands, what we ask, what was decided, messages both ways."""
    found = own_door.own_application(application_id)
    if found.case is None:
        return redirect(url_for("assistance.sign_page", application_id=application_id))
    return _page(found)


@bp.get("/mina/<uuid:application_id>/ansokan")
@resident
def own_snapshot(application_id: UUID) -> str:
    """What was sent: the questions as shown and the answers as given."""
    found = own_door.own_application(application_id)
    shown = snapshot_of(found)
    return render(
        "assistance/snapshot.html", application=found, snapshot=shown, snapshot_direction=direction(shown.language)
    )


@bp.get("/mina/<uuid:application_id>/ansokan.pdf")
@resident
def own_snapshot_pdf(application_id: UUID) -> FlaskResponse:
    """The same on paper."""
    return pdf_answer(snapshot_pdf(own_door.own_application(application_id)), "ansokan.pdf")


@bp.post("/mina/<uuid:application_id>/skriv")
@resident
def write(application_id: UUID) -> Response:
    """A message to those who work on it."""
    chose_language = change_language(request.form.get("language", ""))
    found, form = filed_application(application_id, is_locked=True), MessageForm()
    if chose_language or not form.validate():
        return make_response(_page(found, form), 200 if chose_language else 422)
    words = form.words.data
    answering.write(db(), found, words=words, once=once("message", words), now=clock.now())
    db().commit()
    return redirect(_back(application_id, "skrivet"), 303)


@bp.post("/mina/<uuid:application_id>/ta-tillbaka")
@resident
def withdraw(application_id: UUID) -> Response:
    """Take the application back."""
    found = own_door.own_application(application_id, is_locked=True)
    was_filed = found.case is not None
    withdrawing.withdraw(db(), found, person_key=me().subject_key, now=clock.now())
    db().commit()
    return redirect(
        _back(application_id, "tillbaka") if was_filed else url_for("assistance.mine", klart="tillbaka"), 303
    )


@bp.get("/mina/<uuid:application_id>/<any('skriv', 'ta-tillbaka'):_action>")
@resident
def acted(application_id: UUID, _action: str) -> Response:
    """Where a reloaded page or a change of language arrives after something was sent."""
    return redirect(_back(application_id))


@bp.get("/mina/<uuid:application_id>/bilaga/<uuid:attachment_id>/<variant>")
@resident
def own_attachment(application_id: UUID, attachment_id: UUID, variant: str) -> FlaskResponse:
    """A picture of one's own photo or of a page of one's own document."""
    found = own_door.own_attachment(filed_application(application_id), attachment_id)
    return file_answer(found.file, variant)


def file_answer(file: StoredFile, variant: str) -> FlaskResponse:
    """A picture of a kept file; `NotFound` for anything else, the upload itself among it."""
    if variant not in uploads.pictures_of(file):
        raise NotFound
    store: Store = runtime().services["store"]
    try:
        answer = make_response(store.read(file.id, variant))
    except Missing:
        raise NotFound from None
    answer.headers["Content-Type"] = "image/jpeg"
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def pdf_answer(content: bytes, name: str) -> FlaskResponse:
    """A PDF to keep, under a name that says nothing about whom it is about."""
    answer = make_response(content)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _page(application: Application, message: MessageForm | None = None) -> str:
    shown = OwnPage.of(db(), application, message)
    return render("assistance/own.html", page=shown, form=shown.message)


def _back(application_id: UUID, klart: str | None = None) -> str:
    return url_for("assistance.own_application", application_id=application_id, klart=klart)
