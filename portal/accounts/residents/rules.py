"""Who a signed-in resident is, how long they stay so, and who may use a service online, as plain Python.

Times after OWASP ASVS 5.0, 7.3 (a session ends by itself). Somebody with protected identity (folkbokföringslagen
1991:481, 16 §, or a confidentiality mark, OSL 22:1) is always met by a human; so is everybody of whom the register
says too little, in the same words, so that nothing can be inferred. A minor applies through a guardian
(föräldrabalken 9:1); help is given by the municipality where one lives (socialtjänstlagen 2025:400).
"""

import re
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.accounts.personnummer import age_on

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=4)
TOUCH_EVERY = timedelta(seconds=30)
WARN_BEFORE = timedelta(minutes=5)
OF_AGE = 18
NEXT_MOST = 600
_LOCAL = re.compile(r"/[a-z]{2,8}(/[A-Za-z0-9._~%-]+)*/?(\?[A-Za-z0-9._~%&=+,:;@/-]*)?", re.ASCII)
_ASTRAY = re.compile(r"/\.\.?(/|$)|%(2e|2f|5c|0|1|7f)", re.IGNORECASE)


@dataclass(frozen=True, repr=False)
class Resident:
    """A person who signed in: `personnummer` in twelve digits, `municipality` their code (empty: unknown).

    `subject_key` is an opaque text, the same at every sign-in, under which drafts and cases are kept.
    """

    personnummer: str
    name: str
    is_protected: bool
    municipality: str
    born_on: date
    subject_key: str

    def __repr__(self) -> str:
        return f"<Resident {self.subject_key[:8]}>"


@dataclass(frozen=True)
class ResidentVisit:
    """A resident's session: when it was last used, when it ends if nothing more happens, and when in any case."""

    resident: Resident
    session_id: uuid.UUID
    seen_at: datetime
    ends_at: datetime
    expires_at: datetime


class Hindrance(StrEnum):
    """Why somebody cannot use a service online."""

    BY_HUMAN = "by_human"
    UNDER_AGE = "under_age"
    ELSEWHERE = "elsewhere"


def hindrance(resident: Resident, municipality_code: str, today: date) -> Hindrance | None:
    """What keeps a resident from a service of the municipality, or None. A human comes before all other reasons."""
    if resident.is_protected or not resident.municipality:
        return Hindrance.BY_HUMAN
    if age_on(resident.born_on, today) < OF_AGE:
        return Hindrance.UNDER_AGE
    return None if resident.municipality == municipality_code else Hindrance.ELSEWHERE


def ends_at(seen_at: datetime, expires_at: datetime) -> datetime:
    """When a session ends if nothing more happens in it: after 30 minutes, or when its 4 hours are over."""
    return min(seen_at + IDLE, expires_at)


def safe_next(target: str | None) -> str | None:
    """`target` if it is the address of a resident's page on this very site, otherwise None."""
    if not target or len(target) > NEXT_MOST or _LOCAL.fullmatch(target) is None:
        return None
    return None if _ASTRAY.search(target.partition("?")[0]) else target
