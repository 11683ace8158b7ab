"""Six months in a row, then two years, then six months anew."""

import pytest
from hypothesis import given

from portal.forms.assistance.riksnorm import Month
from portal.forms.assistance.riksnorm.jobbstimulans import month_of_period
from tests.forms.assistance.riksnorm.making import GIVEN, MONTHS

START = Month(2023, 1)


def run(number: int, first: Month = START) -> list[Month]:
    """So many months in a row."""
    return [first.later(each) for each in range(number)]


@pytest.mark.parametrize(
    ("given_months", "asked", "number"),
    [
        (run(5), 5, None),
        (run(6), 5, None),
        (run(6), 6, 1),
        (run(6), 29, 24),
        (run(6), 30, None),
        (run(9), 12, 7),
        (run(30), 30, None),
        (run(36), 35, None),
        (run(36), 36, 1),
        (run(48), 40, 5),
    ],
)
def test_the_period_begins_when_six_months_are_full(
    given_months: list[Month], asked: int, number: int | None
) -> None:
    assert month_of_period(given_months, START.later(asked)) == number


def test_a_month_without_assistance_breaks_the_count() -> None:
    broken = [*run(5), *run(5, START.later(6))]
    assert month_of_period(broken, START.later(11)) is None
    assert month_of_period([*broken, START.later(11)], START.later(12)) == 1


def test_the_two_years_run_on_without_assistance() -> None:
    assert month_of_period(run(6), START.later(20)) == 15


def test_the_month_itself_and_later_ones_do_not_count() -> None:
    assert month_of_period(run(20), START.later(5)) is None


@given(GIVEN, MONTHS)
def test_order_and_repetition_change_nothing(given_months: tuple[Month, ...], month: Month) -> None:
    again = (*reversed(given_months), *given_months)
    assert month_of_period(again, month) == month_of_period(given_months, month)


@given(GIVEN, MONTHS)
def test_a_period_needs_six_months_given(given_months: tuple[Month, ...], month: Month) -> None:
    if month_of_period(given_months, month) is not None:
        assert len(set(given_months)) >= 6
