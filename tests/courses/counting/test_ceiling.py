"""A flood is turned away for a minute, whoever sends it."""

from portal.courses.counting.ceiling import Ceiling


def test_so_many_pass_in_a_minute_and_no_more() -> None:
    seconds = [0.0]
    ceiling = Ceiling(3, lambda: seconds[0])
    assert [ceiling.lets_through() for _ in range(5)] == [True, True, True, False, False]
    seconds[0] = 59.9
    assert not ceiling.lets_through()
    seconds[0] = 60.0
    assert ceiling.lets_through()


def test_it_remembers_a_number_and_a_time_alone() -> None:
    ceiling = Ceiling(3)
    ceiling.lets_through()
    kept = {name: value for name, value in vars(ceiling).items() if isinstance(value, int | float | str | bytes)}
    assert set(kept) == {"_most", "_began", "_number"}
