"""What the robot stores: agencies' answers, calculations and proposals; only ever added to."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.forms.assistance import riksnorm
from portal.forms.assistance.agencies import replies
from portal.forms.assistance.agencies.replies import Heard
from portal.forms.assistance.models import AgencyAnswer, Application, Calculation, Proposal
from portal.forms.assistance.queries import robot as queries
from portal.forms.assistance.robot.assessing import Assessment

STEP = timedelta(microseconds=1)
_LATEST = (
    select(Calculation, Proposal)
    .outerjoin(Proposal, Proposal.calculation_id == Calculation.id)
    .where(Calculation.application_id == bindparam("id"))
    .order_by(Calculation.made_at.desc(), Calculation.id.desc())
    .limit(1)
)


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
        answer.content = None if one.reply is None else replies.to_json(one.reply)
        session.add(answer)
    return latest


def keep(session: Session, application: Application, found: Assessment, *, by: UUID | None, now: datetime) -> None:
    """Store calculation and proposal, unless the latest ones are the very same."""
    household, practice = riksnorm.household_to_json(found.household), riksnorm.practice_to_json(found.practice)
    result, content = riksnorm.result_to_json(found.result), found.kept.to_json()
    latest = session.execute(_LATEST, {"id": application.id}).first()
    if latest is not None:
        before, proposed = latest
        same = (before.household, before.practice, before.result) == (household, practice, result)
        if same and proposed is not None and proposed.content == content:
            session.flush()
            return
        now = max(now, before.made_at + STEP)
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
    session.add_all([calculation, proposal])
    session.flush()
