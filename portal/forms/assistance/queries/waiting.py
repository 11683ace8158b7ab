"""What waits to be done in assistance, of the cases that the viewer may know of: the lists of the desk."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.cases.models import Case
from portal.forms.assistance.models import (
    Appeal,
    AppealState,
    Application,
    Decision,
    DecisionState,
    Exchange,
    Proposal,
)

T = TypeVar("T")
Condition = ColumnElement[bool]
MOST_AT_WORK = 200


def at_work(session: Session, visible: Condition) -> Sequence[tuple[Application, Case, str | None]]:
    """Applications that are new or looked into, with what the robot's latest proposal is; the soonest due first."""
    latest = (
        select(Proposal.outcome)
        .where(Proposal.application_id == Application.id)
        .order_by(Proposal.made_at.desc(), Proposal.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    found = session.execute(
        select(Application, Case, latest)
        .join(Case, Case.id == Application.case_id)
        .where(Case.state.in_(("received", "investigating")), visible)
        .order_by(Case.due_at, Case.id)
        .limit(MOST_AT_WORK)
    )
    return [(application, case, outcome) for application, case, outcome in found]


def pending_decisions(session: Session, visible: Condition) -> Sequence[tuple[Decision, Case]]:
    """Decisions that wait for a second person, and not in a case that was withdrawn meanwhile."""
    wanted = select(Decision, Case).where(Decision.state == DecisionState.PREPARED, Case.state == "approval")
    return _with_case(session, wanted, Decision.application_id, visible)


def overdue_exchanges(session: Session, visible: Condition, today: date) -> Sequence[tuple[Exchange, Case]]:
    """Questions whose last day has passed without an answer, in cases that still wait for it."""
    waits = Case.state.in_(("supplement", "communicated"))
    late = (Exchange.answered_at.is_(None), Exchange.due_on < today, waits)
    return _with_case(session, select(Exchange, Case).where(*late), Exchange.application_id, visible)


def unread_decisions(session: Session, visible: Condition, before: datetime) -> Sequence[tuple[Decision, Case]]:
    """Decisions made before `before` of which nobody knows that they were read."""
    unread = (Decision.state == DecisionState.MADE, Decision.served_on.is_(None), Decision.made_at < before)
    return _with_case(session, select(Decision, Case).where(*unread), Decision.application_id, visible)


def open_appeals(session: Session, visible: Condition) -> Sequence[tuple[Appeal, Case]]:
    """Appeals that nobody has handled, the oldest first."""
    found = session.execute(
        select(Appeal, Case)
        .join(Decision, Decision.id == Appeal.decision_id)
        .join(Application, Application.id == Decision.application_id)
        .join(Case, Case.id == Application.case_id)
        .where(Appeal.state == AppealState.RECEIVED, visible)
        .order_by(Appeal.sent_at)
    )
    return [(appeal, case) for appeal, case in found]


def _with_case(
    session: Session, wanted: Select[T, Case], application_id: InstrumentedAttribute[UUID], visible: Condition
) -> Sequence[tuple[T, Case]]:
    joined = wanted.join(Application, Application.id == application_id).join(Case, Case.id == Application.case_id)
    return [(row, case) for row, case in session.execute(joined.where(visible).order_by(Case.id))]
