"""The page of one application: calculation, proposal and application side by side, and what comes next."""

from typing import Any

from werkzeug.utils import redirect

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission
from portal.accounts.queries import staff_members
from portal.backoffice.form import VersionForm
from portal.core import clock
from portal.core.errors import Conflict
from portal.core.web import db, render, staff
from portal.forms.assistance.queries import barred, casework
from portal.forms.assistance.rules.delgivning import last_day_to_appeal
from portal.forms.assistance.rules.money import shown_amount
from portal.forms.assistance.rules.reasons import Reasons
from portal.forms.assistance.service import approving, deciding, investigating
from portal.forms.assistance.staff import showing
from portal.forms.assistance.staff.blueprint import bp
from portal.forms.assistance.staff.opening import Answer, Opened, opened, today, visible


@bp.get("/<number>")
@staff(Permission.SEE_ASSISTANCE)
def review(number: str) -> str:
    """Everything about one application."""
    return render("assistance/staff/review.html", **values_of(opened(number)))


def values_of(page: Opened) -> dict[str, Any]:
    """All that the page of an application shows."""
    work, application = page.work, page.application
    snapshot = showing.snapshot_of(application)
    decision = work.decision
    return {
        "page": page,
        "frame": page.frame,
        "title": showing.title_of(application),
        "reckoned": showing.reckoned(work),
        "has_norm": showing.has_norm(application.month),
        "proposed": showing.proposed(work, casework.numbers_of(db(), showing.matches_of(work), visible())),
        "snapshot": snapshot,
        "answered": showing.answered(work, snapshot),
        "steps": steps_of(page),
        "names": {member.id: member.name for member in staff_members(db())},
        "reasons": Reasons.from_json(decision.reasons) if decision and decision.reasons else None,
        "last_day": last_day_to_appeal(decision.served_on) if decision and decision.served_on else None,
        "hidden_from": _hidden_from(page),
        "month_name": showing.month_name,
        "amount": shown_amount,
        "today": today(),
    }


def steps_of(page: Opened) -> dict[str, bool]:
    """What may be done now: asked, decided, approved, served, an appeal handled."""
    work, case, viewer = page.work, page.frame.case, current_viewer()
    at_work = case.state in investigating.AT_WORK
    waits = case.state == investigating.WAITS_FOR_ANOTHER
    pending, decision = work.pending if waits else None, work.decision
    return {
        "work": at_work,
        "begin": case.state in {"supplement", "communicated"},
        "decide": at_work and work.calculation is not None,
        "approve": pending is not None and approving.may_approve(pending, viewer),
        "wait": pending is not None and not approving.may_approve(pending, viewer),
        "serve": decision is not None and decision.served_on is None,
        "appeal": work.appeal is not None and case.state == "appealed",
        "heard": _is_heard(page),
        "reopen": decision is not None and case.state == "decided",
    }


def _is_heard(page: Opened) -> bool:
    """True when a negative decision may be made: sent for comments, and answered or the time has run out."""
    asked = deciding.asked_of(page.work.exchanges)
    return any(one.is_kommunicering and one.is_over(today()) for one in asked)


def _hidden_from(page: Opened) -> list[str]:
    if not current_viewer().may(Permission.LEAD_ASSISTANCE) or not page.frame.barred:
        return []
    return list(barred.hidden_from(db(), page.frame.case.id))


@bp.post("/<number>/utred")
@staff(Permission.SEE_ASSISTANCE)
def begin(number: str) -> Answer:
    """Look into it, without waiting longer for an answer."""
    page, form = opened(number), VersionForm()
    if not form.validate():
        raise Conflict
    investigating.begin(db(), page.application, by=current_viewer(), version=form.version.data, now=clock.now())
    db().commit()
    return redirect(page.url("review", klart="utreds"), 303)
