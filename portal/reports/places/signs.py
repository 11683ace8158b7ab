"""A sign's code: four characters and two that check them, shown as K7M-4QX.

One wrong character is found and named (`portal.core.codes`); two codes differ in at least three places, so nobody
who misreads one arrives at another place. Each half holds a digit: no sign spells a word.
"""

import hashlib
import secrets
from collections.abc import Collection

from portal.core import codes

DATA_LENGTH = 4
SIGN_LENGTH = DATA_LENGTH + codes.CHECKS
GROUP = 3
_TRIES = 10_000
_DIGITS = frozenset("0123456789")


class NoCodeLeft(Exception):
    """Nearly every code has been given (there are 400 000)."""


def new_code(taken: Collection[str]) -> str:
    """A random code that is not among `taken`."""
    for _ in range(_TRIES):
        code = codes.encode("".join(secrets.choice(codes.ALPHABET) for _ in range(DATA_LENGTH)))
        if _is_good(code) and code not in taken:
            return code
    raise NoCodeLeft


def code_for(seed: str, taken: Collection[str]) -> str:
    """A code that follows from `seed`, the same on every machine; for demo data alone."""
    for number in range(_TRIES):
        digest = hashlib.sha256(f"{seed}\0{number}".encode()).digest()
        code = codes.from_bytes(digest[:8], DATA_LENGTH)
        if _is_good(code) and code not in taken:
            return code
    raise NoCodeLeft


def read_sign_code(typed: str) -> codes.Reading:
    """How a typed code was understood: case, spaces, dashes and look-alikes forgiven, one wrong character named."""
    return codes.read(typed, SIGN_LENGTH)


def shown(code: str) -> str:
    """The code as it is printed and said: K7M-4QX."""
    return codes.grouped(code, GROUP)


def address(base_url: str, code: str) -> str:
    """What the QR code of a sign holds."""
    return f"{base_url.rstrip('/')}/s/{code}"


def _is_good(code: str) -> bool:
    return all(_DIGITS & set(code[start : start + GROUP]) for start in range(0, SIGN_LENGTH, GROUP))
