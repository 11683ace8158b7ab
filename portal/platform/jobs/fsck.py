"""What is wrong with the jobs, as sentences for an operator."""

from datetime import timedelta

from sqlalchemy.orm import Session

from portal.core import clock
from portal.core.settings import Settings
from portal.platform.jobs import queries
from portal.platform.jobs.models import JobState

OVERDUE = timedelta(minutes=30)


def fsck(session: Session, _settings: Settings | None = None) -> list[str]:
    """Dead jobs, and lanes that nobody works on: their jobs are overdue by more than half an hour."""
    dead = sum(states[JobState.DEAD] for states in queries.counts(session).values())
    late = queries.waiting_since(session, clock.now(), OVERDUE)
    return [f"{dead} jobs are dead; look at them and revive them or let them be"] * (dead > 0) + [
        f"lane {lane}: {number} jobs wait since {since:%Y-%m-%d %H:%M} UTC; does a worker serve this lane?"
        for lane, (number, since) in sorted(late.items())
    ]
