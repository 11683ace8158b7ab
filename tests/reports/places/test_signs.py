"""Codes: made, read, forgiven."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.codes import ALPHABET
from portal.reports.places import signs
from portal.reports.places.signs import NoCodeLeft, address, code_for, new_code, read_sign_code, shown


@given(st.integers(0, 10**6))
def test_a_code_reads_as_itself_however_it_is_written(seed: int) -> None:
    code = code_for(str(seed), ())
    written = (code, shown(code), f" {code.lower()} ", code.replace("0", "o").replace("1", "l"))
    assert all(read_sign_code(typed).code == code for typed in written)
    assert code_for(str(seed), ()) == code


@given(st.integers(0, 10**6), st.integers(0, signs.SIGN_LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_named_and_put_right(seed: int, at: int, letter: str) -> None:
    code = code_for(str(seed), ())
    typed = code[:at] + letter + code[at + 1 :]
    reading = read_sign_code(typed)
    if typed == code:
        assert reading.code == code
    else:
        assert (reading.code, reading.wrong_at, reading.suggestion) == (None, at + 1, code)


@given(st.text(max_size=400))
def test_whatever_is_typed_gives_a_reading(typed: str) -> None:
    reading = read_sign_code(typed)
    assert reading.code is None or len(reading.code) == signs.SIGN_LENGTH


def test_each_half_of_a_code_holds_a_digit_so_that_it_spells_nothing() -> None:
    codes = {new_code(()) for _ in range(500)}
    assert all(any(sign.isdigit() for sign in half) for code in codes for half in (code[:3], code[3:]))


def test_a_code_is_never_given_twice() -> None:
    taken: set[str] = set()
    for _ in range(300):
        code = new_code(taken)
        assert code not in taken
        taken.add(code)


def test_when_every_code_is_taken_it_is_said() -> None:
    class Everything(set[str]):
        def __contains__(self, code: object) -> bool:
            return True

    with pytest.raises(NoCodeLeft):
        new_code(Everything())


def test_a_code_is_shown_in_two_groups_and_leads_to_an_address() -> None:
    assert shown("K7M4QX") == "K7M-4QX"
    assert address("https://portal.kalmar.example/", "K7M4QX") == "https://portal.kalmar.example/s/K7M4QX"
