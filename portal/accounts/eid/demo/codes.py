"""The authorization codes of the simulated provider: sealed, good for a minute, so that no table is needed."""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from portal.accounts.eid.demo.asking import Asked
from portal.core.keys import BrokenSeal, Keyring

LIFETIME = timedelta(minutes=1)
_PLACE = b"demo e-id code"
_TEXT_MOST = 4000


@dataclass(frozen=True)
class Code:
    """Whom a code names and what it is bound to; `key` is that of a demo person, `id` differs for each."""

    id: str
    key: str
    acr: str
    nonce: str
    redirect_uri: str
    challenge: str
    until: float


def issue(keyring: Keyring, asked: Asked, *, key: str, acr: str, now: datetime) -> str:
    """A code for the demo person `key`, to be handed over by the browser."""
    until = (now + LIFETIME).timestamp()
    code = Code(secrets.token_hex(16), key, acr, asked.nonce, asked.redirect_uri, asked.code_challenge, until)
    return base64.urlsafe_b64encode(keyring.seal(json.dumps(asdict(code)).encode(), _PLACE)).decode()


def read(keyring: Keyring, text: str, *, redirect_uri: str, verifier: str, now: datetime) -> Code | None:
    """What `text` stands for; None when it is not ours, too old, or not for this address and verifier (RFC 7636)."""
    try:
        plain = keyring.open(base64.urlsafe_b64decode(text[:_TEXT_MOST]), _PLACE)
    except (BrokenSeal, ValueError, binascii.Error):
        return None
    code = Code(**json.loads(plain))
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    is_bound = code.redirect_uri == redirect_uri and hmac.compare_digest(digest, code.challenge)
    return code if is_bound and now.timestamp() < code.until else None
