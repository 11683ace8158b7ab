"""A sign-in under way: what the browser keeps, sealed, between leaving for the e-ID and coming back.

`state` binds the answer to the browser, `nonce` the ID token to the attempt, `verifier` the code to us (RFC 7636).
Nothing of it is kept on the server until the answer is taken.
"""

import base64
import binascii
import hmac
import json
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from portal.core.keys import BrokenSeal, Keyring

LIFETIME = timedelta(minutes=10)
RANDOM_BYTES = 32
_PLACE = b"e-id attempt"
_TEXT_MOST = 4000


@dataclass(frozen=True)
class Attempt:
    """What must come back as it went out; `begun_at` in whole seconds, `next` the page that was wanted."""

    state: str
    nonce: str
    verifier: str
    redirect_uri: str
    next: str
    begun_at: int

    @classmethod
    def begin(cls, *, redirect_uri: str, next_page: str, now: datetime) -> "Attempt":
        """A fresh attempt with 256 random bits in each of its three secrets."""
        one, two, three = (secrets.token_urlsafe(RANDOM_BYTES) for _ in range(3))
        return cls(one, two, three, redirect_uri, next_page, int(now.timestamp()))

    def is_over(self, now: datetime) -> bool:
        """True when it was begun too long ago for its answer to be taken."""
        return not timedelta(0) <= now - datetime.fromtimestamp(self.begun_at, UTC) + timedelta(seconds=1) < LIFETIME

    def is_answered_by(self, state: str) -> bool:
        """True when an answer with `state` is the answer to this attempt."""
        return hmac.compare_digest(self.state.encode(), state.encode("utf-8", "surrogatepass"))

    def sealed(self, keyring: Keyring) -> str:
        """The text for the cookie."""
        plain = json.dumps(asdict(self), ensure_ascii=False).encode()
        return base64.urlsafe_b64encode(keyring.seal(plain, _PLACE)).decode()


def opened(text: str, keyring: Keyring) -> Attempt | None:
    """The attempt in a cookie; None when there is none or it is not of our making."""
    try:
        plain = keyring.open(base64.urlsafe_b64decode(text[:_TEXT_MOST]), _PLACE)
    except (BrokenSeal, ValueError, binascii.Error):
        return None
    return Attempt(**json.loads(plain))
