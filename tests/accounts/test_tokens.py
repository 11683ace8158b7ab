import uuid
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts import recovery, tokens
from portal.core.keys import Keyring

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SESSION = b"s" * 32
FIXED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)


def test_a_session_token_has_256_bits_and_is_kept_as_a_keyed_hash(keyring: Keyring) -> None:
    token = tokens.fresh_session_token()
    assert len(token) >= 43
    assert len(tokens.session_id(keyring, token)) == 32
    assert token.encode() not in tokens.session_id(keyring, token)


def test_a_form_token_differs_each_time_and_is_good_for_its_session_alone(keyring: Keyring) -> None:
    first, second = tokens.form_token(keyring, SESSION), tokens.form_token(keyring, SESSION)
    assert first != second
    assert tokens.is_form_token(keyring, SESSION, first)
    assert tokens.is_form_token(keyring, SESSION, second)
    assert not tokens.is_form_token(keyring, b"t" * 32, first)


@FIXED
@given(st.text(max_size=120))
def test_nothing_typed_is_a_form_token(keyring: Keyring, text: str) -> None:
    assert not tokens.is_form_token(keyring, SESSION, text)


def test_a_device_is_known_to_its_account_until_the_password_changes(keyring: Keyring) -> None:
    account = uuid.uuid4()
    token = tokens.fresh_device_token(keyring, account, NOON)
    assert tokens.device_nonce(keyring, token, account, NOON) is not None
    assert tokens.device_nonce(keyring, token, uuid.uuid4(), NOON) is None
    assert tokens.device_nonce(keyring, token, account, NOON + timedelta(seconds=1)) is None
    assert tokens.device_nonce(keyring, "", account, NOON) is None


@FIXED
@given(st.text(max_size=120))
def test_nothing_typed_is_a_known_device(keyring: Keyring, text: str) -> None:
    assert tokens.device_nonce(keyring, text, uuid.UUID(int=1), NOON) is None


def test_recovery_codes_are_ten_and_forgive_case_spaces_and_look_alikes(keyring: Keyring) -> None:
    account, fresh = uuid.uuid4(), recovery.fresh_codes()
    assert len(set(fresh)) == 10
    kept = recovery.code_hash(keyring, account, fresh[0])
    assert kept is not None
    typed = f" {fresh[0].lower().replace('-', ' ').replace('0', 'o')} "
    assert recovery.code_hash(keyring, account, typed) == kept
    assert recovery.code_hash(keyring, uuid.uuid4(), fresh[0]) != kept
    assert recovery.code_hash(keyring, account, "no code") is None
