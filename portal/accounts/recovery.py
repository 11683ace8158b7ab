"""Recovery codes: ten, each good once, for the day the phone is gone."""

import secrets
import uuid

from portal.accounts.rules import RECOVERY_CODES
from portal.core import codes
from portal.core.keys import Keyring

LETTERS = 10
LENGTH = LETTERS + codes.CHECKS
_RANDOM_BYTES = 7


def fresh_codes() -> list[str]:
    """Ten new codes of 50 random bits each, with check letters, as they are kept on paper."""
    raw = (codes.from_bytes(secrets.token_bytes(_RANDOM_BYTES), LETTERS) for _ in range(RECOVERY_CODES))
    return [codes.grouped(code) for code in raw]


def code_hash(keyring: Keyring, account_id: uuid.UUID, typed: str) -> bytes | None:
    """Under what a typed code is kept for an account; None when it cannot be a code at all."""
    code = codes.read(typed, LENGTH).code
    return None if code is None else keyring.blind_index(f"{account_id}:{code}", "staff recovery code")
