"""The desk: what waits to be done in assistance beside the queue, each with a way there."""

from datetime import timedelta

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission
from portal.core import clock
from portal.core.web import db, render, staff
from portal.forms.assistance.queries import barred, casework, control, payments
from portal.forms.assistance.rules.decision import OUTCOME_NAMES
from portal.forms.assistance.rules.money import shown_amount
from portal.forms.assistance.staff import showing
from portal.forms.assistance.staff.blueprint import bp
from portal.forms.assistance.staff.opening import rules_of_town, today, visible


@bp.get("/")
@staff(Permission.SEE_ASSISTANCE)
def desk() -> str:
    """What waits: second approvals, time that has run out, decisions nobody has read, appeals, payments, samples."""
    seen, viewer = visible(), current_viewer()
    unread_before = clock.now() - timedelta(days=rules_of_town().unread_days)
    return render(
        "assistance/staff/desk.html",
        pending=casework.pending_decisions(db(), seen),
        overdue=casework.overdue_exchanges(db(), seen, today()),
        unread=casework.unread_decisions(db(), seen, unread_before),
        appeals=casework.open_appeals(db(), seen),
        to_pay=payments.count_waiting(db(), seen),
        samples=control.unchecked(db(), seen) if viewer.may(Permission.LEAD_ASSISTANCE) else 0,
        has_declared=barred.has_declared_oneself(db(), viewer.account_id),
        is_lead=viewer.may(Permission.LEAD_ASSISTANCE),
        unread_days=rules_of_town().unread_days,
        names=OUTCOME_NAMES,
        amount=shown_amount,
        month_name=showing.month_name,
        me=viewer.account_id,
    )
