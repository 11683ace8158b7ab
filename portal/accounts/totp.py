"""The second factor: codes of six digits that change every 30 seconds (RFC 6238), and their QR picture."""

import base64
import hmac
import unicodedata
from dataclasses import dataclass
from datetime import datetime

import pyotp

from portal.core.keys import Keyring

STEP_SECONDS = 30
DIGITS = 6
SECRET_BYTES = 20
_NEIGHBOURS = (0, -1, 1)
_QUIET_ZONE = 4


@dataclass(frozen=True)
class QrPath:
    """A QR code as the data of one SVG path; `size` is the side of its view box, quiet zone included."""

    size: int
    path: str


def candidate_secret(keyring: Keyring, session_id: bytes) -> str:
    """The secret offered on the set-up page of a session; it stays the same until the session gets a new number.

    It is derived, not stored, so that showing the page changes nothing.
    """
    raw = hmac.digest(keyring.derive("totp candidate"), session_id, "sha256")[:SECRET_BYTES]
    return base64.b32encode(raw).decode()


def typed_code(text: str) -> str | None:
    """The six digits in `text` (spaces and any script's digits allowed), or None when it is something else."""
    kept = "".join(letter for letter in text[:40] if not letter.isspace())
    if len(kept) != DIGITS or not all(letter.isdecimal() for letter in kept):
        return None
    return "".join(str(unicodedata.decimal(letter)) for letter in kept)


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The 30-second step (of now, before or after) whose code this is, or None."""
    current = int(now.timestamp()) // STEP_SECONDS
    otp = pyotp.TOTP(secret)
    found = [step for step in _NEIGHBOURS if hmac.compare_digest(otp.generate_otp(current + step), code)]
    return current + found[0] if found else None


def address(secret: str, email: str, issuer: str) -> str:
    """The `otpauth://` address that an authenticator app reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def qr(text: str) -> QrPath:
    """`text` as a QR code, level M, one row of squares after the other."""
    import qrcode  # noqa: PLC0415 (it loads an image library; needed on one rare page alone)

    drawing = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=_QUIET_ZONE)
    drawing.add_data(text)
    rows = drawing.get_matrix()
    squares = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return QrPath(len(rows), "".join(squares))
