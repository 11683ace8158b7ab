"""A real SMTP server on loopback that answers as a test wishes."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Peer:
    """What arrived, and what the server answers to a recipient (`refusals`), to the letter (`verdict`).

    With `hangs_up_after_data` it takes the letter and breaks the connection before it says so.
    """

    port: int
    refusals: dict[str, str] = field(default_factory=dict)
    verdict: str = "250 taken"
    hangs_up_after_data: bool = False
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(  # noqa: N802 (the server looks for this name)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.verdict.startswith("2"):
            parsed: Any = message_from_bytes(envelope.original_content or b"", policy=policy.default)
            self.letters.append(parsed)
            self.recipients.append(list(envelope.rcpt_tos))
        if self.hangs_up_after_data and server.transport:
            server.transport.abort()
        return self.verdict


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def smtp_peer(port: int | None = None) -> Iterator[Peer]:
    """A server that takes every letter until its answers are changed."""
    peer = Peer(port or free_port())
    controller = Controller(peer, hostname="127.0.0.1", port=peer.port, server_hostname="peer.example")
    controller.start()
    try:
        yield peer
    finally:
        controller.stop()
