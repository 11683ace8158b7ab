"""A certificate without a person: its code proves the course and the month, and nothing else.

The code is the same for everybody who prints that certificate in that month, so two certificates cannot be told
apart and none leads to a visit (AN-17). It is eight letters of a keyed hash and two check letters (`core.codes`).
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.core import codes
from portal.core.keys import Keyring
from portal.courses.published import PublishedCourse

PURPOSE = "courses certificate"
DATA_LETTERS = 8
LETTERS = DATA_LETTERS + codes.CHECKS
MONTHS_KNOWN = 60
"""How long a certificate can be checked: five years."""
_MONTHS_OF_YEAR = 12


@dataclass(frozen=True)
class Checked:
    """What a typed code turned out to be.

    `course` and `month` (its first day) are set when it is a certificate's; otherwise `wrong_at` names the one letter
    that does not fit, counted from 1, when there is just one.
    """

    course: PublishedCourse | None = None
    month: date | None = None
    wrong_at: int | None = None


def month_of(day: date) -> date:
    """The first day of the month of `day`."""
    return date(day.year, day.month, 1)


def code_of(keyring: Keyring, slug: str, month: date) -> str:
    """The code of the course `slug` in `month`, without dashes."""
    message = f"{slug}\0{month:%Y-%m}".encode()
    return codes.from_bytes(hmac.digest(keyring.derive(PURPOSE), message, "sha256"), DATA_LETTERS)


def check(keyring: Keyring, typed: str, courses: Iterable[PublishedCourse], today: date) -> Checked:
    """What `typed` stands for; one mistyped letter is forgiven where that leads to a certificate that exists."""
    reading = codes.read(typed, LETTERS)
    wanted = reading.code or reading.suggestion
    if wanted is None:
        return Checked(wrong_at=reading.wrong_at)
    months = _last_months(month_of(today))
    for course in courses:
        for month in months:
            if hmac.compare_digest(code_of(keyring, course.slug, month), wanted):
                return Checked(course, month)
    return Checked(wrong_at=reading.wrong_at)


def _last_months(month: date) -> list[date]:
    at = month.year * _MONTHS_OF_YEAR + month.month - 1
    return [date(one // _MONTHS_OF_YEAR, one % _MONTHS_OF_YEAR + 1, 1) for one in range(at, at - MONTHS_KNOWN, -1)]
