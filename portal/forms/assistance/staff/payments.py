"""What is to be paid, and the file for the bank."""

from uuid import UUID

from flask import Response, make_response
from flask_babel import gettext

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission
from portal.accounts.queries import staff_members
from portal.core import clock
from portal.core.errors import NotFound, Refused
from portal.core.web import db, render, runtime, staff
from portal.forms.assistance.models import PaymentExport
from portal.forms.assistance.queries import payments as queries
from portal.forms.assistance.rules.money import shown_amount
from portal.forms.assistance.rules.payment import Payee
from portal.forms.assistance.service import paying
from portal.forms.assistance.service.noting import KIND
from portal.forms.assistance.staff import showing
from portal.forms.assistance.staff.blueprint import bp
from portal.forms.assistance.staff.opening import record_view, visible


@bp.get("/utbetalningar")
@staff(Permission.SEE_ASSISTANCE)
def payments() -> str:
    """The payments that wait, and the files that were made."""
    record_view("assistance.payments", KIND, "payments")
    return _page()


@bp.post("/utbetalningar/fil")
@staff(Permission.LEAD_ASSISTANCE)
def pay() -> Response:
    """Make the file of everything that waits; each payment is in one file and never in another."""
    try:
        made, content = paying.export(db(), visible=visible(), sender=_sender(), by=current_viewer(), now=clock.now())
        db().commit()
    except Refused as error:
        db().rollback()
        return make_response(_page(gettext(error.message)), error.status)
    return _file(made, content)


@bp.post("/utbetalningar/<uuid:export_id>/fil")
@staff(Permission.LEAD_ASSISTANCE)
def pay_again(export_id: UUID) -> Response:
    """The same file once more, byte for byte, when it was lost on its way to the bank."""
    made = queries.export_by_id(db(), export_id, visible())
    if made is None:
        raise NotFound
    content = paying.again(db(), made, sender=_sender(), by=current_viewer(), now=clock.now())
    db().commit()
    return _file(made, content)


def _page(error: str = "") -> str:
    waiting = queries.waiting(db(), visible())
    return render(
        "assistance/staff/payments.html",
        rows=[(payment, case, month, Payee.from_json(payment.payee or "")) for payment, case, month in waiting],
        total=shown_amount(sum(payment.amount for payment, _, _ in waiting)),
        exports=queries.exports(db()),
        names={member.id: member.name for member in staff_members(db())},
        amount=shown_amount,
        month_name=showing.month_name,
        error=error,
    )


def _sender() -> str:
    return runtime().settings.municipality.name


def _file(made: PaymentExport, content: bytes) -> Response:
    answer = Response(content, mimetype="text/csv; charset=utf-8")
    name = f"utbetalningar-{made.at:%Y-%m-%d}-{made.id.hex[:8]}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
