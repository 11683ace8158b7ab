"""After the decision: the reminder of what nobody has read; the switch for automatic grants; declared persons."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.permissions import Role
from portal.core.errors import Conflict, NotFound, Refused
from portal.forms.assistance.models import ControlSample, DeclaredPerson, Served
from portal.forms.assistance.queries import barred, control
from portal.forms.assistance.service import automation, jav, serving
from portal.platform.audit.models import AuditEntry
from portal.platform.notices.models import Letter
from tests.factories import assistance, staff
from tests.factories.assistance import ANNA, NOON, RULES, STRANGER

LATE = NOON + timedelta(days=RULES.unread_days, hours=1)
TODAY = date(2026, 11, 23)


def letters(session: Session) -> list[str]:
    return [letter.template for letter in session.scalars(select(Letter).order_by(Letter.created_at))]


class TestUnread:
    def test_nobody_is_reminded_before_the_days_have_passed(self, session: Session) -> None:
        assistance.decided(session, assistance.filed(session))
        assert serving.remind_unread(session, RULES, NOON + timedelta(days=RULES.unread_days)) == 0

    def test_the_resident_is_told_again_and_staff_see_it_once(self, session: Session) -> None:
        application = assistance.filed(session)
        decision = assistance.decided(session, application)
        before = len(letters(session))
        assert application.case is not None
        application.case.has_news = False
        session.flush()
        assert serving.remind_unread(session, RULES, LATE) == 1
        assert serving.remind_unread(session, RULES, LATE + timedelta(days=30)) == 0
        assert letters(session)[before:] == ["something_to_read"]
        assert application.case.has_news
        assert decision.reminded_at == LATE

    def test_a_decision_that_was_read_is_left_alone(self, session: Session) -> None:
        decision = assistance.decided(session, assistance.filed(session))
        decision.served_on, decision.served_how = TODAY, Served.READ_ONLINE
        session.flush()
        assert serving.remind_unread(session, RULES, LATE) == 0


class TestTheSwitch:
    def test_it_is_off_until_a_lead_turns_it_on_with_the_delegation(self, session: Session) -> None:
        lead = staff.account(session, staff.viewer(Role.ASSISTANCE_LEAD))
        assert automation.current(session) is None
        with pytest.raises(Refused):
            automation.turn(session, is_on=True, delegation="  ", one_in=10, by=lead, now=NOON)
        automation.turn(session, is_on=True, delegation="SN 2026/123", one_in=10, by=lead, now=NOON)
        automation.turn(session, is_on=False, delegation="", one_in=10, by=lead, now=NOON + timedelta(1))
        now = automation.current(session)
        assert now is not None
        assert not now.is_on
        assert [one.is_on for one in control.turns(session)] == [False, True]

    def test_a_caseworker_cannot_turn_it(self, session: Session) -> None:
        maria = staff.account(session, staff.viewer(Role.ASSISTANCE))
        with pytest.raises(Refused):
            automation.turn(session, is_on=False, delegation="", one_in=10, by=maria, now=NOON)

    def test_a_sample_is_checked_once_and_counted(self, session: Session) -> None:
        lead = staff.account(session, staff.viewer(Role.ASSISTANCE_LEAD))
        decision = assistance.decided(session, assistance.filed(session), is_automatic=True, delegation="SN 1")
        sample = ControlSample(decision_id=decision.id, drawn_at=NOON)
        session.add(sample)
        session.flush()
        automation.check_sample(session, sample, was_right=False, words="Hyran var fel.", by=lead, now=LATE)
        assert control.counts(session) == control.Counts(automatic=1, drawn=1, checked=1, wrong=1)
        with pytest.raises(Conflict):
            automation.check_sample(session, sample, was_right=True, words="", by=lead, now=LATE)


class TestJav:
    def test_the_number_is_compared_and_never_stored(self, session: Session) -> None:
        maria = staff.account(session, staff.viewer(Role.ASSISTANCE))
        application = assistance.filed(session)
        for typed in ("900109-2387", "19900109 2387", "199001092387"):
            jav.declare(session, number=typed, is_self=False, by=maria, today=TODAY, now=NOON)
        row = session.scalars(select(DeclaredPerson)).one()
        assert row.person_key == application.parties[0].person_key
        pairs = session.execute(barred.barred_cases()).all()
        assert [tuple(pair) for pair in pairs] == [(maria.account_id, application.case_id)]
        logged = session.scalars(select(AuditEntry).where(AuditEntry.action == "assistance.jav.declare")).all()
        assert len(logged) == 1
        assert ANNA.personnummer not in str([vars(entry) for entry in logged])

    def test_what_is_no_number_is_refused(self, session: Session) -> None:
        maria = staff.account(session, staff.viewer(Role.ASSISTANCE))
        with pytest.raises(Refused):
            jav.declare(session, number="900109-2380", is_self=True, by=maria, today=TODAY, now=NOON)

    def test_one_s_own_stays_and_nobody_else_s_is_found(self, session: Session) -> None:
        maria = staff.account(session, staff.viewer(Role.ASSISTANCE))
        lena = staff.account(session, staff.viewer(Role.ASSISTANCE))
        own = jav.declare(session, number=STRANGER, is_self=True, by=maria, today=TODAY, now=NOON)
        with pytest.raises(Refused):
            jav.take_back(session, own.id, by=maria, now=NOON)
        with pytest.raises(NotFound):
            jav.take_back(session, own.id, by=lena, now=NOON)
        assert barred.has_declared_oneself(session, maria.account_id)
        assert not barred.has_declared_oneself(session, lena.account_id)
