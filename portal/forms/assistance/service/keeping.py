"""What the robot stores: agencies' answers, calculations and proposals; only ever added to."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from portal.forms.assistance import riksnorm
from portal.forms.assistance.agencies.replies import Heard
from portal.forms.assistance.models import AgencyAnswer, Application, Calculation, Proposal
from portal.forms.assistance.queries import casework
from portal.forms.assistance.queries import robot as queries
from portal.forms.assistance.robot.assessing import Assessment
from portal.forms.assistance.rules import canonical

STEP = timedelta(microseconds=1)


def keep_answers(
    session: Session, application: Application, known: queries.Spoken, heard: Sequence[Heard], now: datetime
) -> queries.Spoken:
    """Store what is news, an answer or the first silence, and give the latest from each agency about each adult."""
    keys = {party.role: party.person_key for party in application.parties}
    latest = dict(known)
    for one in heard:
        before = latest.get((one.whose, one.agency))
        if before is not None and (before.reply is not None or one.reply is None):
            continue
        latest[one.whose, one.agency] = one
        answer = AgencyAnswer(
            application_id=application.id,
            agency=one.agency.value,
            person_key=keys[one.whose],
            asked_at=now,
            has_answered=one.reply is not None,
            is_simulated=one.is_simulated,
        )
        answer.content = None if one.reply is None else canonical.to_json(one.reply)
        session.add(answer)
    return latest


def keep(session: Session, application: Application, found: Assessment, *, by: UUID | None, now: datetime) -> None:
    """Store calculation and proposal, unless the latest ones are the very same."""
    household, practice = riksnorm.household_to_json(found.household), riksnorm.practice_to_json(found.practice)
    result, content = riksnorm.result_to_json(found.result), found.kept.to_json()
    latest = casework.latest_calculation(session, application.id)
    if latest is not None:
        proposed = casework.latest_proposal(session, application.id)
        same = (latest.household, latest.practice, latest.result) == (household, practice, result)
        if same and proposed is not None and proposed.content == content:
            session.flush()
            return
        now = max(now, latest.made_at + STEP)
    calculation = Calculation(
        application_id=application.id,
        made_at=now,
        made_by=by,
        engine=found.result.engine,
        table_version=found.result.table,
    )
    calculation.household, calculation.practice, calculation.result = household, practice, result
    proposal = Proposal(
        application_id=application.id,
        calculation_id=calculation.id,
        made_at=now,
        robot=found.proposal.robot,
        outcome=found.proposal.outcome.value,
    )
    proposal.content = content
    session.add(calculation)
    session.flush()
    session.add(proposal)
    session.flush()
