"""What stands in a staff member's cookies and forms; the database knows only keyed hashes of it."""

import base64
import binascii
import hmac
import os
import secrets
import uuid
from datetime import datetime

from portal.core.keys import Keyring

TOKEN_BYTES = 32
NONCE_BYTES = 16
MAC_BYTES = 16
TOKEN_TEXT_MOST = 200


def fresh_session_token() -> str:
    """256 random bits for the session cookie."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def session_id(keyring: Keyring, token: str) -> bytes:
    """Under what the session of `token` is kept."""
    return keyring.blind_index(token[:TOKEN_TEXT_MOST], "staff session")


def form_token(keyring: Keyring, session: bytes) -> str:
    """The token that every form of a session carries against cross-site requests; masked anew each time (BREACH)."""
    pad = os.urandom(MAC_BYTES)
    return _text(pad + _xor(_form_mac(keyring, session), pad))


def is_form_token(keyring: Keyring, session: bytes, text: str) -> bool:
    """True when `text` is a form token of this very session."""
    raw = _bytes(text, 2 * MAC_BYTES)
    return raw is not None and hmac.compare_digest(
        _xor(raw[:MAC_BYTES], raw[MAC_BYTES:]), _form_mac(keyring, session)
    )


def fresh_device_token(keyring: Keyring, account_id: uuid.UUID, password_changed_at: datetime) -> str:
    """A cookie saying that its browser signed in to the account before; good until the password changes."""
    nonce = os.urandom(NONCE_BYTES)
    return _text(nonce + _device_mac(keyring, nonce, account_id, password_changed_at))


def device_nonce(keyring: Keyring, text: str, account_id: uuid.UUID, password_changed_at: datetime) -> bytes | None:
    """What tells one known device from another, or None when `text` is no device token of this account."""
    raw = _bytes(text, NONCE_BYTES + MAC_BYTES)
    if raw is None:
        return None
    nonce, mac = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
    genuine = hmac.compare_digest(mac, _device_mac(keyring, nonce, account_id, password_changed_at))
    return nonce if genuine else None


def _form_mac(keyring: Keyring, session: bytes) -> bytes:
    return hmac.digest(keyring.derive("staff form token"), session, "sha256")[:MAC_BYTES]


def _device_mac(keyring: Keyring, nonce: bytes, account_id: uuid.UUID, password_changed_at: datetime) -> bytes:
    about = nonce + account_id.bytes + str(int(password_changed_at.timestamp())).encode()
    return hmac.digest(keyring.derive("staff device"), about, "sha256")[:MAC_BYTES]


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str, length: int) -> bytes | None:
    try:
        raw = base64.b64decode(text[:TOKEN_TEXT_MOST] + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    return raw if len(raw) == length else None
