"""The desk: what waits to be done in assistance beside the queue, each with a way there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission
from portal.cases import promise
from portal.cases.models import Case
from portal.cases.promise import Left
from portal.core import clock
from portal.core.web import db, render, staff
from portal.core.words import Word, word
from portal.forms.assistance.models import Application
from portal.forms.assistance.queries import barred, control, payments, waiting
from portal.forms.assistance.rules import labels
from portal.forms.assistance.rules.decision import OUTCOME_NAMES
from portal.forms.assistance.rules.money import shown_amount
from portal.forms.assistance.staff import showing
from portal.forms.assistance.staff.blueprint import bp
from portal.forms.assistance.staff.opening import rules_of_town, today, visible

LANES: Mapping[str, Word] = {
    "grant": word("Complete: the robot proposes to grant"),
    "partly": word("The robot proposes to grant in part"),
    "refuse": word("The robot proposes to refuse"),
    "assess": word("A human must assess"),
    "": word("The robot has not calculated yet"),
}
"""What new applications are sorted by: the robot's latest proposal."""


@dataclass(frozen=True)
class Waiting:
    """A new application: its case, what kind it is, what is left of the promise."""

    case: Case
    application: Application
    left: Left


@bp.get("/")
@staff(Permission.SEE_ASSISTANCE)
def desk() -> str:
    """What waits: second approvals, time that has run out, decisions nobody has read, appeals, payments, samples."""
    seen, viewer = visible(), current_viewer()
    unread_before = clock.now() - timedelta(days=rules_of_town().unread_days)
    return render(
        "assistance/staff/desk.html",
        lanes=_lanes(waiting.at_work(db(), seen)),
        kinds=labels.KINDS,
        pending=waiting.pending_decisions(db(), seen),
        overdue=waiting.overdue_exchanges(db(), seen, today()),
        unread=waiting.unread_decisions(db(), seen, unread_before),
        appeals=waiting.open_appeals(db(), seen),
        to_pay=payments.count_waiting(db(), seen),
        samples=control.unchecked(db(), seen) if viewer.may(Permission.LEAD_ASSISTANCE) else 0,
        hidden=barred.hidden_and_open(db(), seen) if viewer.may(Permission.LEAD_ASSISTANCE) else (),
        has_declared=barred.has_declared_oneself(db(), viewer.account_id),
        is_lead=viewer.may(Permission.LEAD_ASSISTANCE),
        unread_days=rules_of_town().unread_days,
        names=OUTCOME_NAMES,
        amount=shown_amount,
        month_name=showing.month_name,
        me=viewer.account_id,
    )


def _lanes(found: Sequence[tuple[Application, Case, str | None]]) -> list[tuple[Word, list[Waiting]]]:
    """The new applications by what the robot proposes; lanes without any are left out."""
    now = clock.now()
    lanes: dict[str, list[Waiting]] = {lane: [] for lane in LANES}
    for application, case, outcome in found:
        left = promise.left(case.due_at, now, is_paused=case.paused_at is not None)
        lanes[outcome or ""].append(Waiting(case, application, left))
    return [(title, lanes[lane]) for lane, title in LANES.items() if lanes[lane]]
