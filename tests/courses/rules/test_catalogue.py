"""How the catalogue sorts courses by length."""

import pytest

from portal.courses.rules.catalogue import Length, length_of


@pytest.mark.parametrize(
    ("seconds", "length"),
    [
        (0, Length.SHORT),
        (179.9, Length.SHORT),
        (180, Length.MEDIUM),
        (900, Length.MEDIUM),
        (900.1, Length.LONG),
    ],
)
def test_a_course_is_short_under_three_minutes_and_long_over_fifteen(seconds: float, length: Length) -> None:
    assert length_of(seconds) is length
