"""Residents' sessions in the database, on both engines."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from portal.accounts.residents import Resident, queries, service
from portal.accounts.residents.models import ResidentSession, UsedAnswer
from portal.accounts.residents.rules import ABSOLUTE, IDLE, ResidentVisit
from portal.accounts.residents.service import AnswerUsedTwice
from portal.accounts.tidying import tidy
from portal.core.db import Database
from tests.factories.accounts import NOON
from tests.factories.residents import make_resident as resident


def admit(database: Database, who: Resident, replaces: str = "") -> str:
    old = service.token_hash(database.keyring, replaces) if replaces else None
    with database.write() as session:
        return service.admit(session, resident=who, now=NOON, replaces=old)


def visit(database: Database, token: str, after: timedelta = timedelta(0)) -> ResidentVisit | None:
    with database.read() as session:
        return queries.visit(session, service.token_hash(database.keyring, token), NOON + after)


def count(database: Database, model: type[ResidentSession] | type[UsedAnswer]) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_session_gives_back_the_person_it_was_begun_for(database: Database) -> None:
    who = resident(database)
    found = visit(database, admit(database, who))
    assert found is not None
    assert found.resident == who
    assert (found.seen_at, found.ends_at, found.expires_at) == (NOON, NOON + IDLE, NOON + ABSOLUTE)


def test_the_subject_key_is_the_same_each_time_and_tells_nothing(database: Database) -> None:
    who = resident(database)
    assert who.subject_key == service.subject_key(database.keyring, who.personnummer)
    assert len(who.subject_key) == 64
    assert who.subject_key != service.subject_key(database.keyring, "199001012385")
    assert who.personnummer not in who.subject_key


def test_another_token_finds_nobody(database: Database) -> None:
    token = admit(database, resident(database))
    for wrong in (token[:-1], token + "a", "", token.swapcase()):
        assert visit(database, wrong) is None


def test_a_new_session_ends_the_one_of_the_cookie_before_and_no_other(database: Database) -> None:
    who = resident(database)
    first, second = admit(database, who), admit(database, who)
    third = admit(database, who, replaces=first)
    assert [visit(database, token) is not None for token in (first, second, third)] == [False, True, True]


@pytest.mark.parametrize(("after", "is_there"), [(IDLE - timedelta(seconds=1), True), (IDLE, False)])
def test_a_session_that_lies_still_ends(database: Database, after: timedelta, *, is_there: bool) -> None:
    assert (visit(database, admit(database, resident(database)), after) is not None) is is_there


def test_staying_is_written_down_every_half_minute_at_most(database: Database) -> None:
    token = admit(database, resident(database))
    found = visit(database, token)
    assert found is not None
    service.stay(database, found, NOON + timedelta(seconds=29))
    assert visit(database, token).seen_at == NOON
    service.stay(database, found, NOON + timedelta(seconds=30))
    assert visit(database, token).seen_at == NOON + timedelta(seconds=30)


def test_a_session_that_was_ended_stays_ended(database: Database) -> None:
    token = admit(database, resident(database))
    found = visit(database, token)
    assert found is not None
    with database.write() as session:
        service.end_session(session, found)
        service.end_session(session, found)
    service.stay(database, found, NOON + timedelta(minutes=1))
    assert visit(database, token) is None


def test_all_sessions_of_one_person_can_be_ended(database: Database) -> None:
    who, other = resident(database), resident(database, "199001012385")
    tokens = [admit(database, who), admit(database, who), admit(database, other)]
    with database.write() as session:
        assert service.end_all_sessions(session, who.subject_key) == 2
    assert [visit(database, token) is not None for token in tokens] == [False, False, True]


def test_an_answer_is_taken_once(database: Database) -> None:
    service.take_answer(database, state="one", now=NOON)
    service.take_answer(database, state="two", now=NOON)
    with pytest.raises(AnswerUsedTwice):
        service.take_answer(database, state="one", now=NOON)


def test_the_worker_forgets_what_is_over(database: Database) -> None:
    admit(database, resident(database))
    service.take_answer(database, state="one", now=NOON)
    with database.write() as session:
        assert service.forget_sessions(session, NOON + timedelta(minutes=29)) == 0
        assert service.forget_sessions(session, NOON + timedelta(minutes=30)) == 1
    assert (count(database, ResidentSession), count(database, UsedAnswer)) == (0, 1)
    context = SimpleNamespace(database=database, now=NOON + timedelta(hours=1), done=lambda session: None)
    tidy(context, {})
    assert count(database, UsedAnswer) == 0
