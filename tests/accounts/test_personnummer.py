"""Numbers of persons, with numbers of Skatteverket's series for tests alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.personnummer import age_on, born_on, is_coordination, normalised
from portal.accounts.population.simulated import demo_persons

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("199001012385", "199001012385"),
        ("19900101-2385", "199001012385"),
        ("900101-2385", "199001012385"),
        ("9001012385", "199001012385"),
        (" 900101 2385 ", "199001012385"),
        ("900101–2385", "199001012385"),
        ("٩٠٠١٠١-٢٣٨٥", "199001012385"),
        ("189001019802", None),
        ("190001019801", "190001019801"),
        ("000101+9801", "190001019801"),
        ("000229-2399", "200002292399"),
        ("202402292383", "202402292383"),
        ("202601612381", "202601612381"),
        ("260161-2381", "202601612381"),
        ("199001012386", None),
        ("19900101238", None),
        ("199002302385", None),
        ("209001012385", None),
        ("1990-01-01-2385", None),
        ("900101/2385", None),
        ("T90101-2385", None),
        ("", None),
        ("²90001012385", None),
    ],
)
def test_what_people_type_becomes_twelve_digits_or_nothing(typed: str, kept: str | None) -> None:
    assert normalised(typed, TODAY) == kept


def test_a_ten_digit_number_of_a_day_to_come_is_of_the_century_before() -> None:
    assert normalised("260101-2391", date(2025, 12, 31)) == normalised("192601012391", date(2025, 12, 31))


@given(st.text(max_size=20))
def test_no_text_is_an_error(text: str) -> None:
    found = normalised(text, TODAY)
    assert found is None or (len(found) == 12 and found.isascii() and found.isdigit())


@given(st.sampled_from([person["personnummer"] for person in demo_persons()]), st.integers(0, 11), st.integers(0, 9))
def test_one_wrong_digit_is_noticed(number: str, at: int, digit: int) -> None:
    changed = number[:at] + str(digit) + number[at + 1 :]
    if at >= 2 and changed != number:
        assert normalised(changed, TODAY) is None


def test_the_day_of_birth_is_read_from_both_kinds_of_number() -> None:
    assert born_on("199001012385") == date(1990, 1, 1)
    assert born_on("202601612381") == date(2026, 1, 1)
    assert is_coordination("202601612381")
    assert not is_coordination("199001012385")


@pytest.mark.parametrize(("today", "age"), [(date(2026, 12, 31), 36), (date(2027, 1, 1), 37), (date(1990, 1, 1), 0)])
def test_age_is_counted_in_whole_years(today: date, age: int) -> None:
    assert age_on(date(1990, 1, 1), today) == age


def test_who_is_born_on_a_leap_day_is_older_on_the_first_of_march() -> None:
    assert [age_on(date(2008, 2, 29), date(2026, 2, 28)), age_on(date(2008, 2, 29), date(2026, 3, 1))] == [17, 18]
