"""Text messages: a real HTTP server on loopback plays the gateway."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from portal.platform.notices.delivery import Later, Never, Parcel
from portal.platform.notices.rendering import Rendered
from portal.platform.notices.sms import ConsoleSms, HttpSms, NoSms
from tests.factories.smtp_peer import free_port

PARCEL = Parcel("abc123", "+46701234567", "sv", datetime(2026, 3, 2, 8, 0, tzinfo=UTC), Rendered("Hej å مرحبا"))


@dataclass
class Gateway:
    url: str = ""
    status: int = 202
    requests: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    found = Gateway()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            found.requests.append((self.path, dict(self.headers), body))
            self.send_response(found.status)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    found.url = f"http://us%40er:pass@127.0.0.1:{server.server_port}/send?from=portal"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield found
    server.shutdown()
    thread.join(5)
    server.server_close()


def send(url: str) -> None:
    HttpSms.at(url, "Kalmar kommun", timeout=3).deliver(PARCEL)


def test_a_message_is_posted_with_a_number_that_makes_repeating_safe(gateway: Gateway) -> None:
    send(gateway.url)
    path, headers, body = gateway.requests[0]
    assert path == "/send?from=portal"
    assert body == {"from": "Kalmarkommu", "to": "+46701234567", "text": "Hej å مرحبا", "id": "abc123"}
    assert headers["Idempotency-Key"] == "abc123"
    assert headers["Authorization"] == "Basic dXNAZXI6cGFzcw=="


@pytest.mark.parametrize("status", [400, 410, 422])
def test_a_message_refused_for_good_is_never_tried_again(gateway: Gateway, status: int) -> None:
    gateway.status = status
    with pytest.raises(Never, match=f"sms-{status}"):
        send(gateway.url)


@pytest.mark.parametrize("status", [302, 401, 402, 403, 404, 429, 500, 503])
def test_a_gateway_that_is_busy_or_wrongly_set_up_is_tried_later_and_no_redirect_followed(
    gateway: Gateway, status: int
) -> None:
    gateway.status = status
    with pytest.raises(Later, match=f"sms-{status}"):
        send(gateway.url)
    assert len(gateway.requests) == 1


def test_a_gateway_that_cannot_be_reached_is_tried_later() -> None:
    with pytest.raises(Later, match="sms-unreachable"):
        send(f"http://127.0.0.1:{free_port()}/")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x/", "sms.example.se", "https://"])
def test_only_http_is_a_gateway(url: str) -> None:
    with pytest.raises(ValueError, match="gateway"):
        HttpSms.at(url, "Kalmar")


def test_the_password_does_not_show_in_a_repr(gateway: Gateway) -> None:
    assert "dXNA" not in repr(HttpSms.at(gateway.url, "Kalmar"))


def test_the_twin_writes_a_file_that_says_it_is_simulated(tmp_path: Path) -> None:
    ConsoleSms(tmp_path).deliver(PARCEL)
    (file,) = tmp_path.iterdir()
    assert file.name == "20260302T080000-abc123.sms.txt"
    assert file.read_text().startswith("SIMULATED")
    assert "Hej å مرحبا" in file.read_text()


def test_production_without_a_gateway_says_so() -> None:
    with pytest.raises(Never, match="sms-not-set-up"):
        NoSms().deliver(PARCEL)
