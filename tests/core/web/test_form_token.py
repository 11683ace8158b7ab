"""The form token: genuine or refused, bound to purpose and place, never shown twice the same way."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.keys import Keyring
from portal.core.web.form_token import LIFETIME, SKEW, BadToken, FormTokens

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TOKENS = FormTokens(Keyring([b"e" * 32], b"i" * 32, b"s" * 32))


def test_a_token_comes_back_with_its_time() -> None:
    token = TOKENS.read(TOKENS.issue("report", "K7M4QX", NOW), "report", "K7M4QX", NOW + timedelta(minutes=3))
    assert token.issued_at == NOW
    assert token.age(NOW + timedelta(minutes=3)) == timedelta(minutes=3)
    assert not token.is_expired


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_token_holds_for_its_purpose_and_place_alone(purpose: str, place: str) -> None:
    text = TOKENS.issue("report", "here", NOW)
    if (purpose, place) != ("report", "here"):
        with pytest.raises(BadToken):
            TOKENS.read(text, purpose, place, NOW)


def test_every_showing_is_masked_anew_and_means_the_same() -> None:
    first = TOKENS.issue("report", "", NOW)
    token = TOKENS.read(first, "report", "", NOW)
    second = TOKENS.show(token, "report", "")
    assert first != second
    assert TOKENS.read(second, "report", "", NOW).nonce == token.nonce


def test_two_forms_never_share_a_nonce() -> None:
    nonces = {TOKENS.read(TOKENS.issue("report", "", NOW), "report", "", NOW).nonce for _ in range(200)}
    assert len(nonces) == 200


def test_an_old_token_is_genuine_but_expired() -> None:
    text = TOKENS.issue("report", "", NOW)
    assert not TOKENS.read(text, "report", "", NOW + LIFETIME).is_expired
    assert TOKENS.read(text, "report", "", NOW + LIFETIME + timedelta(seconds=1)).is_expired


def test_a_token_from_the_future_is_refused() -> None:
    text = TOKENS.issue("report", "", NOW)
    TOKENS.read(text, "report", "", NOW - SKEW)
    with pytest.raises(BadToken):
        TOKENS.read(text, "report", "", NOW - SKEW - timedelta(seconds=1))


@given(st.text(max_size=200))
def test_hostile_text_is_a_bad_token_and_no_other_error(text: str) -> None:
    with pytest.raises(BadToken):
        TOKENS.read(text, "report", "", NOW)


ONE = TOKENS.issue("report", "", NOW)


@given(st.data())
def test_one_changed_character_is_refused(draw: st.DataObject) -> None:
    at = draw.draw(st.integers(0, len(ONE) - 1))
    other = draw.draw(st.sampled_from([letter for letter in "AZaz09-_" if letter != ONE[at]]))
    with pytest.raises(BadToken):
        TOKENS.read(ONE[:at] + other + ONE[at + 1 :], "report", "", NOW)


def test_another_portal_s_token_is_refused() -> None:
    others = FormTokens(Keyring([b"e" * 32], b"i" * 32, b"x" * 32))
    with pytest.raises(BadToken):
        TOKENS.read(others.issue("report", "", NOW), "report", "", NOW)
