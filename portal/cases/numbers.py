"""The three numbers that never mix: case number, receipt, letter link."""

import hashlib
import json
import secrets
from datetime import datetime, timedelta
from typing import Any

from portal.cases.promise import STOCKHOLM
from portal.core import codes
from portal.core.keys import Keyring

RECEIPT_DATA = 18  # 90 random bits; 80 is the least (requirement: anonymous return key)
RECEIPT_LENGTH = RECEIPT_DATA + codes.CHECKS
NUMBER_LETTERS = 5
LINK_BYTES = 16
LINK_LIFETIME = timedelta(days=30)


def digest_of(sent: dict[str, Any]) -> bytes:
    """32 bytes that are the same for the same content and differ for other words, photos or choices."""
    return hashlib.sha256(json.dumps(sent, sort_keys=True, ensure_ascii=True).encode()).digest()


def receipt_for(keyring: Keyring, nonce: bytes, digest: bytes) -> str:
    """The receipt of what was sent with a form: the same again for a double press, another for other words."""
    raw = keyring.blind_index(nonce.hex() + digest.hex(), "receipt")
    return codes.from_bytes(raw, RECEIPT_DATA)


def receipt_hash(keyring: Keyring, receipt: str) -> bytes:
    """What is kept of a receipt, and what a case is found by."""
    return keyring.blind_index(receipt, "receipt hash")


def read_receipt(typed: str) -> codes.Reading:
    """How a typed receipt is understood; says nothing about whether the case exists."""
    return codes.read(typed, RECEIPT_LENGTH)


def shown_receipt(receipt: str) -> str:
    """A receipt as it is shown and printed: 7K4M-QX2P-…"""
    return codes.grouped(receipt)


def case_number(keyring: Keyring, prefix: str, receipt: str, opened_at: datetime, attempt: int = 0) -> str:
    """A short number such as F-26-4Q7KH; it gives no access, and another `attempt` gives another number."""
    raw = keyring.blind_index(f"{receipt}\0{attempt}", "case number")
    letters = codes.from_bytes(raw, NUMBER_LETTERS)[:NUMBER_LETTERS]
    return f"{prefix}-{opened_at.astimezone(STOCKHOLM):%y}-{letters}"


def new_letter_token() -> str:
    """A fresh token of 128 random bits for the link in one letter."""
    return secrets.token_urlsafe(LINK_BYTES)


def letter_hash(keyring: Keyring, token: str) -> bytes:
    """What is kept of a letter link's token."""
    return keyring.blind_index(token, "letter link")
