"""The adapter to the population register: what it answers, the real one over HTTP, and which one a portal uses."""

import base64
import http.client
import json
import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Protocol, Self
from urllib.parse import unquote, urlsplit, urlunsplit

from portal.accounts.population.simulated import demo_persons
from portal.core.errors import PortalError
from portal.core.settings import Settings
from portal.core.words import Word, word

TIMEOUT_SECONDS = 8
MOST_BYTES = 100_000
_UNKNOWN = 404


class RegisterAway(PortalError):
    """The register did not answer, or not in words that can be relied on."""

    status = 503
    default: ClassVar[Word] = word("The population register does not answer right now.")


@dataclass(frozen=True, repr=False)
class RegisteredPerson:
    """What the register says of a person. Of somebody with protected identity it gives no address.

    `municipality` is a four-digit code, empty for who is not registered as living in Sweden; `partner` (married or
    registered) and `children` are numbers of twelve digits.
    """

    personnummer: str
    name: str
    born_on: date
    is_protected: bool
    municipality: str
    address: str = ""
    postal_code: str = ""
    town: str = ""
    partner: str | None = None
    children: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "<RegisteredPerson>"


class Register(Protocol):
    """Where persons are looked up."""

    def person(self, personnummer: str) -> RegisteredPerson | None:
        """The person with this number of twelve digits, None when there is none; raises `RegisterAway`."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_given: object) -> None:  # a number is told to one address alone
        return None


@dataclass(frozen=True)
class HttpRegister:
    """Posts `{"personnummer": …}` as JSON and reads the fields of `RegisteredPerson`; 404 means there is none."""

    address: str
    authorization: str | None = field(default=None, repr=False)
    timeout: float = TIMEOUT_SECONDS

    @classmethod
    def at(cls, url: str, timeout: float = TIMEOUT_SECONDS) -> Self:
        """The register at `https://user:password@host/path`."""
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        login = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}".encode()
        return cls(
            address=urlunsplit((parts.scheme, host, parts.path or "/", parts.query, "")),
            authorization=f"Basic {base64.b64encode(login).decode()}" if parts.username else None,
            timeout=timeout,
        )

    def person(self, personnummer: str) -> RegisteredPerson | None:
        """The person with this number; raises `RegisterAway`."""
        opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))
        try:
            with opener.open(self._request(personnummer), timeout=self.timeout) as answer:
                return _read(personnummer, json.loads(answer.read(MOST_BYTES)))
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == _UNKNOWN:
                return None
            raise RegisterAway from None
        except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
            raise RegisterAway from None

    def _request(self, personnummer: str) -> urllib.request.Request:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.authorization:
            headers["Authorization"] = self.authorization
        body = json.dumps({"personnummer": personnummer}).encode()
        return urllib.request.Request(self.address, body, headers, method="POST")  # noqa: S310 (settings checked it)


class SimulatedRegister:
    """The harmless twin: the invented people of the demo, and nobody else."""

    def person(self, personnummer: str) -> RegisteredPerson | None:
        """The demo's person with this number."""
        found = next((each for each in demo_persons() if each["personnummer"] == personnummer), None)
        return None if found is None else _read(personnummer, found)


class NoRegister:
    """Production without a register: nobody can be let in."""

    def person(self, personnummer: str) -> RegisteredPerson | None:
        """Always raises `RegisterAway`."""
        raise RegisterAway


def register_of(settings: Settings) -> Register:
    """The register that the settings name; the simulated twin in the demo alone."""
    if settings.population_url:
        return HttpRegister.at(settings.population_url)
    return SimulatedRegister() if settings.is_demo else NoRegister()


def _read(personnummer: str, said: Mapping[str, Any]) -> RegisteredPerson:
    if not isinstance(said["is_protected"], bool) or said.get("personnummer", personnummer) != personnummer:
        raise ValueError("not an answer about this person")
    if not re.fullmatch(r"(\d{4})?", said["municipality"] or "", re.ASCII):
        raise ValueError("not the code of a municipality")
    is_protected = bool(said["is_protected"])
    home = {name: "" if is_protected else str(said.get(name) or "") for name in ("address", "postal_code", "town")}
    return RegisteredPerson(
        personnummer=personnummer,
        name=str(said["name"]),
        born_on=date.fromisoformat(said["born_on"]),
        is_protected=is_protected,
        municipality=str(said["municipality"] or ""),
        partner=said.get("partner"),
        children=tuple(said.get("children") or ()),
        **home,
    )
