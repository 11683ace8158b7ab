"""The budget for public forms: quiet below it, dearer above it, never a limit by address."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cases import flood, following
from portal.cases.flood import FloodGate, has_worked, pressure_at, voices_since
from portal.core.db import Database
from tests.factories import cases

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@given(st.integers(0, 100_000), st.integers(1, 1000))
def test_it_is_quiet_below_the_budget_and_costs_a_bounded_work_above(count: int, budget: int) -> None:
    pressure = pressure_at(count, budget)
    assert pressure.is_on == (count >= budget)
    if pressure.is_on:
        assert flood.LEAST_BITS <= pressure.bits <= flood.MOST_BITS
        assert flood.LEAST_WAIT <= pressure.seconds <= flood.MOST_WAIT


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(1, 500))
def test_more_never_costs_less(one: int, other: int, budget: int) -> None:
    few, many = sorted((one, other))
    assert pressure_at(few, budget).bits <= pressure_at(many, budget).bits


def test_waiting_alone_lets_a_bounded_number_in() -> None:
    assert pressure_at(399, 100).may_wait
    assert not pressure_at(400, 100).may_wait


@given(st.text(max_size=60), st.text(max_size=30))
def test_a_made_up_answer_is_no_work(token: str, answer: str) -> None:
    assert not has_worked(token, answer, 60)


@pytest.mark.parametrize("answer", ["", "-1", "٣", "1" * 21, "x", " 1", "1\n"])
def test_an_answer_is_a_number_in_plain_digits(answer: str) -> None:
    assert not has_worked("token", answer, 0)


def test_work_is_bound_to_its_token() -> None:
    answer = next(str(number) for number in range(1 << 20) if has_worked("one", str(number), 12))
    assert not has_worked("other", answer, 12)


def test_voices_are_counted_apart_from_cases(database: Database) -> None:
    with database.write() as session:
        case = cases.make_case(session, NOW)
        for age in (10, 20, 90):
            token = age.to_bytes(32, "big")
            following.add_voice(
                session, case, token_hash=token, language="sv", contact=None, now=NOW - timedelta(seconds=age)
            )
    with database.read() as session:
        assert FloodGate(2, voices_since).pressure(session, NOW).is_on
        assert not FloodGate(3, voices_since).pressure(session, NOW).is_on
        assert not FloodGate(2).pressure(session, NOW).is_on


def test_the_gate_counts_the_last_minute_over_all_processes(database: Database) -> None:
    with database.write() as session:
        for age in (10, 20, 30, 90):
            cases.make_case(session, NOW - timedelta(seconds=age))
    with database.read() as session:
        assert FloodGate(3).pressure(session, NOW).is_on
        assert not FloodGate(4).pressure(session, NOW).is_on
