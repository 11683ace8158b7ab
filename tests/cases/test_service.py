"""What staff do with a case: moves by the table, honest outcomes, duplicates that share an end, two at once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.permissions import Role
from portal.accounts.viewer import Viewer
from portal.cases import following, queries, service
from portal.cases.models import Case, CaseEvent, EventType, Priority
from portal.core.db import Database
from portal.core.errors import Conflict, Refused
from portal.platform.notices.models import Letter
from tests.factories import cases, staff

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
KIND = cases.kind()


@pytest.fixture
def maria(database: Database) -> Viewer:
    with database.write() as session:
        return staff.account(session, staff.viewer(Role.TRIAGE))


def close(session: Session, case: Case, by: Viewer, outcome: str = "fixed", detail: str = "") -> Case:
    return service.close(session, case, KIND, outcome=outcome, detail=detail, by=by, version=case.version, now=NOW)


def letters_to(session: Session, email: str) -> list[str]:
    """The letters queued to somebody, each with its outcome."""
    return [
        letter.codes.get("outcome", letter.template)
        for letter in session.scalars(select(Letter).order_by(Letter.created_at))
        if letter.recipient == email
    ]


class TestMoving:
    def test_a_move_that_the_table_lacks_is_refused(self, database: Database, maria: Viewer) -> None:
        with database.write() as session:
            case = cases.make_case(session, NOW, state="done", is_open=False)
            with pytest.raises(Refused):
                service.move(session, case, KIND, to="new", by=maria, version=1, now=NOW)

    @pytest.mark.parametrize("to", ["done", "closed"])
    def test_a_case_is_closed_with_an_outcome_alone(self, database: Database, maria: Viewer, to: str) -> None:
        with database.write() as session:
            case = cases.make_case(session, NOW)
            with pytest.raises(Refused):
                service.move(session, case, KIND, to=to, by=maria, version=1, now=NOW)

    def test_the_first_move_is_the_first_answer(self, database: Database, maria: Viewer) -> None:
        with database.write() as session:
            case = cases.make_case(session, NOW)
            service.move(session, case, KIND, to="looking", by=maria, version=1, now=NOW)
            service.move(session, case, KIND, to="ordered", by=maria, version=2, now=NOW + timedelta(days=1))
            assert case.first_reply_at == NOW

    def test_closing_ends_a_pause(self, database: Database, maria: Viewer) -> None:
        with database.write() as session:
            case = cases.make_case(session, NOW)
            service.move(session, case, KIND, to="waiting", by=maria, version=1, now=NOW)
            assert case.paused_at == NOW
            close(session, case, maria)
            assert (case.paused_at, case.closed_at, case.is_open) == (None, NOW, False)


class TestOutcomes:
    @pytest.mark.parametrize("outcome", ["not_ours", "wont", "duplicate"])
    @pytest.mark.parametrize("detail", ["", "  \n"])
    def test_an_outcome_that_asks_wants_an_answer(
        self, database: Database, maria: Viewer, outcome: str, detail: str
    ) -> None:
        with database.write() as session:
            case = cases.make_case(session, NOW)
            with pytest.raises(Refused):
                close(session, case, maria, outcome, detail)

    def test_an_unknown_outcome_is_refused(self, database: Database, maria: Viewer) -> None:
        with database.write() as session, pytest.raises(Refused):
            close(session, cases.make_case(session, NOW), maria, "magic")

    def test_closing_reads_the_news(self, database: Database, maria: Viewer) -> None:
        with database.write() as session:
            case = close(session, cases.make_case(session, NOW, has_news=True), maria)
            assert not case.has_news


class TestDuplicates:
    def test_the_reporter_of_a_duplicate_hears_how_the_other_ended(self, database: Database, maria: Viewer) -> None:
        with database.write() as session:
            first = cases.make_case(session, NOW, email="a@example.se")
            second = cases.make_case(session, NOW, email="b@example.se")
            close(session, second, maria, "duplicate", f" {first.number.lower()} ")
            assert second.duplicate_of_id == first.id
            close(session, first, maria)
            assert letters_to(session, "b@example.se") == ["We know of it already.", "We have mended it."]
            told = session.scalars(select(CaseEvent).where(CaseEvent.case_id == second.id)).all()[-1]
            assert (told.type, told.is_public, told.data["outcome"]) == (EventType.TWIN_CLOSED, True, "fixed")

    def test_duplicates_of_a_duplicate_follow_the_case_behind_it(self, database: Database, maria: Viewer) -> None:
        with database.write() as session:
            first, second, third, fourth = (
                cases.make_case(session, NOW, email=f"{name}@example.se") for name in "abcd"
            )
            close(session, second, maria, "duplicate", third.number)
            close(session, third, maria, "duplicate", first.number)
            close(session, fourth, maria, "duplicate", third.number)
            assert {case.id for case in queries.duplicates_of(session, first)} == {second.id, third.id, fourth.id}
            close(session, first, maria)
            for name in "bcd":
                assert letters_to(session, f"{name}@example.se")[-1] == "We have mended it."

    def test_a_case_doubles_no_case_that_is_none(self, database: Database, maria: Viewer) -> None:
        with database.write() as session:
            first, second = cases.make_case(session, NOW), cases.make_case(session, NOW)
            secret = cases.make_case(session, NOW, kind="secret")
            for number in (first.number, "D-26-AAAAA", "nonsense", secret.number):
                with pytest.raises(Refused):
                    close(session, first, maria, "duplicate", number)
            close(session, second, maria, "duplicate", first.number)
            with pytest.raises(Refused):
                close(session, first, maria, "duplicate", second.number)

    def test_when_the_first_is_taken_back_its_oldest_duplicate_goes_on(
        self, database: Database, maria: Viewer
    ) -> None:
        with database.write() as session:
            first, second, third = (cases.make_case(session, NOW, email=f"{name}@example.se") for name in "abc")
            close(session, second, maria, "duplicate", first.number)
            close(session, third, maria, "duplicate", first.number)
            following.withdraw(session, first, KIND, now=NOW)
            assert (second.is_open, second.duplicate_of_id, second.has_news) == (True, None, True)
            assert (third.is_open, third.duplicate_of_id) == (False, second.id)

    def test_a_duplicate_that_is_opened_again_follows_nobody(self, database: Database, maria: Viewer) -> None:
        with database.write() as session:
            first, second = (cases.make_case(session, NOW, email=f"{name}@example.se") for name in "ab")
            close(session, second, maria, "duplicate", first.number)
            following.reopen(session, second, KIND, words="", once=b"o" * 32, now=NOW)
            close(session, first, maria)
            assert letters_to(session, "b@example.se") == ["We know of it already."]


class TestNews:
    @staticmethod
    def last_event(session: Session, case: Case) -> int:
        return max(session.scalars(select(CaseEvent.id).where(CaseEvent.case_id == case.id)))

    @staticmethod
    def answer(session: Session, case: Case, by: Viewer, verb: str, seen: int | None) -> None:
        if verb == "reply":
            service.reply(session, case, words="Vi kommer", seen=seen, by=by, version=case.version, now=NOW)
        else:
            service.close(
                session, case, KIND, outcome="fixed", detail="", seen=seen, by=by, version=case.version, now=NOW
            )

    @pytest.mark.parametrize("verb", ["reply", "close"])
    def test_a_message_that_came_while_staff_wrote_stays_news(
        self, database: Database, maria: Viewer, verb: str
    ) -> None:
        with database.write() as session:
            case = cases.make_case(session, NOW)
            following.say(session, case, KIND, words="Mer", once=b"a" * 32, now=NOW)
            seen = self.last_event(session, case)
            following.say(session, case, KIND, words="Ännu mer", once=b"b" * 32, now=NOW)
            self.answer(session, case, maria, verb, seen)
            assert case.has_news

    @pytest.mark.parametrize("verb", ["reply", "close"])
    def test_an_answer_to_all_that_was_written_leaves_no_news(
        self, database: Database, maria: Viewer, verb: str
    ) -> None:
        with database.write() as session:
            case = cases.make_case(session, NOW)
            following.say(session, case, KIND, words="Mer", once=b"a" * 32, now=NOW)
            seen = self.last_event(session, case)
            service.note(session, case, words="Tittar", by=maria, now=NOW)
            following.add_voice(session, case, token_hash=b"v" * 32, language="sv", contact=None, now=NOW)
            self.answer(session, case, maria, verb, seen)
            assert not case.has_news

    def test_what_has_been_read_before_does_not_become_news_again(self, database: Database, maria: Viewer) -> None:
        with database.write() as session:
            case = cases.make_case(session, NOW)
            following.say(session, case, KIND, words="Mer", once=b"a" * 32, now=NOW)
            self.answer(session, case, maria, "reply", None)
            self.answer(session, case, maria, "reply", 0)
            assert not case.has_news

    def test_a_message_sent_at_the_same_moment_is_waited_for(self, database: Database, maria: Viewer) -> None:
        with database.write() as session:
            case = cases.make_case(session, NOW)
            following.say(session, case, KIND, words="Mer", once=b"a" * 32, now=NOW)
            seen, number = self.last_event(session, case), case.number

        def answer() -> None:
            with database.write() as session:
                found = queries.case_by_number(session, number)
                assert found
                self.answer(session, found, maria, "reply", seen)

        with ThreadPoolExecutor(1) as desk, database.write() as session:
            found = session.scalars(select(Case).where(Case.number == number).with_for_update()).one()
            following.say(session, found, KIND, words="Ännu mer", once=b"b" * 32, now=NOW)
            answered = desk.submit(answer)
            with suppress(TimeoutError):
                answered.result(0.2)
        answered.result(10)
        with database.read() as session:
            found = queries.case_by_number(session, number)
            assert found
            assert found.has_news


class TestTwoAtOnce:
    VERBS = {
        "assign": {"to": None, "to_name": ""},
        "hand_to_team": {"team": "streets"},
        "prioritise": {"priority": Priority.HIGH},
        "reply": {"words": "Hej"},
        "publish": {"heading": "Gungan", "photos": frozenset()},
        "unpublish": {},
        "share": {"team": "streets"},
        "take": {},
    }

    @pytest.mark.parametrize("verb", VERBS)
    def test_the_second_is_told(self, database: Database, maria: Viewer, verb: str) -> None:
        with database.write() as session:
            case = cases.make_case(session, NOW)
            do = getattr(service, verb)
            do(session, case, by=maria, version=1, now=NOW, **self.VERBS[verb])
            assert case.version == 2
            with pytest.raises(Conflict):
                do(session, case, by=maria, version=1, now=NOW, **self.VERBS[verb])

    def test_a_change_that_came_between_reading_and_writing_is_noticed(
        self, database: Database, maria: Viewer
    ) -> None:
        with database.write() as session:
            number = cases.make_case(session, NOW).number
        with database.read() as one:
            mine = one.scalars(select(Case).where(Case.number == number)).one()
            one.rollback()
            with database.write() as other:
                theirs = other.scalars(select(Case).where(Case.number == number)).one()
                service.prioritise(other, theirs, priority=Priority.HIGH, by=maria, version=1, now=NOW)
            with pytest.raises(Conflict):
                service.prioritise(one, mine, priority=Priority.LOW, by=maria, version=1, now=NOW)
            one.rollback()
        with database.read() as session:
            assert session.scalars(select(Case.priority)).one() is Priority.HIGH

    def test_a_note_overwrites_nothing(self, database: Database, maria: Viewer) -> None:
        with database.write() as session:
            case = cases.make_case(session, NOW)
            service.note(session, case, words="Ring Eva", by=maria, now=NOW)
            assert case.version == 1


STEPS = st.lists(
    st.sampled_from(["looking", "ordered", "waiting", "new", "close", "say", "reopen", "withdraw"]), max_size=12
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_the_case_is_whole(database: Database, steps: list[str]) -> None:
    with database.write() as session:
        by = staff.account(session, staff.viewer(Role.TRIAGE))
        case = cases.make_case(session, NOW)
        now = NOW
        for step in steps:
            now += timedelta(hours=7)
            with suppress(Refused, Conflict):
                happen(session, case, step, by, now)
            state = KIND.states[case.state]
            assert case.is_open == state.is_open
            assert (case.paused_at is not None) == state.pauses
            assert (case.closed_at is None) == state.is_open
            assert case.outcome is None or not state.is_open
            assert case.due_at
        session.rollback()


def happen(session: Session, case: Case, step: str, by: Viewer, now: datetime) -> None:
    """One of the things that staff or the reporter may do."""
    once = str(now).encode().ljust(32)
    given = {"by": by, "version": case.version, "now": now}
    if step == "close":
        service.close(session, case, KIND, outcome="fixed", detail="", **given)
    elif step == "say":
        following.say(session, case, KIND, words="Hej", once=once, now=now)
    elif step == "reopen":
        following.reopen(session, case, KIND, words="Nej", once=once, now=now)
    elif step == "withdraw":
        following.withdraw(session, case, KIND, now=now)
    else:
        service.move(session, case, KIND, to=step, **given)
