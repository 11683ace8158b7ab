"""What hangs on what, who answers for it, and what stands for a process that is no more."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.forms.complaint.rules.register import (
    Level,
    Node,
    NodeState,
    Register,
    level_above,
    level_below,
    matching,
    search_name,
)


def node(number: int, level: Level, above: int | None = None, **values: object) -> Node:
    made = Node(UUID(int=number), f"R{number}", level, {"sv": f"Namn {number}"}, UUID(int=above) if above else None)
    return replace(made, **values)  # type: ignore[arg-type]


def register(*changed: Node) -> Register:
    nodes = [
        node(1, Level.DEPARTMENT, team="buildings", owner_id=UUID(int=91)),
        node(2, Level.SERVICE, 1),
        node(3, Level.SERVICE, 1, team="streets"),
        node(4, Level.PROCESS, 2, owner_id=UUID(int=92)),
        node(5, Level.PROCESS, 2),
        node(6, Level.STEP, 4),
    ]
    return Register({one.id: one for one in [*nodes, *changed]})


def test_a_node_answers_to_the_nearest_team_and_owner_above() -> None:
    found = register()
    assert found.team_of(UUID(int=6)) == "buildings"
    assert found.team_of(UUID(int=3)) == "streets"
    assert found.owner_of(UUID(int=6)) == UUID(int=92)
    assert found.owner_of(UUID(int=5)) == UUID(int=91)


def test_the_path_leads_from_the_department_down() -> None:
    assert [one.ref for one in register().path(UUID(int=6))] == ["R1", "R2", "R4", "R6"]


def test_what_is_under_a_node_holds_itself_and_all_below() -> None:
    assert {one.int for one in register().under(UUID(int=2))} == {2, 4, 5, 6}


def test_a_closed_node_takes_what_hangs_on_it_out_of_use() -> None:
    found = register(node(2, Level.SERVICE, 1, state=NodeState.CLOSED))
    assert not found.is_in_use(UUID(int=6))
    assert found.is_in_use(UUID(int=3))
    assert [one.ref for one in found.below(UUID(int=1))] == ["R3"]
    assert [one.ref for one in found.below(UUID(int=1), active=False)] == ["R2", "R3"]


def test_a_merged_node_is_found_under_what_it_became() -> None:
    merged = {"state": NodeState.MERGED, "merged_into_id": UUID(int=5)}
    found = register(node(4, Level.PROCESS, 2, **merged))
    assert found.present(UUID(int=4)) == found.nodes[UUID(int=5)]
    assert found.present(UUID(int=99)) is None


def test_two_that_lead_to_each_other_end_somewhere() -> None:
    one = node(4, Level.PROCESS, 2, state=NodeState.MERGED, merged_into_id=UUID(int=5))
    other = node(5, Level.PROCESS, 2, state=NodeState.MERGED, merged_into_id=UUID(int=4))
    assert register(one, other).present(UUID(int=4)) in [one, other]


@pytest.mark.parametrize(
    ("moved", "above", "may"),
    [(4, 3, True), (4, 1, False), (4, 5, False), (4, None, False), (1, None, True), (1, 2, False), (6, 5, True)],
)
def test_a_node_hangs_on_the_level_above_alone(moved: int, above: int | None, *, may: bool) -> None:
    found = register()
    assert found.may_stand_below(found.nodes[UUID(int=moved)], UUID(int=above) if above else None) is may


@pytest.mark.parametrize(("one", "other", "may"), [(4, 5, True), (4, 4, False), (4, 2, False), (2, 3, True)])
def test_only_two_of_a_kind_can_be_merged(one: int, other: int, *, may: bool) -> None:
    found = register()
    assert found.may_merge(found.nodes[UUID(int=one)], found.nodes[UUID(int=other)]) is may


@pytest.mark.parametrize("level", list(Level))
def test_levels_follow_each_other(level: Level) -> None:
    below = level_below(level)
    assert below is None or level_above(below) is level


@pytest.mark.parametrize(("asked", "refs"), [("namn 4", ["R4"]), ("NAMN", 6), ("r5", ["R5"]), ("okänt", [])])
def test_a_search_finds_parts_of_names(asked: str, refs: object) -> None:
    found = [one.ref for one in matching(register(), asked)]
    assert found == refs or len(found) == refs


@given(st.dictionaries(st.sampled_from(["sv", "en", "ar"]), st.text(max_size=200)), st.text(max_size=40))
def test_any_name_can_be_searched(names: dict[str, str], ref: str) -> None:
    assert len(search_name(names, ref)) <= 400
