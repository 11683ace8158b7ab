"""E-mail: over SMTP, or as files in a folder where no server is set."""

import contextlib
import smtplib
import ssl
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from portal.platform.notices.delivery import Later, Never, Parcel
from portal.platform.notices.outbox import leave

TIMEOUT_SECONDS = 20
PERMANENT = 500
OURS_TO_MEND = frozenset({530, 534, 535, 538, 552})


@dataclass(frozen=True)
class Sender:
    """Who the letters come from: a name and an address of the municipality."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2] or "localhost"


def message(parcel: Parcel, sender: Sender) -> EmailMessage:
    """The letter as a message of two parts; raises `Never` for an address with a line break (R-27)."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(sender.name, addr_spec=sender.address)
    try:
        mail["To"] = Address(addr_spec=parcel.recipient)
    except (ValueError, IndexError, MessageError):
        raise Never("mail-address") from None
    mail["Subject"] = parcel.words.subject or ""
    mail["Date"] = format_datetime(parcel.created_at)
    mail["Message-ID"] = f"<{parcel.id}@{sender.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(parcel.words.text)
    if parcel.words.html:
        mail.add_alternative(parcel.words.html, subtype="html")
    mail["Content-Language"] = parcel.language
    return mail


@dataclass(frozen=True)
class SmtpMail:
    """Hands letters to a mail server; one connection a letter, twenty seconds at most for each answer."""

    sender: Sender
    host: str
    port: int
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    is_tls: bool = False
    is_starttls: bool = False
    timeout: float = TIMEOUT_SECONDS

    @classmethod
    def at(cls, url: str, sender: Sender, timeout: float = TIMEOUT_SECONDS) -> Self:
        """The server at `smtp://user:password@host:port?starttls=1` or `smtps://…`; raises ValueError otherwise."""
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError("a mail server is smtp://host:port or smtps://host:port")
        return cls(
            sender=sender,
            host=parts.hostname,
            port=parts.port or (465 if parts.scheme == "smtps" else 25),
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            is_tls=parts.scheme == "smtps",
            is_starttls=parse_qs(parts.query).get("starttls") == ["1"],
            timeout=timeout,
        )

    def deliver(self, parcel: Parcel) -> None:
        """Returns when the server has taken the letter; raises `Later` or `Never`."""
        mail = message(parcel, self.sender)
        try:
            server = self._connected()
            try:
                server.send_message(mail, self.sender.address, [parcel.recipient])
            finally:
                with contextlib.suppress(smtplib.SMTPException, OSError):
                    server.quit()
        except smtplib.SMTPNotSupportedError:
            raise Later("smtp-not-supported") from None
        except smtplib.SMTPRecipientsRefused as error:
            raise _answer(next(iter(error.recipients.values()))[0]) from None
        except smtplib.SMTPDataError as error:
            raise _answer(error.smtp_code) from None
        except smtplib.SMTPResponseException as error:
            raise Later(f"smtp-{error.smtp_code}") from None
        except (smtplib.SMTPException, OSError):
            raise Later("smtp-unreachable") from None

    def _connected(self) -> smtplib.SMTP:
        kind = smtplib.SMTP_SSL if self.is_tls else smtplib.SMTP
        server = kind(self.host, self.port, local_hostname=self.sender.domain, timeout=self.timeout)
        try:
            if self.is_starttls:
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password or "")
        except BaseException:
            server.close()
            raise
        return server


def _answer(code: int) -> Later | Never:
    is_final = code >= PERMANENT and code not in OURS_TO_MEND
    return Never(f"smtp-{code}") if is_final else Later(f"smtp-{code}")


@dataclass(frozen=True)
class FolderMail:
    """The harmless twin: every letter becomes a file that a mail program opens, named by time and letter."""

    sender: Sender
    folder: Path

    def deliver(self, parcel: Parcel) -> None:
        """Write the letter; the same letter again replaces itself."""
        leave(self.folder, parcel, "eml", message(parcel, self.sender).as_bytes())
