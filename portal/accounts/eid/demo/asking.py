"""What a client asks the simulated provider for, checked as a real one would (OpenID Connect Core 3.1.2)."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


class BadRequest(Exception):
    """The request is not one that the provider answers; the reason is for developers."""


@dataclass(frozen=True)
class Asked:
    """A checked request; every field goes round through the page that lists the persons."""

    client_id: str
    redirect_uri: str
    scope: str
    state: str
    nonce: str
    code_challenge: str
    code_challenge_method: str
    response_type: str
    acr_values: str
    ui_locales: str


def asked(given: Mapping[str, str], client_id: str, redirect_uris: Collection[str]) -> Asked:
    """The request in `given`; raises `BadRequest`."""
    found = Asked(**{name: given.get(name, "") for name in Asked.__dataclass_fields__})
    demands = {
        "client_id": found.client_id == client_id,
        "redirect_uri": found.redirect_uri in redirect_uris,
        "response_type": found.response_type == "code",
        "scope": "openid" in found.scope.split(),
        "state": bool(found.state),
        "nonce": bool(found.nonce),
        "code_challenge_method": found.code_challenge_method == "S256",
        "code_challenge": _CHALLENGE.fullmatch(found.code_challenge) is not None,
    }
    wrong = [name for name, is_met in demands.items() if not is_met]
    if wrong:
        raise BadRequest(", ".join(wrong))
    return found
