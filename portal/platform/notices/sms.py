"""Text messages: over HTTP to whatever gateway is set, or as files marked SIMULATED where none is."""

import base64
import http.client
import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit, urlunsplit

from portal.platform.notices.delivery import Later, Never, Parcel
from portal.platform.notices.outbox import leave

TIMEOUT_SECONDS = 20
LONGEST_SENDER = 11
_OURS_TO_MEND = frozenset({401, 402, 403, 404, 405, 408, 409, 425, 429})
_FIRST_FINAL, _FIRST_SERVER_FAULT = 400, 500


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_given: object) -> None:  # a gateway has one address; a letter follows no other
        return None


@dataclass(frozen=True)
class HttpSms:
    """Posts `{"from", "to", "text", "id"}` as JSON; any 2xx answer means taken; a repetition has the same id."""

    address: str
    sender: str
    authorization: str | None = field(default=None, repr=False)
    timeout: float = TIMEOUT_SECONDS

    @classmethod
    def at(cls, url: str, sender: str, timeout: float = TIMEOUT_SECONDS) -> Self:
        """The gateway at `https://user:password@host/path`; raises ValueError for anything else than HTTP."""
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("an SMS gateway is https://user:password@host/path")
        host = parts.netloc.rpartition("@")[2]
        login = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}".encode()
        return cls(
            address=urlunsplit((parts.scheme, host, parts.path or "/", parts.query, "")),
            sender="".join(letter for letter in sender if letter.isascii() and letter.isalnum())[:LONGEST_SENDER],
            authorization=f"Basic {base64.b64encode(login).decode()}" if parts.username else None,
            timeout=timeout,
        )

    def deliver(self, parcel: Parcel) -> None:
        """Returns when the gateway has taken the message; raises `Later` or `Never`."""
        opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))
        try:
            with opener.open(self._request(parcel), timeout=self.timeout):
                return
        except urllib.error.HTTPError as error:
            error.close()
            raise _answer(error.code) from None
        except (OSError, http.client.HTTPException):
            raise Later("sms-unreachable") from None

    def _request(self, parcel: Parcel) -> urllib.request.Request:
        body = {"from": self.sender, "to": parcel.recipient, "text": parcel.words.text, "id": parcel.id}
        headers = {"Content-Type": "application/json", "Idempotency-Key": parcel.id}
        if self.authorization:
            headers["Authorization"] = self.authorization
        return urllib.request.Request(self.address, json.dumps(body).encode(), headers, method="POST")  # noqa: S310 (the scheme was checked)


def _answer(code: int) -> Later | Never:
    is_final = _FIRST_FINAL <= code < _FIRST_SERVER_FAULT and code not in _OURS_TO_MEND
    return Never(f"sms-{code}") if is_final else Later(f"sms-{code}")


@dataclass(frozen=True)
class ConsoleSms:
    """The harmless twin: every message becomes a text file that says it was never sent."""

    folder: Path

    def deliver(self, parcel: Parcel) -> None:
        """Write the message; the same letter again replaces itself."""
        text = f"SIMULATED: this text message was not sent\nTo: {parcel.recipient}\n\n{parcel.words.text}\n"
        leave(self.folder, parcel, "sms.txt", text.encode())


@dataclass(frozen=True)
class NoSms:
    """Production without a gateway: no message is sent, and staff see why."""

    def deliver(self, parcel: Parcel) -> None:
        """Always raises `Never`."""
        raise Never("sms-not-set-up")
