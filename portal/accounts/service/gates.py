"""Counting tries before they are examined, so that tries at the same time cannot slip past the count.

Tries are slowed, never locked. A browser that signed in before has a gate of its own, so that somebody who guesses
in a colleague's name slows only strangers' browsers (OWASP: slow down online guessing with device cookies).
"""

import math
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.accounts import rules
from portal.accounts.models import SignInGate
from portal.accounts.service.transactions import rows_changed, writing
from portal.core.db import Database
from portal.core.errors import Refused
from portal.core.words import Word, word


class TooManyTries(Refused):
    """Several wrong tries in a row; `seconds` says how long to wait."""

    status: ClassVar[int] = 429
    default: ClassVar[Word] = word("That went wrong several times. Please wait a moment and try again.")

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


def take_a_try(database: Database, gate_id: bytes, now: datetime) -> None:
    """Count one more try at a gate, in a transaction of its own; raises `TooManyTries` when it is too soon."""
    with writing(database) as session:
        session.execute(_hold(session, gate_id, now))
        gate = session.scalars(select(SignInGate).where(SignInGate.id == gate_id)).one()
        if gate.slow_until > now:
            raise TooManyTries(math.ceil((gate.slow_until - now).total_seconds()))
        gate.tries = rules.tries_still_counted(gate.tries, gate.tried_at, now) + 1
        gate.tried_at = now
        gate.slow_until = now + rules.wait_after(gate.tries)


def open_gate(session: Session, gate_id: bytes) -> None:
    """Forget the tries: this one was right."""
    session.execute(delete(SignInGate).where(SignInGate.id == gate_id))


def forget_gates(session: Session, now: datetime) -> int:
    """Remove gates at which nobody has tried for a day; gives how many."""
    old = delete(SignInGate).where(SignInGate.tried_at <= now - rules.TRIES_FORGIVEN_AFTER)
    return rows_changed(session, old)


def _hold(session: Session, gate_id: bytes, now: datetime) -> Any:
    """See to it that the gate is there and held by this transaction, whoever else opens or forgets it meanwhile."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    row = {"id": gate_id, "tries": 0, "tried_at": now, "slow_until": now}
    there = dialect.insert(SignInGate).values(row)
    return there.on_conflict_do_update(index_elements=[SignInGate.id], set_={"tries": SignInGate.tries})
