"""A made-up OpenID provider that can be told to misbehave in every way; it answers without a network."""

import base64
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey
from requests import ConnectionError as NoConnection
from requests import PreparedRequest, Response
from werkzeug.test import TestResponse

from portal.core import clock
from portal.core.settings import Oidc
from portal.core.settings.oidc import LOA3
from tests.factories.residents import SignedIn

ISSUER = "https://eid.example"
NUMBER = "199103142387"
NUMBER_CLAIM = "https://id.oidc.se/claim/personalIdentityNumber"
OIDC = Oidc(ISSUER, "portal", "hemligt", (LOA3,))


class FakeProvider:
    """A provider of one person; its attributes are what a test changes before the browser comes back."""

    def __init__(self) -> None:
        self.key: Any = ECKey.generate_key("P-256", auto_kid=True)
        self.published: list[Any] = [self.key]
        self.header: dict[str, Any] = {"alg": "ES256"}
        self.claims: dict[str, Any] = {}
        self.about: dict[str, Any] = {}
        self.userinfo: dict[str, Any] | None = None
        self.make_token: Callable[[dict[str, Any]], str] = self._signed
        self.token_answer: tuple[int, Any] | None = None
        self.is_down = False
        self.silent_paths: set[str] = set()
        self.asked: dict[str, str] = {}
        self.calls: list[str] = []
        self.token_request: dict[str, str] = {}
        self.network: list[dict[str, Any]] = []

    def send(self, request: PreparedRequest, **network: Any) -> Response:
        path = urlsplit(request.url).path
        self.calls.append(path)
        self.network.append(network)
        if self.is_down or path in self.silent_paths:
            raise NoConnection
        answers = {
            "/.well-known/openid-configuration": self._about,
            "/jwks": lambda _: (200, {"keys": [key.as_dict(private=False) for key in self.published]}),
            "/token": self._token,
            "/userinfo": lambda _: (200, self.userinfo) if self.userinfo is not None else (404, {}),
        }
        status, said = answers[path](request)
        answer = Response()
        answer.status_code, answer.url, answer.request = status, request.url, request
        answer._content = said.encode() if isinstance(said, str) else json.dumps(said).encode()
        return answer

    def close(self) -> None:
        """Nothing is held open."""

    def id_claims(self) -> dict[str, Any]:
        """What the ID token says, the test's changes included; None takes a claim away."""
        now = int(clock.now().timestamp())
        right = {
            "iss": ISSUER,
            "aud": "portal",
            "sub": "person-1",
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "nonce": self.asked["nonce"],
            "acr": LOA3,
            "name": "Amina W",
            NUMBER_CLAIM: NUMBER,
        }
        return {name: value for name, value in (right | self.claims).items() if value is not None}

    def _about(self, _request: PreparedRequest) -> tuple[int, dict[str, Any]]:
        right = {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/authorize",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/jwks",
            "id_token_signing_alg_values_supported": ["ES256", "RS256", "none", "HS256"],
        }
        return 200, {name: value for name, value in (right | self.about).items() if value is not None}

    def _token(self, request: PreparedRequest) -> tuple[int, Any]:
        self.token_request = dict(parse_qsl(str(request.body))) | {"auth": str(request.headers["Authorization"])}
        if self.token_answer is not None:
            return self.token_answer
        return 200, {"access_token": "at", "token_type": "Bearer", "id_token": self.make_token(self.id_claims())}

    def _signed(self, claims: dict[str, Any]) -> str:
        header = {"kid": self.key.kid} | self.header
        return jwt.encode(header, claims, self.key, algorithms=[str(self.header["alg"])])


def unsigned(claims: dict[str, Any]) -> str:
    """A token of the algorithm `none`."""
    parts = ({"alg": "none"}, claims)
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts) + "."


def signed_with_a_secret(claims: dict[str, Any]) -> str:
    """A token signed with a secret that both sides know."""
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key("hemligt" * 8), algorithms=["HS256"])


class Traveller:
    """A browser on its way to the made-up provider and back."""

    def __init__(self, browser: SignedIn, provider: FakeProvider) -> None:
        self.browser = browser
        self.provider = provider

    def leave(self, next_page: str = "") -> TestResponse:
        """Begin; the provider remembers what it was asked."""
        answer = self.browser.get(f"/en/logga-in/borja?next={next_page}" if next_page else "/en/logga-in/borja")
        if answer.location:
            self.provider.asked = dict(parse_qsl(urlsplit(answer.location).query))
        return answer

    def come_back(self, **said: str | None) -> TestResponse:
        """Come back with the right code and state, or with what `said` changes."""
        right = {"code": "abc", "state": self.provider.asked.get("state", "")} | said
        query = {name: value for name, value in right.items() if value is not None}
        return self.browser.get("/en/eid/svar", query_string=query)

    def go(self, **said: str | None) -> TestResponse:
        """There and back."""
        self.leave()
        return self.come_back(**said)

    def name(self) -> str:
        """Who is signed in now, after the page of signing out; empty for nobody."""
        page = self.browser.get("/en/logga-ut")
        if page.status_code != 200:
            return ""
        text = page.get_data(as_text=True)
        return text.split("Signed in as ")[1].split(" until")[0]
