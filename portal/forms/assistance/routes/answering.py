"""Answering what we asked: a supplement, or comments on what a decision will rest on; files go along."""

from uuid import UUID

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.web import db, render, resident
from portal.core.web.languages import change_language
from portal.forms.assistance.form.own import AnswerForm
from portal.forms.assistance.models import Application, Exchange
from portal.forms.assistance.routes import uploads
from portal.forms.assistance.routes.blueprint import bp
from portal.forms.assistance.routes.own_door import filed_application, me, own_exchange
from portal.forms.assistance.routes.own_page import Asked
from portal.forms.assistance.routes.uploads import Uploads
from portal.forms.assistance.service import answering as service


@bp.get("/mina/<uuid:application_id>/fraga/<uuid:exchange_id>")
@resident
def answer_page(application_id: UUID, exchange_id: UUID) -> str:
    """What we ask, until when, and where one answers."""
    found = filed_application(application_id)
    exchange = own_exchange(found, exchange_id)
    return _page(found, exchange, AnswerForm(formdata=None), uploads.of_answer(exchange.id))


@bp.post("/mina/<uuid:application_id>/fraga/<uuid:exchange_id>")
@resident
def answer(application_id: UUID, exchange_id: UUID) -> Response:
    """Keep the files, and take the answer once Send is pressed; nothing typed is lost before that."""
    chose_language = change_language(request.form.get("language", ""))
    found = filed_application(application_id, is_locked=True)
    exchange = own_exchange(found, exchange_id, is_locked=True)
    files, form = uploads.receive_answer(exchange, me().subject_key), AnswerForm()
    if uploads.stays() or chose_language:
        db().commit()
        return make_response(_page(found, exchange, form, files), 422 if files.errors else 200)
    is_complete = form.validate() and form.says_something(bool(files.files))
    if files.errors or not is_complete:
        db().commit()
        return make_response(_page(found, exchange, form, files), 422)
    service.answer(db(), found, exchange, words=form.words.data, now=clock.now())
    db().commit()
    return redirect(url_for("assistance.own_application", application_id=application_id, klart="svarat"), 303)


def _page(application: Application, exchange: Exchange, form: AnswerForm, files: Uploads) -> str:
    return render(
        "assistance/answer.html",
        application=application,
        asked=Asked.of(exchange, application, files.files, clock.now()),
        form=form,
        uploads=files,
    )
