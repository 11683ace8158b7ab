"""What a measure gives back, and what may follow what."""

import pytest

from portal.cases.kinds import Kinds
from portal.forms.complaint.kind import KIND
from portal.forms.complaint.rules.answers import HARD_NAMES, WHO_NAMES, Hard, Who
from portal.forms.complaint.rules.work import (
    CAUSE_NAMES,
    GROUP_STATE_NAMES,
    MEASURE_MOVES,
    MEASURE_STATE_NAMES,
    SORTED_NAMES,
    Cause,
    Effort,
    GroupState,
    MeasureState,
    Sorted,
    minutes_given_back,
)


@pytest.mark.parametrize(
    ("before", "after", "times", "given"),
    [(90, 30, 100, 6000), (30, 45, 10, -150), (None, 30, 10, None), (30, None, 10, None), (30, 10, None, None)],
)
def test_what_a_measure_gives_back_a_year(
    before: int | None, after: int | None, times: int | None, given: int | None
) -> None:
    assert minutes_given_back(Effort(before), Effort(after), times) == given


def test_every_code_has_a_name() -> None:
    assert set(WHO_NAMES) == set(Who)
    assert set(HARD_NAMES) == set(Hard)
    assert set(SORTED_NAMES) == set(Sorted)
    assert set(CAUSE_NAMES) == set(Cause)
    assert set(GROUP_STATE_NAMES) == set(GroupState)
    assert set(MEASURE_STATE_NAMES) == set(MeasureState) == set(MEASURE_MOVES)


def test_every_measure_can_come_to_an_end() -> None:
    reached, fresh = {MeasureState.PROPOSED}, {MeasureState.PROPOSED}
    while fresh:
        fresh = {to for state in fresh for to in MEASURE_MOVES[state]} - reached
        reached |= fresh
    assert reached == set(MeasureState)


def test_the_kind_fits_together_and_lets_nobody_publish_its_words() -> None:
    Kinds().add(KIND)
    assert KIND.is_secret
    assert not {"publish", "unpublish", "team"} & KIND.actions
