"""The tables of every kind fit together, and a table that does not is named."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.permissions import Permission
from portal.app import FEATURES, kinds_of
from portal.cases.kinds import Kind, Kinds, faults_of
from tests.factories import cases

REAL = list(kinds_of(FEATURES).values())
ALL = [*REAL, *cases.three_kinds().values()]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.slug)
class TestEveryKind:
    def test_its_tables_fit_together(self, kind: Kind) -> None:
        assert faults_of(kind) == []

    def test_its_permission_exists(self, kind: Kind) -> None:
        assert Permission(kind.permission)

    def test_an_outcome_is_one_move_from_every_open_state(self, kind: Kind) -> None:
        for code, state in kind.states.items():
            if state.is_open:
                assert any(kind.may_move(code, outcome.state) for outcome in kind.outcomes.values()), code

    def test_next_states_are_those_of_the_table(self, kind: Kind) -> None:
        for code in kind.states:
            assert {state.code for state in kind.next_states(code)} == set(kind.moves.get(code, ()))

    def test_a_state_that_waits_can_be_answered(self, kind: Kind) -> None:
        for code, state in kind.states.items():
            if state.pauses:
                assert kind.may_move(code, kind.answered_state)

    @given(data=st.data())
    def test_any_walk_stays_in_the_table_and_can_end(self, kind: Kind, data: st.DataObject) -> None:
        state = kind.first_state
        for _ in range(12):
            ways = sorted(kind.moves.get(state, ()))
            if not ways or not kind.states[state].is_open:
                break
            state = data.draw(st.sampled_from(ways))
        assert state in kind.states
        if kind.states[state].is_open:
            assert any(kind.may_move(state, outcome.state) for outcome in kind.outcomes.values())


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"first_state": "nowhere"}, "there is no state nowhere"),
        ({"moves": {"new": frozenset({"nowhere"})}}, "there is no state nowhere"),
        ({"first_state": "done"}, "a case begins in done"),
        ({"answered_state": "waiting"}, "a case begins in waiting"),
        ({"withdrawn_state": "done"}, "a case that was taken back looks like one that has ended"),
        ({"withdrawn_state": "new"}, "a case ends in the open state new"),
        ({"moves": {}}, "no way leads to the state ordered"),
        (
            {"moves": cases.kind().moves | {"waiting": frozenset()}},
            "no way leads from the state waiting to an outcome",
        ),
    ],
)
def test_a_table_that_does_not_fit_is_named(changes: dict[str, object], fault: str) -> None:
    kind = replace(cases.kind(), **changes)  # type: ignore[arg-type]
    assert fault in faults_of(kind)
    with pytest.raises(ValueError, match="dummy"):
        Kinds().add(kind)


def test_a_slug_or_a_prefix_is_given_once() -> None:
    kinds = cases.three_kinds()
    with pytest.raises(ValueError, match="exists already"):
        kinds.add(cases.kind("dummy", "X"))
    with pytest.raises(ValueError, match="exists already"):
        kinds.add(cases.kind("other", "D"))


def test_the_page_about_a_subject_is_an_address() -> None:
    kind = cases.kind(subject_page="/{language}/plats/{ref}")
    assert kind.page_about("K 1/2?", "ar") == "/ar/plats/K%201%2F2%3F"
    assert kind.page_about(None, "ar") is None
    assert not cases.kind().page_about("x", "ar")
