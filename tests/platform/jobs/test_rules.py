"""The pauses between attempts."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.platform.jobs import rules


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_a_pause_is_never_longer_than_twelve_minutes_nor_shorter_than_a_second(attempts: int, chance: float) -> None:
    assert timedelta(seconds=1) < rules.pause_after(attempts, chance) <= timedelta(minutes=12)


@given(st.integers(1, 50))
def test_pauses_do_not_shrink(attempts: int) -> None:
    assert rules.pause_after(attempts, 0.5) <= rules.pause_after(attempts + 1, 0.5)


def test_the_first_pauses_double_from_two_seconds() -> None:
    assert [rules.pause_after(n, 0.5).total_seconds() for n in range(1, 5)] == [2, 4, 8, 16]
