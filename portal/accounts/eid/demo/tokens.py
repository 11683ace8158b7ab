"""The ID tokens of the simulated provider, signed with a key that each process makes for itself.

The token endpoint and the key set are asked within one process, so no key has to be shared.
"""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from portal.accounts.eid.demo.codes import Code
from portal.accounts.eid.id_token import NUMBER_CLAIMS
from portal.accounts.personnummer import is_coordination
from portal.accounts.population.simulated import demo_person
from portal.core.keys import Keyring
from portal.core.settings import Oidc

ALGORITHM = "ES256"
LIFETIME = timedelta(minutes=5)


def id_token(keyring: Keyring, oidc: Oidc, code: Code, now: datetime) -> str:
    """The signed token for the person whom `code` names."""
    from joserfc import jwt  # noqa: PLC0415 (slow to load; most workers never sign anybody in)

    claims = _claims(keyring, oidc, code, int(now.timestamp()))
    return jwt.encode({"alg": ALGORITHM, "kid": _key().kid}, claims, _key())


def key_set() -> dict[str, Any]:
    """The public key, as a JSON Web Key Set."""
    return {"keys": [_key().as_dict(private=False) | {"alg": ALGORITHM, "use": "sig"}]}


@cache
def _key() -> Any:
    from joserfc.jwk import ECKey  # noqa: PLC0415 (slow to load; most workers never sign anybody in)

    return ECKey.generate_key("P-256", auto_kid=True)


def _claims(keyring: Keyring, oidc: Oidc, code: Code, now: int) -> dict[str, Any]:
    person = demo_person(code.key)
    number = person["personnummer"]
    return {
        "iss": oidc.issuer,
        "aud": oidc.client_id,
        "sub": keyring.blind_index(number, "demo e-id subject").hex(),
        "iat": now,
        "auth_time": now,
        "exp": now + int(LIFETIME.total_seconds()),
        "nonce": code.nonce,
        "acr": code.acr,
        "name": person["name"],
        NUMBER_CLAIMS[is_coordination(number)]: number,
    }
