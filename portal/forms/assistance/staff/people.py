"""Persons: looked up by personnummer through a blind index, and declared as those whose cases one may not handle."""

from uuid import UUID

from flask import make_response, request
from flask_babel import gettext
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission
from portal.accounts.residents.service import subject_key
from portal.core import clock
from portal.core.errors import Refused
from portal.core.web import db, render, runtime, staff
from portal.forms.assistance.queries import barred, casework
from portal.forms.assistance.service import jav as service
from portal.forms.assistance.staff import showing
from portal.forms.assistance.staff.blueprint import bp
from portal.forms.assistance.staff.forms import DeclareForm, PersonForm
from portal.forms.assistance.staff.opening import BOTH, record_view, today, visible

JAV = "/handlaggning/bistand/jav"


@bp.route("/sok", methods=BOTH)
@staff(Permission.SEE_ASSISTANCE)
def look_up(errors: tuple[str, ...] = ()) -> Response:
    """The applications of a person; the personnummer is in no address, and who looked whom up is on record first."""
    form = PersonForm(today())
    found, has_asked = [], request.method == "POST" and form.validate()
    if has_asked:
        key = subject_key(runtime().keyring, form.number.number)
        record_view("person.look-up", "person", str(UUID(hex=key[:32])))
        found = [
            (application, showing.title_of(application))
            for application in casework.applications_of_person(db(), key, visible())
        ]
    status = 422 if form.errors else 200
    return make_response(
        render("assistance/staff/look_up.html", form=form, found=found, has_asked=has_asked, extra=errors), status
    )


@bp.route("/jav", methods=BOTH)
@staff(Permission.SEE_ASSISTANCE)
def jav() -> Response:
    """Declare oneself and persons near one: their cases are hidden from now on."""
    form = DeclareForm(today())
    extra: list[tuple[str, None]] = []
    if request.method == "POST" and form.validate():
        try:
            service.declare(
                db(),
                number=form.number.number,
                is_self=form.is_self.data,
                by=current_viewer(),
                today=today(),
                now=clock.now(),
            )
            db().commit()
            return redirect(JAV, 303)
        except Refused as error:
            db().rollback()
            extra = [(gettext(error.message), None)]
    declared = barred.declared_by(db(), current_viewer().account_id)
    page = render("assistance/staff/jav.html", form=form, declared=declared, extra=extra)
    return make_response(page, 422 if form.errors or extra else 200)


@bp.post("/jav/<uuid:declared_id>/ta-bort")
@staff(Permission.SEE_ASSISTANCE)
def take_back_declared(declared_id: UUID) -> Response:
    """Take back one of one's own declarations."""
    service.take_back(db(), declared_id, by=current_viewer(), now=clock.now())
    db().commit()
    return redirect(JAV, 303)
