"""Codes: whatever one hand does wrong is noticed, and one wrong character is found."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.core import codes

DATA = st.text(codes.ALPHABET, min_size=1, max_size=codes.MAX_LENGTH - codes.CHECKS)
SEPARATORS = " -–—.\u00a0\t"


@given(DATA)
def test_a_code_reads_as_itself(data: str) -> None:
    code = codes.encode(data)
    assert code.startswith(data)
    assert codes.read(code, len(code)) == codes.Reading(code)


@given(DATA, st.data())
def test_one_wrong_character_is_named_and_put_right(data: str, draw: st.DataObject) -> None:
    code = codes.encode(data)
    place = draw.draw(st.integers(0, len(code) - 1))
    other = draw.draw(st.sampled_from(codes.ALPHABET.replace(code[place], "")))
    reading = codes.read(code[:place] + other + code[place + 1 :], len(code))
    assert reading == codes.Reading(None, wrong_at=place + 1, suggestion=code)


@given(DATA, st.data())
def test_two_wrong_characters_never_pass(data: str, draw: st.DataObject) -> None:
    code = codes.encode(data)
    first, second = draw.draw(st.lists(st.integers(0, len(code) - 1), min_size=2, max_size=2, unique=True))
    typed = list(code)
    for place in (first, second):
        typed[place] = draw.draw(st.sampled_from(codes.ALPHABET.replace(code[place], "")))
    reading = codes.read("".join(typed), len(code))
    assert reading.code is None
    assert reading.suggestion != code


@given(DATA, st.data())
def test_two_letters_in_the_wrong_order_never_pass(data: str, draw: st.DataObject) -> None:
    code = codes.encode(data)
    place = draw.draw(st.integers(0, len(code) - 2))
    assume(code[place] != code[place + 1])
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert codes.read(swapped, len(code)).code is None


@given(DATA, st.data())
def test_case_dashes_and_look_alike_letters_are_forgiven(data: str, draw: st.DataObject) -> None:
    code = codes.encode(data)
    alike = {"0": "0Oo", "1": "1IiLl", "V": "VvUu"}
    letters = [draw.draw(st.sampled_from(alike.get(letter, letter + letter.lower()))) for letter in code]
    typed = "".join(letter + draw.draw(st.text(SEPARATORS, max_size=2)) for letter in letters)
    assert codes.read(typed, len(code)).code == code


@given(st.text(max_size=300), st.integers(3, codes.MAX_LENGTH))
def test_hostile_input_gives_a_reading_and_no_error(typed: str, length: int) -> None:
    reading = codes.read(typed, length)
    assert reading.code is None or codes.encode(reading.code[: -codes.CHECKS]) == reading.code


@given(st.binary(min_size=16, max_size=32), st.integers(1, 16))
def test_random_bytes_make_a_readable_code(raw: bytes, length: int) -> None:
    code = codes.from_bytes(raw, length)
    assert codes.read(code, length + codes.CHECKS).code == code


def test_a_letter_outside_the_alphabet_is_named_by_its_place() -> None:
    assert codes.read("AÅAA", 4) == codes.Reading(None, wrong_at=2)


def test_the_alphabet_has_no_letters_that_look_alike() -> None:
    assert set(string.ascii_uppercase) - set(codes.ALPHABET) == set("ILOU")
    assert len(set(codes.ALPHABET)) == 32


@pytest.mark.parametrize(("code", "shown"), [("ABCDEFGH", "ABCD-EFGH"), ("ABCDEF", "ABCD-EF"), ("", "")])
def test_a_code_is_shown_in_groups(code: str, shown: str) -> None:
    assert codes.grouped(code) == shown
