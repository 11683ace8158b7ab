"""Two-person approval: a decision above the amount is made only when another person, a lead, has read it."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.permissions import Permission
from portal.accounts.viewer import Viewer
from portal.core.errors import Conflict, Refused
from portal.core.words import word
from portal.forms.assistance.models import Application, Decision, DecisionState
from portal.forms.assistance.queries import casework
from portal.forms.assistance.service import deciding, standing
from portal.forms.assistance.service.investigating import WAITS_FOR_ANOTHER
from portal.forms.assistance.service.noting import note


def approve(
    session: Session, application: Application, decision: Decision, *, by: Viewer, version: int, now: datetime
) -> Decision:
    """Make the prepared decision for good; refused to whoever prepared it and to those who are no lead."""
    _check(application, decision, by, version)
    latest = casework.latest_calculation(session, application.id)
    if latest is None or latest.id != decision.calculation_id:
        raise Refused(word("The calculation has changed since the decision was prepared. Send it back."))
    deciding.check(session, application, decision.outcome, deciding.figures_of(latest), now)
    decision.approved_by = by.account_id
    return deciding.make(session, application, decision, by=by, now=now)


def send_back(
    session: Session,
    application: Application,
    decision: Decision,
    *,
    because: str,
    by: Viewer,
    version: int,
    now: datetime,
) -> Decision:
    """Give the decision back to whoever prepared it, saying why; the application is looked into again."""
    _check(application, decision, by, version)
    decision.state, decision.returned_because = DecisionState.RETURNED, because
    note(session, application, "send-back", by=by, now=now)
    standing.move(session, application, "investigating", by=by, now=now, tells=False)
    return decision


def may_approve(decision: Decision, by: Viewer) -> bool:
    """True when `by` is a lead and another than the one who prepared the decision."""
    return by.may(Permission.LEAD_ASSISTANCE) and decision.prepared_by != by.account_id


def _check(application: Application, decision: Decision, by: Viewer, version: int) -> None:
    is_waiting = standing.seen(application, version).state == WAITS_FOR_ANOTHER
    is_its_own = decision.application_id == application.id
    if not is_waiting or not is_its_own or decision.state is not DecisionState.PREPARED:
        raise Conflict(word("The decision has been read by somebody else already."))
    if not may_approve(decision, by):
        raise Refused(word("Another person, a lead of assistance, must read this decision."))
