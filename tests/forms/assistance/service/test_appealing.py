"""Reading a decision and appealing it: each adult's own three weeks, late ones taken, one appeal per form."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.cases import service as cases
from portal.cases.models import Case
from portal.core.errors import Refused
from portal.forms.assistance.kind import KIND
from portal.forms.assistance.models import Appeal, Application, Decision, DecisionState, Served
from portal.forms.assistance.queries import own
from portal.forms.assistance.rules.answers import Person
from portal.forms.assistance.service import appealing, reading
from portal.platform.audit.models import AuditEntry
from tests.factories import assistance
from tests.factories.assistance import ANNA, BO, NOON, key_of

READ_ON = date(2026, 11, 23)
LAST_DAY = date(2026, 12, 14)


def decided(session: Session, *people: Person) -> tuple[Application, Decision, Case]:
    application = assistance.filed(session, *people)
    case = session.get_one(Case, application.case_id)
    cases.enter_state(case, KIND, "decided", NOON)
    return application, assistance.decided(session, application), case


def test_who_reads_it_is_served_and_has_three_weeks(session: Session) -> None:
    application, decision, _ = decided(session)
    key = key_of(session, ANNA.personnummer)
    assert reading.last_day_to_appeal(session, decision, key) is None
    reading.read(session, application, decision, person_key=key, now=NOON)
    assert (decision.served_on, decision.served_how) == (READ_ON, Served.READ_ONLINE)
    assert reading.last_day_to_appeal(session, decision, key) == LAST_DAY


def test_reading_once_more_changes_nothing(session: Session) -> None:
    application, decision, _ = decided(session)
    key = key_of(session, ANNA.personnummer)
    for later in range(3):
        reading.read(session, application, decision, person_key=key, now=NOON + timedelta(days=later))
    assert decision.served_on == READ_ON
    rows = select(func.count()).where(AuditEntry.action == "assistance.read-decision")
    assert session.scalar(rows) == 1


def test_of_a_couple_each_has_three_weeks_from_their_own_day(session: Session) -> None:
    application, decision, _ = decided(session, ANNA, BO)
    anna, bo = (key_of(session, person.personnummer) for person in (ANNA, BO))
    reading.read(session, application, decision, person_key=anna, now=NOON)
    assert decision.served_on is None
    assert reading.last_day_to_appeal(session, decision, bo) is None
    reading.read(session, application, decision, person_key=bo, now=NOON + timedelta(days=5))
    assert decision.served_on == READ_ON + timedelta(days=5)
    days = [reading.last_day_to_appeal(session, decision, key) for key in (anna, bo)]
    assert days == [LAST_DAY, date(2026, 12, 21)]


def test_the_day_a_caseworker_entered_counts_when_it_is_the_first(session: Session) -> None:
    application, decision, _ = decided(session)
    key = key_of(session, ANNA.personnummer)
    decision.served_on, decision.served_how = date(2026, 11, 20), Served.BY_CASEWORKER
    assert reading.served_on(session, decision, key) == date(2026, 11, 20)
    reading.read(session, application, decision, person_key=key, now=NOON)
    assert reading.served_on(session, decision, key) == date(2026, 11, 20)
    assert decision.served_how is Served.BY_CASEWORKER


@pytest.mark.parametrize(("days", "in_time"), [(0, True), (21, True), (22, False), (60, False)])
def test_an_appeal_says_whether_it_is_in_time_and_is_taken_anyway(session: Session, days: int, in_time: bool) -> None:
    application, decision, case = decided(session)
    key = key_of(session, ANNA.personnummer)
    reading.read(session, application, decision, person_key=key, now=NOON)
    appeal = appealing.send(
        session,
        application,
        decision,
        words="Hela hyran ska räknas.",
        person_key=key,
        once=b"a" * 32,
        now=NOON + timedelta(days=days),
    )
    assert (appeal.in_time, appeal.words) == (in_time, "Hela hyran ska räknas.")
    assert (case.state, case.has_news, case.is_open) == ("appealed", True, True)


def test_nobody_can_say_while_the_decision_is_not_served(session: Session) -> None:
    application, decision, _ = decided(session, ANNA, BO)
    reading.read(session, application, decision, person_key=key_of(session, ANNA.personnummer), now=NOON)
    appeal = appealing.send(
        session,
        application,
        decision,
        words="Fel.",
        person_key=key_of(session, BO.personnummer),
        once=b"a" * 32,
        now=NOON + timedelta(days=90),
    )
    assert appeal.in_time is None


def test_the_same_form_twice_is_one_appeal_and_another_form_a_second(session: Session) -> None:
    application, decision, case = decided(session)
    key = key_of(session, ANNA.personnummer)
    for once in (b"a" * 32, b"a" * 32, b"b" * 32):
        appealing.send(session, application, decision, words="Fel.", person_key=key, once=once, now=NOON)
    assert session.scalar(select(func.count()).select_from(Appeal)) == 2
    assert case.state == "appealed"
    assert session.scalar(select(func.count()).where(AuditEntry.action == "assistance.appeal")) == 2


def test_an_appeal_says_something(session: Session) -> None:
    application, decision, _ = decided(session)
    with pytest.raises(Refused):
        appealing.send(session, application, decision, words=" \n", person_key=ANNA.name, once=b"a" * 32, now=NOON)


def test_a_decision_that_is_only_prepared_is_nobodys_to_read(session: Session) -> None:
    application, decision, _ = decided(session)
    decision.state = DecisionState.PREPARED
    session.flush()
    assert own.decisions(session, application.id) == []
    assert own.decision(session, application, decision.id) is None
