"""Signing in with a password: one way and one time for all, slowed but never locked."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.accounts import passwords, queries, service
from portal.accounts.models import SignInGate, StaffSession
from portal.accounts.permissions import Permission, Role
from portal.accounts.rules import SessionState
from portal.core.db import Database
from tests.factories.accounts import NOON, PASSWORD, account, make_account, sign_in, visit

MINUTE = timedelta(minutes=1)


def test_the_right_password_begins_a_session_in_any_spelling_of_the_address(database: Database) -> None:
    make_account(database, Role.TRIAGE)
    found = visit(database, sign_in(database, " MARIA@kommun.example.org"))
    assert found is not None
    assert (found.state, found.viewer.name, found.viewer.initials) == (SessionState.FULL, "Maria Thorsell", "MT")
    assert found.viewer.may(Permission.SEE_QUEUE)
    assert not found.viewer.may(Permission.KEEP_ACCOUNTS)


def test_a_wrong_password_and_an_unknown_address_are_refused_in_the_same_words(database: Database) -> None:
    account_id = make_account(database)
    make_account(database, email="stangd@kommun.example.org")
    with database.write() as session:
        closed = queries.account_by_email(session, "stangd@kommun.example.org")
        assert closed is not None
        closed.is_active = False
    answers = set()
    for email, password in (
        ("maria@kommun.example.org", "tre ledsna ankor"),
        ("nobody@kommun.example.org", PASSWORD),
        ("stangd@kommun.example.org", PASSWORD),
    ):
        with pytest.raises(service.WrongSignIn) as refused:
            sign_in(database, email, password=password)
        answers.add((str(refused.value), refused.value.status, type(refused.value)))
    assert len(answers) == 1
    assert account(database, account_id).signed_in_at is None


def test_an_unknown_address_is_compared_with_a_hash_of_the_same_cost(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_account(database)
    compared: list[str] = []

    class Watched:
        def verify(self, stored: str, password: str) -> bool:
            compared.append(stored.rsplit("$", 2)[0])
            return passwords.PasswordHasher().verify(stored, password)

    monkeypatch.setattr(passwords, "HASHER", Watched())
    for email in ("maria@kommun.example.org", "nobody@kommun.example.org"):
        with pytest.raises(service.WrongSignIn):
            sign_in(database, email, password="wrong")
    assert len(compared) == 2
    assert len(set(compared)) == 1


def test_an_unknown_address_leaves_the_same_traces_as_a_known_one(database: Database) -> None:
    make_account(database)
    for email in ("maria@kommun.example.org", "nobody@kommun.example.org"):
        with pytest.raises(service.WrongSignIn):
            sign_in(database, email, password="wrong")
    with database.read() as session:
        gates = session.execute(select(SignInGate.tries, SignInGate.tried_at, SignInGate.slow_until)).all()
        assert len(gates) == 2
        assert len(set(gates)) == 1


@pytest.mark.parametrize("email", ["maria@kommun.example.org", "nobody@kommun.example.org"])
def test_tries_are_slowed_alike_for_known_and_unknown_addresses(database: Database, email: str) -> None:
    make_account(database)
    for _ in range(5):
        with pytest.raises(service.WrongSignIn):
            sign_in(database, email, password="wrong")
    with pytest.raises(service.TooManyTries) as slowed:
        sign_in(database, email)
    assert slowed.value.seconds == 1
    with pytest.raises(service.WrongSignIn):
        sign_in(database, email, password="wrong", now=NOON + timedelta(seconds=1))


def test_after_the_wait_the_right_password_lets_in_and_forgets_the_tries(database: Database) -> None:
    make_account(database)
    for _ in range(5):
        with pytest.raises(service.WrongSignIn):
            sign_in(database, password="wrong")
    sign_in(database, now=NOON + timedelta(seconds=1))
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(SignInGate)) == 0


def test_nobody_can_lock_a_colleague_out_of_the_browser_they_use(database: Database) -> None:
    make_account(database)
    known = sign_in(database).device
    assert known
    now = NOON
    for _ in range(12):
        now += MINUTE
        with pytest.raises(service.WrongSignIn):
            sign_in(database, password="guess", now=now)
    with pytest.raises(service.TooManyTries):
        sign_in(database, now=now)
    assert sign_in(database, device=known, now=now).state is SessionState.FULL


def test_a_known_browser_is_slowed_on_its_own(database: Database) -> None:
    make_account(database)
    known = sign_in(database).device
    assert known
    for _ in range(5):
        with pytest.raises(service.WrongSignIn):
            sign_in(database, device=known, password="wrong")
    with pytest.raises(service.TooManyTries):
        sign_in(database, device=known)
    assert sign_in(database).state is SessionState.FULL


def test_one_account_slowed_slows_no_other(database: Database) -> None:
    make_account(database)
    make_account(database, email="anders@kommun.example.org", name="Anders Lindqvist")
    for _ in range(5):
        with pytest.raises(service.WrongSignIn):
            sign_in(database, password="wrong")
    assert sign_in(database, "anders@kommun.example.org").state is SessionState.FULL


def test_tries_at_the_same_time_cannot_slip_past_the_count(database: Database) -> None:
    make_account(database)
    outcomes: list[type[Exception]] = []

    def guess() -> None:
        try:
            sign_in(database, password="wrong")
        except service.WrongSignIn as wrong:
            outcomes.append(type(wrong))
        except (service.TooManyTries, passwords.Busy) as slowed:
            outcomes.append(type(slowed))

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(outcomes) == 12
    assert outcomes.count(service.WrongSignIn) <= 5


def test_a_demo_account_is_never_let_into_production(database: Database) -> None:
    make_account(database, Role.ADMIN, email="admin@demo.example")
    admission = sign_in(database, "admin@demo.example")
    with pytest.raises(service.WrongSignIn):
        sign_in(database, "admin@demo.example", is_demo=False)
    assert visit(database, admission, is_demo=False) is None


def test_a_temporary_password_that_was_never_used_ends(database: Database) -> None:
    make_account(database, is_temporary=True)
    assert sign_in(database, now=NOON + timedelta(days=6)).state is SessionState.PASSWORD
    with pytest.raises(service.WrongSignIn):
        sign_in(database, now=NOON + timedelta(days=7))


def test_a_hash_of_old_parameters_is_made_anew(database: Database) -> None:
    account_id = make_account(database)
    weak = passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with database.write() as session:
        kept = queries.account_by_id(session, account_id)
        assert kept is not None
        kept.password_hash = weak
    sign_in(database)
    assert not passwords.is_outdated(account(database, account_id).password_hash)
    assert sign_in(database).state is SessionState.FULL


def test_a_password_changed_while_we_reckoned_lets_nobody_in(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    account_id = make_account(database)

    def slow_match(stored: str | None, _password: str) -> bool:
        with database.write() as session:
            kept = queries.account_by_id(session, account_id)
            assert kept is not None
            kept.password_hash = "another"
        return stored is not None

    monkeypatch.setattr(passwords, "matches", slow_match)
    with pytest.raises(service.WrongSignIn):
        sign_in(database)


def test_the_session_that_the_browser_had_before_ends(database: Database) -> None:
    make_account(database)
    before = sign_in(database)
    old = visit(database, before)
    assert old is not None
    sign_in(database, replaces=old.session_id)
    assert visit(database, before) is None
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(StaffSession)) == 1
