"""What can be looked up about letters: those that did not arrive, and how many there are."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.platform.notices.models import Letter, LetterState

UNDELIVERED = (LetterState.FAILED, LetterState.DEAD)


def undelivered(session: Session, limit: int = 100) -> Sequence[Letter]:
    """Letters that failed or died, the latest first: for staff to revive or to let be."""
    wanted = select(Letter).where(Letter.state.in_(UNDELIVERED))
    return session.scalars(wanted.order_by(Letter.created_at.desc()).limit(limit)).all()


def counts(session: Session) -> dict[LetterState, int]:
    """How many letters there are in each state."""
    found = dict.fromkeys(LetterState, 0)
    for state, number in session.execute(select(Letter.state, func.count()).group_by(Letter.state)):
        found[state] = number
    return found


def queued_before(session: Session, moment: datetime) -> int:
    """How many letters have waited since before `moment`."""
    waiting = select(func.count()).where(Letter.state == LetterState.QUEUED, Letter.created_at < moment)
    return session.scalar(waiting) or 0
