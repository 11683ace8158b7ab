"""The lead's page: automatic grants on or off, and the samples of them that a person controls afterwards."""

from uuid import UUID

from flask import make_response, request
from flask_babel import gettext
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission
from portal.accounts.queries import staff_members
from portal.core import clock
from portal.core.errors import NotFound, Refused
from portal.core.web import db, render, staff
from portal.forms.assistance.queries import control
from portal.forms.assistance.rules.money import shown_amount
from portal.forms.assistance.service import automation as service
from portal.forms.assistance.staff.blueprint import bp
from portal.forms.assistance.staff.forms import SampleForm, SwitchForm
from portal.forms.assistance.staff.opening import BOTH, rules_of_town, today, visible

ADDRESS = "/handlaggning/bistand/automatik"


@bp.route("/automatik", methods=BOTH)
@staff(Permission.LEAD_ASSISTANCE)
def automation() -> Response:
    """Turn automatic grants on or off, and see what became of the samples."""
    now = service.current(db())
    start = {
        "is_on": "on" if now and now.is_on else "off",
        "delegation": now.delegation if now else "",
        "one_in": str(now.one_in if now else rules_of_town().control_one_in),
    }
    form = SwitchForm(data=start)
    extra: list[tuple[str, None]] = []
    if request.method == "POST" and form.validate():
        try:
            service.turn(
                db(),
                is_on=form.is_on.data == "on",
                delegation=form.delegation.data or "",
                one_in=form.one_in.number or rules_of_town().control_one_in,
                by=current_viewer(),
                now=clock.now(),
            )
            db().commit()
            return redirect(ADDRESS, 303)
        except Refused as error:
            db().rollback()
            extra = [(gettext(error.message), None)]
    page = render(
        "assistance/staff/automation.html",
        form=form,
        sample_form=SampleForm(formdata=None),
        extra=extra,
        now=now,
        turns=control.turns(db()),
        counts=control.counts(db()),
        samples=control.samples(db(), visible()),
        names={member.id: member.name for member in staff_members(db())},
        amount=shown_amount,
        today=today(),
    )
    return make_response(page, 422 if form.errors or extra else 200)


@bp.post("/automatik/stickprov/<uuid:sample_id>")
@staff(Permission.LEAD_ASSISTANCE)
def check_sample(sample_id: UUID) -> Response:
    """Note whether an automatic grant was right."""
    sample = control.sample(db(), sample_id, visible())
    form = SampleForm()
    if sample is None:
        raise NotFound
    if not form.validate():
        raise Refused
    service.check_sample(
        db(),
        sample,
        was_right=form.was_right.data == "yes",
        words=form.words.data or "",
        by=current_viewer(),
        now=clock.now(),
    )
    db().commit()
    return redirect(ADDRESS, 303)
