"""Payments: owed once per decision, in exactly one file however many ask at once."""

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, true
from sqlalchemy.orm import Session

from portal.accounts.permissions import Role
from portal.accounts.viewer import Viewer
from portal.core.db import Database
from portal.core.errors import Refused
from portal.forms.assistance.models import Payment, PaymentExport
from portal.forms.assistance.rules.payment import Payee
from portal.forms.assistance.service import paying
from tests.factories import assistance, staff
from tests.factories.assistance import ANNA, BO, STRANGER, changed

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SENDER = "Kalmar kommun"
PEOPLE = (ANNA, changed(BO, role=ANNA.role), changed(ANNA, personnummer=STRANGER, name="=2+5"))


def owed(session: Session, count: int = 3) -> Viewer:
    """So many payments that wait, and a lead."""
    for person in PEOPLE[:count]:
        application = assistance.filed(session, person, of=assistance.answers(person))
        decision = assistance.decided(session, application, amount=1_000_50)
        paying.owe(session, application, decision)
    return staff.account(session, staff.viewer(Role.ASSISTANCE_LEAD))


def export(session: Session, by: Viewer) -> tuple[PaymentExport, bytes]:
    return paying.export(session, visible=true(), sender=SENDER, by=by, now=NOW)


def test_everything_that_waits_is_in_one_file_and_then_nothing_waits(session: Session) -> None:
    lead = owed(session)
    made, content = export(session, lead)
    assert (made.rows, made.total) == (3, 3_001_50)
    assert content.count(b"\r\nPAY;") == 3
    assert b";=" not in content
    with pytest.raises(Refused):
        export(session, lead)


def test_the_file_can_be_made_again_byte_for_byte(session: Session) -> None:
    lead = owed(session)
    made, content = export(session, lead)
    session.expire_all()
    assert paying.again(session, made, sender=SENDER, by=lead, now=NOW) == content


def test_a_file_that_would_differ_is_refused(session: Session) -> None:
    lead = owed(session)
    made, _ = export(session, lead)
    payment = session.scalars(select(Payment)).first()
    assert payment is not None
    payment.amount += 1
    session.flush()
    with pytest.raises(Refused):
        paying.again(session, made, sender=SENDER, by=lead, now=NOW)


def test_a_changed_decision_is_paid_only_what_is_more(session: Session) -> None:
    application = assistance.filed(session)
    for amount, owed_now in ((5_000_00, 5_000_00), (7_000_00, 2_000_00), (6_000_00, None)):
        decision = assistance.decided(session, application, amount=amount)
        payment = paying.owe(session, application, decision)
        assert (payment.amount if payment else None) == owed_now


def test_the_payee_is_sealed(session: Session) -> None:
    owed(session, 1)
    payment = session.scalars(select(Payment)).one()
    assert Payee.from_json(payment.payee or "").name == ANNA.name
    assert ANNA.name.encode() not in (payment.payee_sealed or b"")


def test_two_who_export_at_once_share_no_payment(database: Database) -> None:
    with database.write() as session:
        lead = owed(session)
    files: list[bytes] = []
    refused: list[Refused] = []
    ready = threading.Barrier(2)

    def work() -> None:
        ready.wait(20)
        try:
            with database.turn_to_write(), database.write() as session:
                files.append(export(session, lead)[1])
        except Refused as error:
            refused.append(error)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    references = [line.split(b";")[1] for file in files for line in file.splitlines() if line.startswith(b"PAY;")]
    assert len(references) == len(set(references)) == 3
    assert len(files) + len(refused) == 2
