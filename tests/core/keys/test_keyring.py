"""The keyring: what is sealed opens in its own place alone, and keys can be changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.keys import BrokenSeal, Keyring

OLD, NEW, INDEX, SECRET = (letter * 32 for letter in (b"o", b"n", b"i", b"s"))
RING = Keyring([OLD], INDEX, SECRET)


@given(st.binary(max_size=300), st.binary(max_size=60))
def test_what_is_sealed_opens_again(plain: bytes, place: bytes) -> None:
    sealed = RING.seal(plain, place)
    assert RING.open(sealed, place) == plain
    assert len(sealed) == len(plain) + 33


@given(st.binary(min_size=1, max_size=40), st.data())
def test_one_changed_bit_breaks_the_seal(plain: bytes, draw: st.DataObject) -> None:
    sealed = bytearray(RING.seal(plain, b"place"))
    at = draw.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= 1 << draw.draw(st.integers(0, 7))
    with pytest.raises(BrokenSeal):
        RING.open(bytes(sealed), b"place")


@given(st.binary(max_size=60))
def test_rubbish_is_a_broken_seal_and_no_other_error(rubbish: bytes) -> None:
    with pytest.raises(BrokenSeal):
        RING.open(rubbish, b"place")


def test_a_value_cannot_be_moved_to_another_place() -> None:
    with pytest.raises(BrokenSeal):
        RING.open(RING.seal(b"name", b"row 1"), b"row 2")


def test_the_same_text_is_never_sealed_the_same_way_twice() -> None:
    assert RING.seal(b"name", b"row") != RING.seal(b"name", b"row")


def test_a_new_first_key_opens_the_old_and_seals_anew() -> None:
    both = Keyring([NEW, OLD], INDEX, SECRET)
    sealed = RING.seal(b"name", b"row")
    assert both.needs_rotation(sealed)
    again = both.reseal(sealed, b"row")
    assert not both.needs_rotation(again)
    assert Keyring([NEW], INDEX, SECRET).open(again, b"row") == b"name"


def test_a_key_that_left_the_ring_opens_nothing() -> None:
    with pytest.raises(BrokenSeal):
        Keyring([NEW], INDEX, SECRET).open(RING.seal(b"name", b"row"), b"row")


def test_an_index_differs_by_purpose_and_by_key() -> None:
    assert RING.blind_index("a@example.org", "e-mail") == RING.blind_index("a@example.org", "e-mail")
    assert RING.blind_index("a@example.org", "e-mail") != RING.blind_index("a@example.org", "phone")
    assert RING.blind_index("a", "e-mail") != Keyring([OLD], NEW, SECRET).blind_index("a", "e-mail")


def test_derived_keys_differ_by_purpose() -> None:
    assert RING.derive("form token") != RING.derive("receipt")
    assert len(RING.derive("receipt")) == 32


def test_its_repr_shows_no_key() -> None:
    assert repr(RING) == "<Keyring of 1 keys>"
