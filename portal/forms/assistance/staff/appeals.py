"""After the decision: the day it was received, and an appeal that has come in."""

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission
from portal.core import clock
from portal.core.errors import NotFound
from portal.core.web import db, staff
from portal.forms.assistance.models import AppealState
from portal.forms.assistance.rules.delgivning import last_day_to_appeal
from portal.forms.assistance.service import reconsidering, serving
from portal.forms.assistance.staff.blueprint import bp
from portal.forms.assistance.staff.forms import AppealForm, ServedForm
from portal.forms.assistance.staff.opening import BOTH, Answer, opened, submitted, today


@bp.route("/<number>/delgivning", methods=BOTH)
@staff(Permission.SEE_ASSISTANCE)
def serve(number: str) -> Answer:
    """Enter on which day the decision reached the resident."""
    page = opened(number)
    decision = page.work.decision
    if decision is None:
        raise NotFound
    form = ServedForm(today(), data={"version": page.frame.case.version})

    def do() -> object:
        return serving.enter(
            db(),
            page.application,
            decision,
            served_on=form.served_on.day or today(),
            by=current_viewer(),
            version=form.version.data,
            now=clock.now(),
        )

    return submitted(page, form, "assistance/staff/serve.html", do, "delgiven", decision=decision)


@bp.route("/<number>/overklagande", methods=BOTH)
@staff(Permission.SEE_ASSISTANCE)
def appeal(number: str) -> Answer:
    """Take care of an appeal: change the decision, send it on, dismiss it as late."""
    page = opened(number)
    found = page.work.appeal
    decision = next((one for one in page.work.decisions if found and one.id == found.decision_id), None)
    if found is None or decision is None:
        raise NotFound
    form = AppealForm(today(), data={"version": page.frame.case.version})

    def do() -> object:
        return reconsidering.handle(
            db(),
            page.application,
            decision,
            found,
            how=AppealState(form.how.data),
            words=form.words.data or "",
            by=current_viewer(),
            version=form.version.data,
            now=clock.now(),
        )

    last_day = last_day_to_appeal(decision.served_on) if decision.served_on else None
    values = {"appeal": found, "decision": decision, "last_day": last_day}
    return submitted(page, form, "assistance/staff/appeal.html", do, "overklagande", **values)
