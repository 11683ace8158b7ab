"""A global budget for public forms: under flood every form costs some reckoning, and nobody is refused by address.

Reports and "me too" are counted apart, so that a flood of presses slows no report (requirement R-34).

Thirty reports from one room in five minutes all pass. When more arrive in a minute than the municipality's budget,
a form must show proof of work, or (without JavaScript) have been open for a while; what was typed is kept.
"""

import hashlib
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from portal.cases.models import Case, CaseEvent, EventType
from portal.core.web.form_token import FormToken

WINDOW = timedelta(minutes=1)
LEAST_BITS, MOST_BITS = 14, 20
LEAST_WAIT, MOST_WAIT = 15, 120
MOST_PATIENT = 4
"""How many times the budget of a minute is let in by waiting alone (requirement R-32: a cap on the slow path)."""
REMEMBERED_SECONDS = 1.0
MOST_TIMES = 64
"""More than so many times the budget is not counted: the work asked for is at its most by then."""


@dataclass(frozen=True)
class Pressure:
    """What a form has to show now: `bits` of work, or an age of `seconds`; both 0 in quiet times.

    When so much arrives that even the patient are too many, `may_wait` is False for a while: work alone counts.
    """

    bits: int = 0
    seconds: int = 0
    may_wait: bool = True

    @property
    def is_on(self) -> bool:
        return self.bits > 0


QUIET = Pressure()
SUSPICIOUS = Pressure(LEAST_BITS + 2, 60)


def pressure_at(count: int, budget: int) -> Pressure:
    """The pressure when `count` forms arrived in the last minute and `budget` is what we bear."""
    if count < budget:
        return QUIET
    over = math.log2(max(count, 1) / max(budget, 1))
    bits = min(MOST_BITS, LEAST_BITS + int(2 * over))
    seconds = min(MOST_WAIT, int(LEAST_WAIT * (1 + over)))
    return Pressure(bits, seconds, may_wait=count < MOST_PATIENT * budget)


def has_worked(token: str, answer: str, bits: int) -> bool:
    """True when SHA-256 of `token:answer` begins with `bits` zero bits."""
    if len(answer) > 20 or not answer.isascii() or not answer.isdigit():  # noqa: PLR2004 (a counter, not a text)
        return False
    digest = hashlib.sha256(f"{token}:{answer}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - bits) == 0


Counting = Callable[[datetime, int], Select[int]]
"""Given the beginning of the last minute and the most rows to look at: the statement that counts what arrived."""


def cases_since(moment: datetime, most: int) -> Select[int]:
    """Counts the cases opened after `moment`."""
    recent = select(Case.id).where(Case.opened_at > moment).limit(most)
    return select(func.count()).select_from(recent.subquery())


def voices_since(moment: datetime, most: int) -> Select[int]:
    """Counts the voices after `moment` among the last `most` events, which lie together at the end of their index."""
    last = select(CaseEvent.type, CaseEvent.at).order_by(CaseEvent.id.desc()).limit(most).subquery()
    return select(func.count()).where(last.c.type == EventType.VOICE, last.c.at > moment)


def withstands(pressure: Pressure, token: FormToken, shown: str, answer: str, now: datetime) -> bool:
    """True when a form shows the age, or the work `answer` for its token as `shown`, that the pressure asks for."""
    if not pressure.is_on:
        return True
    if pressure.may_wait and token.age(now).total_seconds() >= pressure.seconds:
        return True
    return has_worked(shown, answer, pressure.bits)


class FloodGate:
    """Counts what arrived in the last minute, at most once a second per process."""

    def __init__(self, budget: int, counting: Counting = cases_since) -> None:
        self._budget = budget
        self._counting = counting
        self._lock = Lock()
        self._seen: tuple[float, Pressure] = (0.0, QUIET)

    def pressure(self, session: Session, now: datetime) -> Pressure:
        """The pressure now."""
        with self._lock:
            at, known = self._seen
            if time.monotonic() - at < REMEMBERED_SECONDS:
                return known
            found = pressure_at(self._arrived(session, now), self._budget)
            self._seen = (time.monotonic(), found)
            return found

    def _arrived(self, session: Session, now: datetime) -> int:
        return session.scalar(self._counting(now - WINDOW, self._budget * MOST_TIMES)) or 0
