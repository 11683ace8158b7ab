"""The robot as a job: agencies are asked with no transaction open, what they say is stored with the proposal."""

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portal.forms.assistance import riksnorm
from portal.forms.assistance.agencies import source_of
from portal.forms.assistance.agencies.source import Source, ask_all
from portal.forms.assistance.robot.assessing import Assessment
from portal.forms.assistance.service import robot
from portal.forms.assistance.service.filing import ROBOT
from portal.platform import jobs
from portal.platform.jobs import JobContext

log = logging.getLogger("portal")
ASK_AGAIN = timedelta(hours=12)
MOST_TIMES = 20


def run_robot(context: JobContext, payload: dict[str, Any]) -> None:
    """Compare, calculate and propose for the application of `payload`; ask silent agencies again half a day later.

    For a month without a riksnorm what agencies said is kept, nothing is guessed, and it is tried again half a day
    later, until the norm is there.
    """
    source: Source = context.extras.get("agencies") or source_of(context.settings)
    application_id, times = UUID(payload["application"]), int(payload.get("times", 0))
    with context.database.read() as session:
        asked = robot.questions(session, application_id)
    heard = ask_all(source, asked)
    with context.database.write() as session:
        try:
            found = robot.run(
                session,
                application_id,
                heard=heard,
                settings=context.settings.municipality.assistance,
                is_demo=context.settings.is_demo,
                now=context.now,
            )
        except riksnorm.NoTableError:
            log.warning("an application waits for the riksnorm of its month")
            _try_later(session, application_id, times, context, f"norm:{context.now:%Y-%m-%dT%H}")
            context.done(session)
            return
        if source.may_answer_later and _is_silent(found) and times < MOST_TIMES:
            _try_later(session, application_id, times + 1, context, f"{times + 1}")
        context.done(session)


def _is_silent(found: Assessment | None) -> bool:
    return found is not None and not found.proposal.all_answered


def _try_later(session: Session, application_id: UUID, times: int, context: JobContext, turn: str) -> None:
    payload = {"application": str(application_id), "times": times}
    key = f"{ROBOT}:{application_id}:{turn}"
    jobs.enqueue(session, ROBOT, payload, key=key, run_at=context.now + ASK_AGAIN, now=context.now)
