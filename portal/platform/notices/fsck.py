"""What is wrong with the letters, as sentences for an operator."""

from sqlalchemy.orm import Session

from portal.core import clock
from portal.core.settings import Settings
from portal.platform.notices import queries
from portal.platform.notices.models import LetterState
from portal.platform.notices.rules import KEEP_QUEUED


def fsck(session: Session, _settings: Settings | None = None) -> list[str]:
    """Letters that did not arrive, and letters that wait for a week: their job was lost."""
    counts = queries.counts(session)
    sentences = {
        "letters were refused for good; see them in the list of letters": counts[LetterState.FAILED],
        "letters could not be delivered for days; revive them when the way is free": counts[LetterState.DEAD],
        "letters have waited for a week; no job sends them": queries.queued_before(
            session, clock.now() - KEEP_QUEUED
        ),
    }
    return [f"{number} {sentence}" for sentence, number in sentences.items() if number]
