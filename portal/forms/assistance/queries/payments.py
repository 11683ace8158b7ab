"""What can be looked up about payments: what waits to be paid, and the files that were made."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from portal.cases.models import Case
from portal.forms.assistance.models import Application, Decision, Payment, PaymentExport

MOST_EXPORTS = 24


def waiting_ids(visible: ColumnElement[bool]) -> Select[UUID]:
    """A SELECT of the payments that are in no file yet, of the cases that `visible` leaves."""
    return _in_a_case(select(Payment.id)).where(Payment.export_id.is_(None), visible)


def _in_a_case(payments: Select[UUID]) -> Select[UUID]:
    return (
        payments.join(Decision, Decision.id == Payment.decision_id)
        .join(Application, Application.id == Decision.application_id)
        .join(Case, Case.id == Application.case_id)
    )


def waiting(session: Session, visible: ColumnElement[bool]) -> Sequence[tuple[Payment, Case, str]]:
    """The payments that are in no file yet with their case and month, the oldest decision first."""
    found = session.execute(
        select(Payment, Case, Application.month)
        .join(Decision, Decision.id == Payment.decision_id)
        .join(Application, Application.id == Decision.application_id)
        .join(Case, Case.id == Application.case_id)
        .where(Payment.export_id.is_(None), visible)
        .order_by(Decision.made_at, Payment.id)
    )
    return [(payment, case, month) for payment, case, month in found]


def owed_already(session: Session, application_id: UUID) -> int:
    """What was owed for earlier decisions on an application, paid or not, in öre."""
    of_it = select(Decision.id).where(Decision.application_id == application_id)
    return int(session.scalar(select(func.sum(Payment.amount)).where(Payment.decision_id.in_(of_it))) or 0)


def count_waiting(session: Session, visible: ColumnElement[bool]) -> int:
    """How many payments are in no file yet."""
    return session.scalar(select(func.count()).select_from(waiting_ids(visible).subquery())) or 0


def exports(session: Session) -> Sequence[PaymentExport]:
    """The latest files, the latest first."""
    return session.scalars(select(PaymentExport).order_by(PaymentExport.at.desc()).limit(MOST_EXPORTS)).all()


def export_by_id(session: Session, export_id: UUID, visible: ColumnElement[bool]) -> PaymentExport | None:
    """One file that was made; None as well when it pays in a case that the viewer may not know of."""
    open_to_view = _in_a_case(select(Payment.id)).where(Payment.export_id == export_id, visible)
    hidden = select(Payment.id).where(Payment.export_id == export_id, Payment.id.not_in(open_to_view))
    return None if session.scalar(hidden.limit(1)) else session.get(PaymentExport, export_id)
