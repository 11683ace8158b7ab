"""Drafts that nobody has come back to are thrown away; old applications go by the rules of gallring."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.core.feature import JobContext
from portal.core.settings import Settings
from portal.forms.assistance.service import applying, gallring


def forget_drafts(session: Session, _settings: Settings, now: datetime) -> int:
    """Throw away some expired drafts; gives how many."""
    return applying.forget_expired(session, now)


def handle(context: JobContext, _payload: dict[str, Any]) -> None:
    """Throw away all of them, in short transactions."""
    while True:
        with context.database.write() as session:
            if forget_drafts(session, context.settings, context.now) == 0:
                return


def remove_old(session: Session, settings: Settings, now: datetime) -> int:
    """Gallring: remove what is five years past its last note; gives how many applications, at most 100."""
    return gallring.run(session, settings.municipality.assistance, now)


def list_old(session: Session, settings: Settings, now: datetime) -> list[str]:
    """What gallring would remove, one line each."""
    return gallring.listed(session, settings.municipality.assistance, now)
