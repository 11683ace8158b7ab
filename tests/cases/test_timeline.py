"""The history in words: voices in a row are one line, and a case given to nobody says so."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cases import timeline
from portal.cases.models import Actor, CaseEvent, EventType
from portal.cases.timeline import Entry
from tests.factories import cases

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
KIND = cases.kind()
V, N, A = EventType.VOICE, EventType.NOTE, EventType.ASSIGNED


def history(*types: EventType, **data: str) -> list[CaseEvent]:
    return [
        CaseEvent(type=type_, at=NOW + timedelta(minutes=at), actor=Actor.REPORTER, data=data)
        for at, type_ in enumerate(types)
    ]


def lines(*types: EventType, **data: str) -> Iterator[str]:
    return (entry.title % entry.values for entry in timeline.entries(history(*types, **data), KIND))


def test_voices_in_a_row_are_one_line_with_the_moment_of_the_last() -> None:
    entries = timeline.entries(history(N, V, V, V, N, V), KIND)
    assert [entry.title % entry.values for entry in entries] == [
        "Internal note",
        "3 more have seen it",
        "Internal note",
        "One more has seen it",
    ]
    assert entries[1].moment == NOW + timedelta(minutes=3)


@given(st.lists(st.sampled_from([V, N, EventType.TEAM])))
def test_no_voice_is_lost_and_nothing_else_is_merged(types: list[EventType]) -> None:
    entries = timeline.entries(history(*types), KIND)
    assert sum(_voices(entry) for entry in entries) == types.count(V)
    assert sum(not _voices(entry) for entry in entries) == len(types) - types.count(V)
    assert not any(_voices(one) and _voices(next_) for one, next_ in pairwise(entries))


def _voices(entry: Entry) -> int:
    return int(entry.values.get("count", 0))


@pytest.mark.parametrize(("to", "said"), [("Olle Berg", "Given to Olle Berg"), ("", "Nobody works on it any more")])
def test_to_whom_a_case_was_given_is_never_left_empty(to: str, said: str) -> None:
    assert list(lines(A, to=to)) == [said]
