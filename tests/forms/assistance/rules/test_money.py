"""Amounts as people write them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.forms.assistance.rules import money
from portal.forms.assistance.rules.money import BadAmount, read_amount, shown_amount


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("1 234,50 kr", 123_450),
        ("1.234:-", 123_400),
        ("1234:50", 123_450),
        ("1,234.50", 123_450),
        ("1.234.567", 123_456_700),
        ("1 234", 123_400),
        ("1'234", 123_400),
        ("SEK 500", 50_000),
        ("500 kronor", 50_000),
        ("500,-", 50_000),
        ("12,5", 1_250),
        ("0", 0),
        ("0,05", 5),
        ("  7450  ", 745_000),
        ("7\N{NO-BREAK SPACE}450\N{NARROW NO-BREAK SPACE}kr", 745_000),
        ("١٢٣٤٫٥٠", 123_450),
        ("۷۴۵۰", 745_000),
    ],
)
def test_amounts_are_understood_as_they_are_written(text: str, ore: int) -> None:
    assert read_amount(text) == ore


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", money.UNREADABLE),
        ("sjutusen", money.UNREADABLE),
        ("1e9", money.UNREADABLE),
        ("1,2,3", money.UNREADABLE),
        ("1.2345", money.UNREADABLE),
        ("500 eller 600", money.UNREADABLE),
        ("NaN", money.UNREADABLE),
        ("²", money.UNREADABLE),
        ("-500", money.NEGATIVE),
        ("−500 kr", money.NEGATIVE),
        ("99999999999", money.TOO_LARGE),
        ("9" * 5000, money.TOO_LARGE),
    ],
)
def test_what_is_no_amount_is_refused_with_a_reason(text: str, words: str) -> None:
    with pytest.raises(BadAmount) as refused:
        read_amount(text)
    assert refused.value.words == words


def test_more_than_the_most_is_refused() -> None:
    assert read_amount("1000", 100_000) == 100_000
    with pytest.raises(BadAmount):
        read_amount("1000,01", 100_000)


@given(st.integers(0, money.MOST))
def test_what_we_show_is_read_as_the_same_amount(ore: int) -> None:
    assert read_amount(shown_amount(ore)) == ore


@given(st.text(max_size=60))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    with contextlib.suppress(BadAmount):
        assert 0 <= read_amount(text) <= money.MOST


def test_a_deficit_is_shown_with_a_real_minus() -> None:
    assert shown_amount(-150).startswith("\N{MINUS SIGN}1,50")
