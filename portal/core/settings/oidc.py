"""The e-ID provider (OpenID Connect) as an operator names it; in the demo it is the portal's own simulated one."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

DEMO_PATH = "/demo-eid"
DEMO_CLIENT = "portal-demo"
LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3"
_NAMES = ("PORTAL_OIDC_ISSUER", "PORTAL_OIDC_CLIENT_ID", "PORTAL_OIDC_CLIENT_SECRET", "PORTAL_OIDC_ACR")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class Oidc:
    """The provider's issuer, our client there, and the levels of assurance (`acr`) that are good enough."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    acr: tuple[str, ...]

    def is_demo_of(self, base_url: str) -> bool:
        """True when this is the simulated provider of the portal at `base_url`."""
        return self.issuer == f"{base_url}{DEMO_PATH}"


def demo_oidc(base_url: str, secret_key: bytes) -> Oidc:
    """The simulated provider below the portal's own address."""
    secret = hmac.digest(secret_key, b"demo e-ID client", hashlib.sha256).hex()
    return Oidc(f"{base_url}{DEMO_PATH}", DEMO_CLIENT, secret, (LOA3,))


def read_oidc(text: Callable[[str], str | None], base_url: str, *, is_demo: bool) -> tuple[Oidc | None, list[str]]:
    """The provider that the variables name, None when they name none; and every fault in them as sentences."""
    given = {name: value for name in _NAMES if (value := text(name))}
    if not given:
        return None, []
    faults = [f"{name}: missing (all of PORTAL_OIDC_… or none)" for name in _NAMES if name not in given]
    issuer = given.get("PORTAL_OIDC_ISSUER", "")
    faults += _issuer_faults(issuer, base_url, is_demo=is_demo) if issuer else []
    levels = tuple(given.get("PORTAL_OIDC_ACR", "").replace(",", " ").split())
    secret = given.get("PORTAL_OIDC_CLIENT_SECRET", "")
    return Oidc(issuer, given.get("PORTAL_OIDC_CLIENT_ID", ""), secret, levels), faults


def _issuer_faults(issuer: str, base_url: str, *, is_demo: bool) -> list[str]:
    parts = urlsplit(issuer)
    if not is_demo and base_url and issuer.startswith(f"{base_url}{DEMO_PATH}"):
        return ["PORTAL_OIDC_ISSUER: the simulated e-ID is refused in production"]
    is_allowed = parts.scheme == "https" or (is_demo and parts.scheme == "http" and parts.hostname in _LOOPBACK)
    if not is_allowed or not parts.hostname or parts.query or parts.fragment:
        return ["PORTAL_OIDC_ISSUER: must be an https:// address without query, just as the provider writes it"]
    return []
