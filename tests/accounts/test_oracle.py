"""Whoever guesses learns nothing: a known and an unknown address cost the same work and get the same bytes (R-20).

The work is counted, not timed, so that a busy machine cannot decide: hashes reckoned and their cost, statements sent.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from argon2 import PasswordHasher, extract_parameters
from flask import Flask
from sqlalchemy.event import listen

from portal.accounts import passwords, queries
from portal.accounts.permissions import Role
from portal.core.db import Database
from portal.core.settings import Settings
from tests.factories import accounts
from tests.factories.accounts import PASSWORD, Browser

KNOWN, CLOSED, UNKNOWN = (f"{name}@kommun.example.org" for name in ("maria", "carla", "nobod"))
TRIES = 8
"""Enough to be slowed down, which has to happen alike."""


@dataclass
class Work:
    """What was done: the cost of each hash that was compared, the kind of each statement that was sent."""

    hashes: list[tuple[int, int, int]] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)


class CountingHasher(PasswordHasher):
    """Argon2 as before, and a note of each comparison's cost."""

    def __init__(self, work: Work) -> None:
        super().__init__(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._work = work

    def verify(self, hash: Any, password: Any) -> Any:  # noqa: A002 (the name it overrides)
        cost = extract_parameters(hash)
        self._work.hashes.append((cost.time_cost, cost.memory_cost, cost.parallelism))
        return super().verify(hash, password)


@pytest.fixture
def app(settings: Settings, database_url: str, database: Database) -> Iterator[Flask]:
    accounts.make_account(database, Role.TRIAGE, email=KNOWN)
    closed = accounts.make_account(database, Role.TRIAGE, email=CLOSED, name="Carla Ek")
    with database.write() as session:
        account = queries.account_by_id(session, closed)
        assert account is not None
        account.is_active = False
    made = accounts.make_app(settings, database_url)
    yield made
    accounts.close(made)


@pytest.fixture
def work(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Work:
    done = Work()
    monkeypatch.setattr(passwords, "HASHER", CountingHasher(done))
    engine = app.extensions["portal"].database.engine
    listen(engine, "before_cursor_execute", lambda *given: done.statements.append(given[2]))
    return done


def guesses(app: Flask, work: Work, email: str, password: str) -> list[tuple[Work, int, str]]:
    """What each of several tries in a row cost and got, without the address typed."""
    found = []
    for _ in range(TRIES):
        work.hashes, work.statements = [], []
        answer = Browser(app).sign_in(email, password)
        page = re.sub(r"\d+ seconds?", "", answer.get_data(as_text=True).replace(email, ""))
        found.append((Work(work.hashes, work.statements), answer.status_code, page))
    return found


@pytest.mark.parametrize(
    ("email", "password"), [(KNOWN, "fel lösenord"), (CLOSED, PASSWORD), (CLOSED, "fel lösenord")]
)
def test_a_wrong_sign_in_costs_and_gets_the_same_whoever_is_named(
    app: Flask, work: Work, email: str, password: str
) -> None:
    for theirs, nobodys in zip(
        guesses(app, work, email, password), guesses(app, work, UNKNOWN, password), strict=True
    ):
        assert theirs == nobodys


def test_every_try_that_is_let_through_is_compared_once_at_full_cost(app: Flask, work: Work) -> None:
    tried = guesses(app, work, UNKNOWN, PASSWORD)
    compared = [cost.hashes for cost, status, _ in tried if status != 429]
    assert compared
    assert all(hashes == [(2, 19 * 1024, 1)] for hashes in compared)
    assert all(cost.hashes == [] for cost, status, _ in tried if status == 429)


def test_the_right_password_is_compared_as_often_as_a_wrong_one(app: Flask, work: Work) -> None:
    assert Browser(app).sign_in(KNOWN, PASSWORD).status_code == 303
    right = list(work.hashes)
    work.hashes.clear()
    assert Browser(app).sign_in(KNOWN, "fel lösenord").status_code != 303
    assert right == work.hashes


def test_the_count_notices_work_that_is_left_out(app: Flask, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    matches: Callable[[str | None, str], bool] = passwords.matches
    monkeypatch.setattr(passwords, "matches", lambda stored, password: bool(stored) and matches(stored, password))
    assert guesses(app, work, KNOWN, "fel")[0] != guesses(app, work, UNKNOWN, "fel")[0]
