"""What is to be paid, and the file for the bank: every payment is in exactly one file, however many ask at once."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.cases.promise import day_of
from portal.core.db import new_id
from portal.core.errors import Refused
from portal.core.words import word
from portal.forms.assistance.models import Application, Decision, Payment, PaymentExport
from portal.forms.assistance.queries import payments
from portal.forms.assistance.rules import answers as answered
from portal.forms.assistance.rules.payment import Payee, Row, payment_file, reference_of
from portal.forms.assistance.service.noting import record


def owe(session: Session, application: Application, decision: Decision) -> Payment | None:
    """Note what a decision is to be paid to the applicant, as the application says.

    Where an earlier decision on it was changed, only what is more than that one gave; None when that is nothing.
    """
    left = decision.amount - payments.owed_already(session, application.id)
    if left <= 0:
        return None
    applicant = answered.from_json(application.answers or "").applicant
    payee = Payee(applicant.name, applicant.payment, applicant.clearing, applicant.account)
    payment = Payment(decision_id=decision.id, amount=left, reference=reference_of(decision.id))
    payment.payee = payee.to_json()
    session.add(payment)
    session.flush()
    return payment


def export(
    session: Session, *, visible: ColumnElement[bool], sender: str, by: Viewer, now: datetime
) -> tuple[PaymentExport, bytes]:
    """Put every payment that waits, of the cases that `by` may know of, into one file and mark it; gives both.

    Raises `Refused` when nothing waits. Two people at once get two files that have no payment in common.
    """
    made = PaymentExport(id=new_id(), at=now, by=by.account_id, rows=0, total=0, sha256=b"")
    session.add(made)
    session.flush()
    waiting = payments.waiting_ids(visible)
    mark = update(Payment).where(Payment.id.in_(waiting), Payment.export_id.is_(None)).values(export_id=made.id)
    session.execute(mark.execution_options(synchronize_session=False))
    rows = rows_of(session, made.id)
    if not rows:
        raise Refused(word("There is nothing to pay."))
    content = payment_file(rows, sender, day_of(now))
    made.rows, made.total, made.sha256 = len(rows), sum(row.amount for row in rows), hashlib.sha256(content).digest()
    record(session, "payments.export", by=by, ref=str(made.id), now=now, detail={"rows": made.rows})
    session.flush()
    return made, content


def again(session: Session, made: PaymentExport, *, sender: str, by: Viewer, now: datetime) -> bytes:
    """The very file of an earlier export, for one that was lost on its way; raises `Refused` when it would differ."""
    content = payment_file(rows_of(session, made.id), sender, day_of(made.at))
    if hashlib.sha256(content).digest() != made.sha256:
        raise Refused(word("The file cannot be made again as it was."))
    record(session, "payments.again", by=by, ref=str(made.id), now=now, detail={"rows": made.rows})
    return content


def rows_of(session: Session, export_id: UUID) -> Sequence[Row]:
    """The payments of an export as rows of its file, always in the same order."""
    found = session.scalars(select(Payment).where(Payment.export_id == export_id).order_by(Payment.reference))
    return [Row(payment.reference, Payee.from_json(payment.payee or ""), payment.amount) for payment in found]
