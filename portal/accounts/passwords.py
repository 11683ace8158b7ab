"""Hashing of passwords with argon2id (OWASP: 19 MiB, two passes); at most two at a time in a process.

A hash takes some 40 ms and 19 MiB. The limit keeps a flood of sign-ins from taking the memory and the threads
that residents' pages need; who does not get a place within a second is asked to try again.
"""

import secrets
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from portal.core import codes
from portal.core.errors import Refused
from portal.core.words import Word, word

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
OF_NOBODY = (  # the hash of a forgotten random password: what an unknown address is compared with
    "$argon2id$v=19$m=19456,t=2,p=1$gjN+o3OEXSQbYDhwbRNevw$cVMX6syZnqbl/QLI0OU/e0fD/QMzCzDjAzIkYZy088M"
)
AT_ONCE = 2
PATIENCE_SECONDS = 1.0
TEMPORARY_LETTERS = 18
_places = threading.BoundedSemaphore(AT_ONCE)


class Busy(Refused):
    """Too many are signing in at this moment."""

    status: ClassVar[int] = 503
    default: ClassVar[Word] = word("Many are signing in right now. Please try again in a moment.")


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _places.release()


def hashed(password: str) -> str:
    """The hash to keep; differs each time. Raises `Busy`."""
    with _place():
        return HASHER.hash(_normal(password))


def matches(stored: str | None, password: str) -> bool:
    """True when `password` is the one behind `stored`; takes the same time when there is none. Raises `Busy`."""
    with _place():
        try:
            HASHER.verify(stored or OF_NOBODY, _normal(password))
        except (Argon2Error, InvalidHashError):
            return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """True when `stored` was made with weaker parameters than today's."""
    return HASHER.check_needs_rehash(stored)


def temporary() -> str:
    """A random password of 90 bits, in groups that can be read aloud."""
    letters = "".join(secrets.choice(codes.ALPHABET) for _ in range(TEMPORARY_LETTERS))
    return codes.grouped(letters, 6).lower()


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
