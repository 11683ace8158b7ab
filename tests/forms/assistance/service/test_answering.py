"""Answers to what we asked: in time or marked as late, once, and messages."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.cases import service as cases
from portal.cases.models import Case, CaseEvent, EventType
from portal.core.errors import Conflict, Refused
from portal.forms.assistance.kind import KIND
from portal.forms.assistance.models import Application
from portal.forms.assistance.service import answering, withdrawing
from tests.factories import assistance
from tests.factories.assistance import ANNA, NOON, key_of

LATER = NOON + timedelta(days=2)


def waiting(session: Session, state: str = "supplement") -> tuple[Application, Case]:
    application = assistance.filed(session)
    case = session.get_one(Case, application.case_id)
    cases.enter_state(case, KIND, state, NOON)
    return application, case


def events(session: Session, of: EventType) -> list[CaseEvent]:
    return list(session.scalars(select(CaseEvent).where(CaseEvent.type == of).order_by(CaseEvent.id)))


@pytest.mark.parametrize("state", ["supplement", "communicated"])
def test_an_answer_lets_the_case_go_on_and_shows_as_news(session: Session, state: str) -> None:
    application, case = waiting(session, state)
    exchange = assistance.asked(session, application)
    answering.answer(session, application, exchange, words="Här är den.", now=LATER)
    assert (exchange.answer, exchange.answered_at) == ("Här är den.", LATER)
    assert (case.state, case.has_news, case.paused_at) == ("investigating", True, None)
    (said,) = events(session, EventType.MESSAGE)
    assert (said.body, said.data["late"]) == ("Här är den.", False)


def test_while_something_else_is_unanswered_the_case_waits_on(session: Session) -> None:
    application, case = waiting(session)
    first, second = (assistance.asked(session, application, words=words) for words in ("Hyresavin", "Kontoutdrag"))
    answering.answer(session, application, first, words="Ja", now=LATER)
    assert case.state == "supplement"
    answering.answer(session, application, second, words="Ja", now=LATER)
    assert case.state == "investigating"


def test_a_late_answer_is_taken_and_marked(session: Session) -> None:
    application, _ = waiting(session)
    exchange = assistance.asked(session, application, due_on=date(2026, 11, 24))
    answering.answer(session, application, exchange, words="Förlåt, sent.", now=LATER)
    assert [event.data["late"] for event in events(session, EventType.MESSAGE)] == [True]


def test_the_last_day_itself_counts_until_midnight_in_sweden(session: Session) -> None:
    application, _ = waiting(session)
    exchange = assistance.asked(session, application, due_on=date(2026, 11, 24))
    last_minute = NOON.replace(day=24, hour=22, minute=59)
    answering.answer(session, application, exchange, words="Nu.", now=last_minute)
    assert [event.data["late"] for event in events(session, EventType.MESSAGE)] == [False]


def test_the_same_answer_twice_is_one_and_another_is_refused(session: Session) -> None:
    application, _ = waiting(session)
    exchange = assistance.asked(session, application)
    for _ in range(2):
        answering.answer(session, application, exchange, words="Här.", now=LATER)
    assert len(events(session, EventType.MESSAGE)) == 1
    with pytest.raises(Conflict):
        answering.answer(session, application, exchange, words="Något annat.", now=LATER)


def test_an_empty_answer_is_refused(session: Session) -> None:
    application, _ = waiting(session)
    with pytest.raises(Refused):
        answering.answer(session, application, assistance.asked(session, application), words="", now=LATER)


def test_after_the_decision_it_is_too_late_to_answer(session: Session) -> None:
    application, case = waiting(session)
    exchange = assistance.asked(session, application)
    cases.enter_state(case, KIND, "decided", NOON)
    with pytest.raises(Refused):
        answering.answer(session, application, exchange, words="Här.", now=LATER)


def test_a_message_comes_once_per_form_and_moves_no_state(session: Session) -> None:
    application, case = waiting(session)
    assert answering.write(session, application, words="Hej", once=b"1" * 32, now=LATER)
    assert not answering.write(session, application, words="Hej", once=b"1" * 32, now=LATER)
    assert [event.body for event in events(session, EventType.MESSAGE)] == ["Hej"]
    assert (case.state, case.has_news) == ("supplement", True)


def test_an_open_application_can_be_taken_back_and_a_decided_one_cannot(session: Session) -> None:
    application, case = waiting(session)
    key = key_of(session, ANNA.personnummer)
    withdrawing.withdraw(session, application, person_key=key, now=LATER)
    assert (case.state, case.is_open) == ("withdrawn", False)
    withdrawing.withdraw(session, application, person_key=key, now=LATER)
    other = assistance.filed(session)
    cases.enter_state(session.get_one(Case, other.case_id), KIND, "decided", NOON)
    with pytest.raises(Conflict):
        withdrawing.withdraw(session, other, person_key=key, now=LATER)


def test_before_it_is_filed_the_draft_stays_and_the_application_goes(session: Session) -> None:
    application = assistance.presented(session)
    draft_id = application.draft_id
    withdrawing.withdraw(session, application, person_key=key_of(session, ANNA.personnummer), now=LATER)
    assert session.scalars(select(Application)).all() == []
    assert draft_id is not None
