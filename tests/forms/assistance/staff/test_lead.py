"""What a lead alone does: the switch for automatic grants, control of samples; what the desk tells whom."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts.permissions import Role
from portal.core import clock
from portal.core.db import Database
from portal.forms.assistance.models import Application, Automation, ControlSample
from tests.factories import assistance, robot
from tests.factories.casework import ROOT, Caseworker, waiting


@pytest.fixture
def lead(app: Flask, database: Database) -> Caseworker:
    return Caseworker(app, database, Role.ASSISTANCE_LEAD, name="Lena Ledare")


def test_the_switch_is_turned_with_the_delegation_s_number(lead: Caseworker, database: Database) -> None:
    refused = lead.send_at("/automatik", is_on="on", delegation="", one_in="10")
    assert refused.status_code == 422
    assert lead.send_at("/automatik", is_on="on", delegation="SN 2026/7", one_in="0").status_code == 422
    assert lead.send_at("/automatik", is_on="on", delegation="SN 2026/7", one_in="5").status_code == 303
    with database.read() as session:
        turned = session.scalars(select(Automation)).one()
        assert (turned.is_on, turned.delegation, turned.one_in, turned.by) == (True, "SN 2026/7", 5, lead.id)
    assert "SN 2026/7" in lead.get(f"{ROOT}/automatik").text


def test_a_sample_is_controlled_once(lead: Caseworker, database: Database) -> None:
    number = waiting(database)
    with database.write() as session:
        application = session.scalars(select(Application)).one()
        decision = assistance.decided(session, application, is_automatic=True, delegation="SN 1", now=clock.now())
        sample = ControlSample(decision_id=decision.id, drawn_at=clock.now())
        session.add(sample)
    assert number in lead.get(f"{ROOT}/automatik").text
    door = f"/automatik/stickprov/{sample.id}"
    assert lead.send_at(door, was_right="maybe").status_code == 422
    assert lead.send_at(door, was_right="no", words="Hyran var för hög.").status_code == 303
    assert lead.send_at(door, was_right="yes").status_code == 409
    with database.read() as session:
        checked = session.scalars(select(ControlSample)).one()
        assert (checked.was_right, checked.checked_by, checked.words) == (False, lead.id, "Hyran var för hög.")


def test_a_sample_of_a_hidden_case_is_hidden_too(lead: Caseworker, database: Database) -> None:
    waiting(database)
    with database.write() as session:
        application = session.scalars(select(Application)).one()
        decision = assistance.decided(session, application, is_automatic=True, delegation="SN 1", now=clock.now())
        sample = ControlSample(decision_id=decision.id, drawn_at=clock.now())
        session.add(sample)
    lead.send_at("/jav", number=robot.AMINA.personnummer)
    assert lead.send_at(f"/automatik/stickprov/{sample.id}", was_right="yes").status_code == 404


def test_the_desk_sorts_new_applications_and_tells_a_lead_who_is_left_out(
    app: Flask, lead: Caseworker, database: Database
) -> None:
    number = waiting(database)
    maria = Caseworker(app, database)
    assert "the robot proposes to grant" in maria.get(f"{ROOT}/").text
    olle = Caseworker(app, database, name="Olle Annan")
    olle.send_at("/jav", number=robot.AMINA.personnummer)
    assert number not in olle.get(f"{ROOT}/").text
    assert "hidden from Olle Annan" in lead.get(f"{ROOT}/").text
    assert "Olle Annan" not in maria.get(f"{ROOT}/").text


def test_whoever_has_not_declared_themselves_is_asked_to(lead: Caseworker) -> None:
    assert "Enter your own personnummer" in lead.get(f"{ROOT}/").text
    lead.send_at("/jav", number="198508052399", is_self="y")
    assert "Enter your own personnummer" not in lead.get(f"{ROOT}/").text
