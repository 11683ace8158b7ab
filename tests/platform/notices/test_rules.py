"""What a letter may hold."""

from datetime import timedelta

import pytest

from portal.platform.jobs.rules import pause_after
from portal.platform.notices import rules


def test_a_code_that_no_letter_has_is_refused() -> None:
    with pytest.raises(ValueError, match="receipt"):
        rules.checked_codes({"number": "A-1", "receipt": "7K4M"})


def test_codes_are_one_line_and_unset_ones_are_left_out() -> None:
    assert rules.checked_codes({"number": "A-1", "state": None, "place": " Vita\r\nSand "}) == {
        "number": "A-1",
        "place": "Vita Sand",
    }


@pytest.mark.parametrize("place", ["write to a@example.se", "x" * 200])
def test_a_place_that_is_no_name_is_left_out(place: str) -> None:
    assert rules.checked_codes({"place": place}) == {}


def test_the_attempts_last_for_at_least_48_hours_even_if_every_pause_is_the_shortest() -> None:
    pauses = (pause_after(attempt, 0) for attempt in range(1, rules.ATTEMPTS))
    assert sum(pauses, timedelta()) > timedelta(hours=48)
    assert not rules.is_too_late(timedelta(hours=48))
