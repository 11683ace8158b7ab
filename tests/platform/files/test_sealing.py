"""Sealing in pieces: what comes out is what went in, at its own place, whole and in order."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.keys import BrokenSeal, Keyring
from portal.platform.files import sealing

KEYS = Keyring([b"e" * 32], b"i" * 32, b"s" * 32)


def sealed(plain: bytes, place: str = "here") -> list[bytes]:
    return list(sealing.sealed(KEYS, io.BytesIO(plain), len(plain), place))


@pytest.fixture(autouse=True, scope="module")
def _small_pieces() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "PIECE", 10)
        yield


@given(st.binary(max_size=65))
def test_what_was_sealed_is_opened_again(plain: bytes) -> None:
    assert sealing.opened(KEYS, b"".join(sealed(plain)), "here") == plain


@given(st.binary(min_size=11, max_size=65), st.data())
def test_no_piece_can_be_dropped_doubled_or_swapped(plain: bytes, data: st.DataObject) -> None:
    pieces = sealed(plain)
    other = data.draw(
        st.lists(st.sampled_from(pieces), max_size=len(pieces) + 1).filter(lambda found: found != pieces)
    )
    with pytest.raises(BrokenSeal):
        sealing.opened(KEYS, b"".join(other), "here")


@given(st.binary(min_size=1, max_size=40), st.integers(0, 200))
def test_nothing_can_be_cut_off_or_moved(plain: bytes, length: int) -> None:
    whole = b"".join(sealed(plain))
    with pytest.raises(BrokenSeal):
        sealing.opened(KEYS, whole, "there")
    with pytest.raises(BrokenSeal):
        sealing.opened(KEYS, whole[: min(length, len(whole) - 1)], "here")


def test_a_stream_that_ends_early_is_an_error() -> None:
    with pytest.raises(EOFError):
        list(sealing.sealed(KEYS, io.BytesIO(b"abc"), 5, "here"))
