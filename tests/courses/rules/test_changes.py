"""Lines of the history."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.courses.rules.catalogue import Variant
from portal.courses.rules.changes import NAMES, Change, What


@given(
    st.builds(
        Change,
        st.sampled_from(What),
        st.integers(0, 12),
        st.sampled_from(["", "sv", "ar"]),
        st.none() | st.sampled_from(Variant),
    )
)
def test_a_change_is_read_as_it_was_written(change: Change) -> None:
    assert Change.read(change.written()) == change


@pytest.mark.parametrize("note", ["", "Korta del 1: den är lång", "words:x::", "a:b:c:d", "words:1:sv:bent"])
def test_what_people_wrote_is_no_change(note: str) -> None:
    assert Change.read(note) is None


def test_every_change_has_a_name() -> None:
    assert set(NAMES) == set(What)
