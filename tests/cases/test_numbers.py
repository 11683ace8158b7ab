"""The three numbers that never mix."""

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from portal.cases import numbers
from portal.core import codes
from portal.core.keys import Keyring

KEYRING = Keyring([b"e" * 32], b"i" * 32, b"s" * 32)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SENT = st.dictionaries(
    st.sampled_from(["words", "topic", "photos", "site"]), st.text() | st.lists(st.text()) | st.none()
)


@given(st.binary(min_size=16, max_size=16), SENT)
def test_the_same_form_gives_the_same_receipt(nonce: bytes, sent: dict[str, object]) -> None:
    one, other = (numbers.receipt_for(KEYRING, nonce, numbers.digest_of(dict(sent))) for _ in range(2))
    assert one == other
    assert numbers.read_receipt(one).code == one
    assert numbers.read_receipt(numbers.shown_receipt(one).lower()).code == one


@given(st.binary(min_size=16, max_size=16), SENT, SENT)
def test_other_words_or_another_form_give_another_receipt(
    nonce: bytes, one: dict[str, object], other: dict[str, object]
) -> None:
    first = numbers.receipt_for(KEYRING, nonce, numbers.digest_of(one))
    assert (first == numbers.receipt_for(KEYRING, nonce, numbers.digest_of(other))) == (one == other)
    assert first != numbers.receipt_for(KEYRING, nonce + b"x", numbers.digest_of(one))


def test_a_receipt_holds_eighty_bits_or_more() -> None:
    assert numbers.RECEIPT_DATA * 5 >= 80


@given(st.text(min_size=1, max_size=20), st.integers(0, 5))
def test_a_case_number_is_short_and_says_nothing_of_the_receipt(receipt: str, attempt: int) -> None:
    number = numbers.case_number(KEYRING, "F", receipt, NOW, attempt)
    assert re.fullmatch(r"F-26-[0-9A-Z]{5}", number)
    assert set(number[5:]) <= set(codes.ALPHABET)
    assert number != numbers.case_number(KEYRING, "F", receipt, NOW, attempt + 1)


def test_the_year_of_a_number_is_the_swedish_one() -> None:
    evening = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert numbers.case_number(KEYRING, "F", "x", evening).startswith("F-27-")


def test_letter_links_hold_128_random_bits() -> None:
    tokens = {numbers.new_letter_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) >= 22 for token in tokens)
