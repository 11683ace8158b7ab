"""The life of a sign as a table, and how names are searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reports.places import rules
from portal.reports.places.rules import MOVES, STATES, SignState, folded, plain, search_name, topics_of
from tests.factories.places import town

S = SignState


@pytest.mark.parametrize("state", S)
def test_every_state_has_words_and_moves(state: SignState) -> None:
    assert STATES[state].label
    assert STATES[state].action
    assert state in MOVES


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (S.ORDERED, {S.MOUNTED, S.RETIRED}),
        (S.MOUNTED, {S.DAMAGED, S.MISSING, S.RETIRED}),
        (S.DAMAGED, {S.MOUNTED, S.MISSING, S.RETIRED}),
        (S.MISSING, {S.MOUNTED, S.DAMAGED, S.RETIRED}),
        (S.RETIRED, set()),
    ],
)
def test_a_sign_goes_only_where_its_life_allows(state: SignState, to: set[SignState]) -> None:
    assert {other for other in S if rules.may_move(state, other)} == to
    assert set(rules.next_states(state)) == to


@given(st.lists(st.sampled_from(S), max_size=12))
def test_whatever_is_tried_nothing_leaves_retirement_and_nothing_is_ordered_twice(tries: list[SignState]) -> None:
    state, past = S.ORDERED, [S.ORDERED]
    for to in tries:
        if rules.may_move(state, to):
            state = to
            past.append(to)
    assert past.count(S.ORDERED) == 1
    assert S.RETIRED not in past[:-1]


def test_names_sort_in_swedish_order() -> None:
    names = ["Örtagården", "Zätabadet", "Ängö", "Åsbo", "Anna", "Älvan", "åsa"]
    assert sorted(names, key=folded) == ["Anna", "Zätabadet", "åsa", "Åsbo", "Älvan", "Ängö", "Örtagården"]


def test_a_name_is_found_with_and_without_dots_and_rings() -> None:
    kept = search_name("Ängö  Café", "Södra Öland")
    for typed in ("ängö", "ÄNGÖ", "A\u0308ngö", "café", "cafe", "öland"):
        assert folded(typed) in kept
    for typed in ("ango", "oland", "sodra"):
        assert plain(typed) in kept


@given(st.text(max_size=300))
def test_any_name_can_be_folded(text: str) -> None:
    assert len(search_name(text, text)) <= rules.SEARCH_LENGTH
    assert "\n" not in folded(text)


def test_a_place_offers_its_own_topics_else_those_of_its_type() -> None:
    municipality = town()
    assert [topic.code for topic in topics_of(municipality, "park", ["lamp", "gone"])] == ["lamp"]
    assert topics_of(municipality, "park", None) == municipality.topics_for("park")
    assert topics_of(municipality, "unheard-of", ["gone"]) == municipality.topics_for("other")
