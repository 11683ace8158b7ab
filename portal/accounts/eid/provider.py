"""Talks to the e-ID provider: where to send the browser, and who the code names that it comes back with.

Every call ends after seconds, follows no redirect and uses no proxy. What the provider says about itself is kept for
an hour; a key that is not known yet is asked for once more, at most every half minute. A provider that was just down
is not asked again for some seconds, so that many who wait for it do not hold up everybody else.
"""

import threading
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from portal.accounts.eid import id_token
from portal.accounts.eid.attempt import Attempt
from portal.accounts.eid.id_token import Claims, UnknownKey
from portal.accounts.eid.refusals import EidRefused, Refusal
from portal.core.settings import Oidc

TIMEOUTS = (3.0, 6.0)
KEPT_SECONDS = 3600.0
KEYS_AGAIN_SECONDS = 30.0
AWAY_SECONDS = 10.0
SCOPES = (
    "openid",
    "profile",
    "https://id.oidc.se/scope/naturalPersonInfo",
    "https://id.oidc.se/scope/naturalPersonNumber",
)
_DISCOVERY = "/.well-known/openid-configuration"
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")
_OK = 200


class Provider:
    """One OpenID provider and what it said about itself; `transport` replaces the network (demo and tests)."""

    def __init__(self, oidc: Oidc, transport: Any = None) -> None:
        self.oidc = oidc
        self._transport = transport
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[float, dict[str, Any]]] = {}
        self._away: dict[str, float] = {}

    def authorization_url(self, attempt: Attempt, language: str) -> str:
        """Where the browser goes to show its e-ID; raises `EidRefused` when the provider does not answer."""
        about = self._about()
        offered = about.get("scopes_supported")
        scope = " ".join(name for name in SCOPES if offered is None or name in offered)
        url, _state = self._session(scope=scope, redirect_uri=attempt.redirect_uri).create_authorization_url(
            about["authorization_endpoint"],
            state=attempt.state,
            code_verifier=attempt.verifier,
            nonce=attempt.nonce,
            acr_values=" ".join(self.oidc.acr),
            prompt="login",
            ui_locales=language,
        )
        return str(url)

    def is_issuer(self, said: str | None) -> bool:
        """True when an answer's `iss` is this provider's; it may be missing where it never says it (RFC 9207)."""
        if said is None:
            return not self._about().get("authorization_response_iss_parameter_supported")
        return said == self.oidc.issuer

    def identify(self, attempt: Attempt, code: str, now: datetime) -> Claims:
        """Who the answer `code` to `attempt` names; raises `EidRefused`."""
        about = self._about()
        token = self._token(about, attempt, code)
        claims = self._claims(about, str(token.get("id_token", "")), attempt, now)
        if claims.number() is None and "userinfo_endpoint" in about:
            return self._completed(claims, about["userinfo_endpoint"], str(token.get("access_token", "")))
        return claims

    def _claims(self, about: Mapping[str, Any], token: str, attempt: Attempt, now: datetime) -> Claims:
        allowed = about.get("id_token_signing_alg_values_supported") or ["RS256"]
        given: dict[str, Any] = {"allowed": allowed, "oidc": self.oidc, "attempt": attempt, "now": now}
        try:
            return id_token.trusted(token, keys=self._fetched(about["jwks_uri"], KEPT_SECONDS), **given)
        except UnknownKey:
            newer = self._fetched(about["jwks_uri"], KEYS_AGAIN_SECONDS)
        try:
            return id_token.trusted(token, keys=newer, **given)
        except UnknownKey:
            raise EidRefused(Refusal.UNTRUSTED) from None

    def _completed(self, claims: Claims, address: str, access_token: str) -> Claims:
        said = self._json("GET", address, headers={"Authorization": f"Bearer {access_token}"})
        if said.get("sub") != claims.subject:
            raise EidRefused(Refusal.UNTRUSTED)
        return Claims(claims.subject, {**said, **claims.said})

    def _token(self, about: Mapping[str, Any], attempt: Attempt, code: str) -> dict[str, Any]:
        from authlib.integrations.base_client import OAuthError  # noqa: PLC0415 (half a second to load)
        from requests import RequestException  # noqa: PLC0415

        methods = about.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        method = "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post"
        session = self._session(redirect_uri=attempt.redirect_uri, token_endpoint_auth_method=method)
        try:
            token = session.fetch_token(
                about["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=attempt.verifier,
                allow_redirects=False,
                timeout=TIMEOUTS,
            )
        except OAuthError as error:
            is_old = error.error == "invalid_grant"
            raise EidRefused(Refusal.EXPIRED if is_old else Refusal.PROVIDER_AWAY) from None
        except (RequestException, ValueError):
            raise EidRefused(Refusal.PROVIDER_AWAY) from None
        return dict(token)

    def _about(self) -> dict[str, Any]:
        about = self._fetched(self.oidc.issuer.rstrip("/") + _DISCOVERY, KEPT_SECONDS)
        if about.get("issuer") != self.oidc.issuer:
            raise EidRefused(Refusal.WRONG_ISSUER)
        if not _is_usable(about, urlsplit(self.oidc.issuer).scheme):
            raise EidRefused(Refusal.PROVIDER_AWAY)
        return about

    def _fetched(self, address: str, longest: float) -> dict[str, Any]:
        with self._lock:
            at, kept = self._kept.get(address, (0.0, None))
            failed_at = self._away.get(address)
        if kept is not None and time.monotonic() - at < longest:
            return kept
        if failed_at is not None and time.monotonic() - failed_at < AWAY_SECONDS:
            raise EidRefused(Refusal.PROVIDER_AWAY)
        return self._fetched_now(address)

    def _fetched_now(self, address: str) -> dict[str, Any]:
        try:
            fresh = self._json("GET", address)
        except EidRefused:
            with self._lock:
                self._away[address] = time.monotonic()
            raise
        with self._lock:
            self._kept[address] = (time.monotonic(), fresh)
            self._away.pop(address, None)
        return fresh

    def _json(self, method: str, address: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
        from requests import RequestException  # noqa: PLC0415 (slow to load; most workers never sign anybody in)

        given = {"Accept": "application/json", **(headers or {})}
        try:
            answer = self._session().request(
                method, address, withhold_token=True, headers=given, allow_redirects=False, timeout=TIMEOUTS
            )
            said = answer.json() if answer.status_code == _OK else None
        except (RequestException, ValueError):
            said = None
        if not isinstance(said, dict):
            raise EidRefused(Refusal.PROVIDER_AWAY)
        return said

    def _session(self, **values: Any) -> Any:
        from authlib.integrations.requests_client import OAuth2Session  # noqa: PLC0415 (half a second to load)

        session = OAuth2Session(self.oidc.client_id, self.oidc.client_secret, code_challenge_method="S256", **values)
        session.trust_env = False
        if self._transport is not None:
            session.mount(self.oidc.issuer, self._transport)
        return session


def _is_usable(about: Mapping[str, Any], scheme: str) -> bool:
    """True when every address is there and as safe as the issuer's own, and PKCE is not ruled out."""
    there = [urlsplit(str(about[name])).scheme for name in _ENDPOINTS if name in about]
    has_all = all(name in about for name in _ENDPOINTS if name != "userinfo_endpoint")
    return has_all and set(there) == {scheme} and "S256" in about.get("code_challenge_methods_supported", ["S256"])
