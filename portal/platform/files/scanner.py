"""What the virus scanner says, and who is asked: clamd where the settings name it, otherwise nobody.

There are three answers and only one of them lets a file pass: what is not known to be clean is not clean. A scanner
that is away, late, overloaded, refuses the size, answers anything unexpected or has stale signatures leaves it at
UNKNOWN, and the file stays held.
"""

import logging
import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from portal.core.settings.environment import Socket
from portal.platform.files import clamd

log = logging.getLogger("portal")

SCAN_SECONDS = 30.0
_VERSION_SECONDS = 5.0
STALE = timedelta(days=14)
"""How old the signatures may be; freshclam fetches new ones every day."""

_STAMP = re.compile(r"ClamAV [^/]*/\d+/\w{3} (\w{3} +\d+ \d\d:\d\d:\d\d \d{4})")
_FOUND = re.compile(r"stream: (.+) FOUND")
_NOT_LOOKED_INSIDE = ("Heuristics.Limits.Exceeded", "Heuristics.Encrypted")


class Verdict(StrEnum):
    """What is known about a file."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNKNOWN = "unknown"


class Scanner(Protocol):
    """Looks for harm in files."""

    def scan(self, content: bytes, *, now: datetime) -> Verdict:
        """What is known about `content`, within bounded time; raises nothing, whatever the scanner does."""


class NoScanner:
    """Where no scanner is set up nothing is known, so nothing passes."""

    def scan(self, content: bytes, *, now: datetime) -> Verdict:
        """Always UNKNOWN."""
        return Verdict.UNKNOWN


class Clamd:
    """clamd at a Unix socket or a TCP port."""

    def __init__(self, address: Socket, seconds: float = SCAN_SECONDS) -> None:
        self._address = address
        self._seconds = seconds

    def scan(self, content: bytes, *, now: datetime) -> Verdict:
        """What clamd says of `content` within the seconds given; raises nothing."""
        try:
            version = clamd.version(self._address, min(self._seconds, _VERSION_SECONDS))
            if is_stale(version, now):
                log.error("the virus scanner's signatures are older than %s days: %.80r", STALE.days, version)
                return Verdict.UNKNOWN
            answer = clamd.instream(self._address, content, self._seconds)
        except OSError as error:
            log.error("the virus scanner did not answer: %s", error.strerror or type(error).__name__)
            return Verdict.UNKNOWN
        return verdict(answer)


def scanner_at(address: Socket | None) -> Scanner:
    """The scanner that the settings name."""
    return NoScanner() if address is None else Clamd(address)


def verdict(answer: str) -> Verdict:
    """What clamd's answer to a scan means; one that says that it did not look inside leaves it unknown."""
    if answer == "stream: OK":
        return Verdict.CLEAN
    found = _FOUND.fullmatch(answer)
    if found and not found[1].startswith(_NOT_LOOKED_INSIDE):
        return Verdict.INFECTED
    log.error("the virus scanner could not tell: %.80r", answer)
    return Verdict.UNKNOWN


def is_stale(version: str, now: datetime) -> bool:
    """True when the version names official signatures that are too old; one without any has only its own."""
    stamp = _STAMP.match(version)
    if stamp is None:
        return False
    try:
        made = datetime.strptime(stamp[1], "%b %d %H:%M:%S %Y").replace(tzinfo=UTC)
    except ValueError:
        return True
    return now - made > STALE
