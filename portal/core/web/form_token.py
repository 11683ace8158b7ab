"""The public form token: signed, without cookie and database; CSRF guard and idempotency key at once.

It says purpose, place, time and a nonce. It is masked anew in every answer, so that a compressed page
never holds the same secret twice (BREACH).
"""

import base64
import binascii
import hmac
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from portal.core.keys import Keyring

NONCE_BYTES = 16
TIME_BYTES = 4
MAC_BYTES = 16
BODY_BYTES = NONCE_BYTES + TIME_BYTES
TOKEN_BYTES = BODY_BYTES + MAC_BYTES
LIFETIME = timedelta(hours=24)
SKEW = timedelta(minutes=5)


class BadToken(Exception):
    """The token was not made here, or not for this purpose and place."""


@dataclass(frozen=True)
class FormToken:
    """A token that was read and is genuine; `is_expired` says whether it is too old to create something new."""

    nonce: bytes
    issued_at: datetime
    is_expired: bool = False

    def age(self, now: datetime) -> timedelta:
        """How long ago the form was handed out."""
        return now - self.issued_at


class FormTokens:
    """Issues and reads tokens with a key of its own."""

    def __init__(self, keyring: Keyring) -> None:
        self._key = keyring.derive("form token")

    def issue(self, purpose: str, place: str, now: datetime) -> str:
        """A fresh token for the form of `purpose` at `place` (any text; empty when the form has no place)."""
        return self.show(FormToken(os.urandom(NONCE_BYTES), now), purpose, place)

    def show(self, token: FormToken, purpose: str, place: str) -> str:
        """The text form of `token`, masked anew."""
        body = token.nonce + int(token.issued_at.timestamp()).to_bytes(TIME_BYTES, "big")
        whole = body + self._mac(body, purpose, place)
        pad = os.urandom(TOKEN_BYTES)
        return base64.urlsafe_b64encode(pad + _xor(whole, pad)).decode().rstrip("=")

    def read(self, text: str, purpose: str, place: str, now: datetime) -> FormToken:
        """The genuine token in `text`, expired ones marked as such; raises `BadToken`."""
        whole = _unmask(text)
        body, mac = whole[:BODY_BYTES], whole[BODY_BYTES:]
        if not hmac.compare_digest(mac, self._mac(body, purpose, place)):
            raise BadToken
        issued_at = datetime.fromtimestamp(int.from_bytes(body[NONCE_BYTES:], "big"), UTC)
        if issued_at > now + SKEW:
            raise BadToken
        return FormToken(body[:NONCE_BYTES], issued_at, is_expired=now - issued_at > LIFETIME)

    def _mac(self, body: bytes, purpose: str, place: str) -> bytes:
        return hmac.digest(self._key, f"{purpose}\0{place}\0".encode() + body, "sha256")[:MAC_BYTES]


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _unmask(text: str) -> bytes:
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise BadToken from None
    if len(raw) != 2 * TOKEN_BYTES:
        raise BadToken
    return _xor(raw[TOKEN_BYTES:], raw[:TOKEN_BYTES])
