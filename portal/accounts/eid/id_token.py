"""Whether an ID token can be trusted, and who it names (OpenID Connect Core 3.1.3.7; RFC 8725).

Signed with a key of the provider and an algorithm that both of us allow, issued by it, for us, now, for this very
attempt, at a level that is good enough. Everything else is refused with its own reason.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.accounts.eid.attempt import Attempt
from portal.accounts.eid.refusals import EidRefused, Refusal
from portal.core.settings import Oidc

ALGORITHMS = ("RS256", "ES256")
LEEWAY_SECONDS = 60
NUMBER_CLAIMS = (
    "https://id.oidc.se/claim/personalIdentityNumber",
    "https://id.oidc.se/claim/coordinationNumber",
)
_REASONS = {"iss": Refusal.WRONG_ISSUER, "nonce": Refusal.WRONG_NONCE}


class UnknownKey(Exception):
    """No key of the set has the number that the token names; the provider may have changed its keys."""


@dataclass(frozen=True, repr=False)
class Claims:
    """What a trusted token says; `subject` is the provider's own name for the person."""

    subject: str
    said: Mapping[str, Any]

    def number(self) -> str | None:
        """The personnummer or samordningsnummer as the provider wrote it."""
        found = (self.said.get(name) for name in NUMBER_CLAIMS)
        return next((number for number in found if isinstance(number, str) and number), None)

    def name(self) -> str:
        """The person's name as far as the provider told it; empty when it did not."""
        parts = [self.said.get("given_name"), self.said.get("family_name")]
        whole = self.said.get("name") or " ".join(part for part in parts if isinstance(part, str))
        return whole if isinstance(whole, str) else ""


def trusted(
    token: str, *, keys: Mapping[str, Any], allowed: Collection[str], oidc: Oidc, attempt: Attempt, now: datetime
) -> Claims:
    """The claims of `token`; raises `EidRefused`, or `UnknownKey` when it is signed with a key not among `keys`."""
    header, claims = _signed(token, keys, [name for name in ALGORITHMS if name in allowed])
    _check_claims(header, claims, oidc, attempt, int(now.timestamp()))
    earliest = attempt.begun_at - LEEWAY_SECONDS
    if claims["iat"] < earliest:
        raise EidRefused(Refusal.UNTRUSTED)
    if isinstance(shown_at := claims.get("auth_time"), int | float) and shown_at < earliest:
        raise EidRefused(Refusal.STALE)
    if claims.get("acr") not in oidc.acr:
        raise EidRefused(Refusal.WRONG_LEVEL)
    return Claims(claims["sub"], claims)


def _signed(token: str, keys: Mapping[str, Any], algorithms: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    from joserfc import jwt  # noqa: PLC0415 (slow to load; most workers never sign anybody in)
    from joserfc.errors import InvalidKeyIdError, JoseError  # noqa: PLC0415
    from joserfc.jwk import KeySet  # noqa: PLC0415

    try:
        ours = {"keys": [key for key in keys.get("keys", ()) if key.get("kty") in {"RSA", "EC"}]}
        found = jwt.decode(token, KeySet.import_key_set(ours), algorithms=algorithms)  # type: ignore[arg-type]
    except InvalidKeyIdError:
        raise UnknownKey from None
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        raise EidRefused(Refusal.UNTRUSTED) from None
    return dict(found.header), dict(found.claims)


def _check_claims(header: dict[str, Any], claims: dict[str, Any], oidc: Oidc, attempt: Attempt, now: int) -> None:
    from authlib.oidc.core import CodeIDToken  # noqa: PLC0415 (slow to load; most workers never sign anybody in)
    from joserfc.errors import ClaimError, JoseError  # noqa: PLC0415

    options = {"iss": {"essential": True, "value": oidc.issuer}, "aud": {"essential": True, "value": oidc.client_id}}
    params = {"nonce": attempt.nonce, "client_id": oidc.client_id}
    try:
        CodeIDToken(claims, header, options, params).validate(now, LEEWAY_SECONDS)
    except ClaimError as error:
        raise EidRefused(_REASONS.get(error.claim, Refusal.UNTRUSTED)) from None
    except (JoseError, ValueError, TypeError):
        raise EidRefused(Refusal.UNTRUSTED) from None
