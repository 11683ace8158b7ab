"""The decision: what was decided, the calculation in words, why, how to appeal; "I have read it"; the appeal."""

from datetime import date
from uuid import UUID

from flask import Response as FlaskResponse
from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.cases.promise import day_of
from portal.core import clock
from portal.core.web import db, render, resident
from portal.core.web.languages import change_language
from portal.forms.assistance.decision_page import DecisionPage
from portal.forms.assistance.form.own import AppealForm
from portal.forms.assistance.models import Application, Decision
from portal.forms.assistance.papers.decision import decision_pdf, how_to_appeal
from portal.forms.assistance.queries import own
from portal.forms.assistance.routes.blueprint import bp
from portal.forms.assistance.routes.mine import pdf_answer
from portal.forms.assistance.routes.own_door import filed_application, me, once, own_decision, rules
from portal.forms.assistance.routes.own_page import DONE
from portal.forms.assistance.service import appealing, reading


@bp.get("/mina/<uuid:application_id>/beslut/<uuid:decision_id>")
@resident
def decision(application_id: UUID, decision_id: UUID) -> str:
    """The decision and the way to appeal it."""
    found = filed_application(application_id)
    return _shown("assistance/decision.html", found, own_decision(found, decision_id))


@bp.get("/mina/<uuid:application_id>/beslut/<uuid:decision_id>/beslut.pdf")
@resident
def own_decision_pdf(application_id: UUID, decision_id: UUID) -> FlaskResponse:
    """The decision on paper."""
    found = filed_application(application_id)
    made = own_decision(found, decision_id)
    page = DecisionPage.of(db(), found, made)
    return pdf_answer(decision_pdf(found, page, rules().office), "beslut.pdf")


@bp.post("/mina/<uuid:application_id>/beslut/<uuid:decision_id>/last")
@resident
def read(application_id: UUID, decision_id: UUID) -> Response:
    """ "I have read the decision"."""
    found = filed_application(application_id)
    made = own_decision(found, decision_id, is_locked=True)
    reading.read(db(), found, made, person_key=me().subject_key, now=clock.now())
    db().commit()
    return redirect(_address(application_id, decision_id, klart="last"), 303)


@bp.get("/mina/<uuid:application_id>/beslut/<uuid:decision_id>/last")
@resident
def has_read(application_id: UUID, decision_id: UUID) -> Response:
    """Where a reloaded page or a change of language arrives."""
    return redirect(_address(application_id, decision_id))


@bp.get("/mina/<uuid:application_id>/beslut/<uuid:decision_id>/overklaga")
@resident
def appeal_page(application_id: UUID, decision_id: UUID) -> str:
    """Write the appeal."""
    found = filed_application(application_id)
    made = own_decision(found, decision_id)
    return _shown("assistance/appeal.html", found, made, form=AppealForm(formdata=None))


@bp.post("/mina/<uuid:application_id>/beslut/<uuid:decision_id>/overklaga")
@resident
def appeal(application_id: UUID, decision_id: UUID) -> Response:
    """Send the appeal; pressed twice it is one."""
    chose_language = change_language(request.form.get("language", ""))
    found = filed_application(application_id, is_locked=True)
    made, form = own_decision(found, decision_id), AppealForm()
    if chose_language or not form.validate():
        if chose_language:
            form.words.errors = []
        page = _shown("assistance/appeal.html", found, made, form=form)
        return make_response(page, 200 if chose_language else 422)
    words = form.words.data
    appealing.send(
        db(), found, made, words=words, person_key=me().subject_key, once=once("appeal", words), now=clock.now()
    )
    db().commit()
    return redirect(_address(application_id, decision_id, klart="overklagat"), 303)


def _shown(template: str, application: Application, made: Decision, **more: object) -> str:
    key = me().subject_key
    last_day: date | None = reading.last_day_to_appeal(db(), made, key)
    return render(
        template,
        application=application,
        page=DecisionPage.of(db(), application, made),
        has_read=own.reading(db(), made.id, key) is not None,
        served_on=reading.served_on(db(), made, key),
        last_day=last_day,
        is_over=last_day is not None and day_of(clock.now()) > last_day,
        appeals=own.appeals(db(), made.id, key),
        office=rules().office,
        steps=how_to_appeal(rules().office),
        done=DONE.get(request.args.get("klart", "")),
        **more,
    )


def _address(application_id: UUID, decision_id: UUID, klart: str | None = None) -> str:
    return url_for("assistance.decision", application_id=application_id, decision_id=decision_id, klart=klart)
