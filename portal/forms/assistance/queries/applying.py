"""What somebody who fills in an application has applied for before."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.cases.models import Case
from portal.forms.assistance.kind import KIND
from portal.forms.assistance.models import Application, ApplicationState, Party
from portal.forms.assistance.rules import answers
from portal.forms.assistance.rules.answers import Answers
from portal.forms.assistance.rules.months import Earlier

MOST_EARLIER = 24


def earlier(session: Session, person_key: str) -> Sequence[Earlier]:
    """The filed applications that this adult is part of and that were not taken back, the latest month first."""
    rows = session.execute(
        select(Application.month, Application.household_key)
        .join(Party, Party.application_id == Application.id)
        .join(Case, Case.id == Application.case_id)
        .where(
            Party.person_key == person_key,
            Application.state == ApplicationState.FILED,
            Case.state != KIND.withdrawn_state,
        )
        .order_by(Application.month.desc(), Application.filed_at.desc())
        .limit(MOST_EARLIER)
    )
    return [Earlier(month, household) for month, household in rows]


def last_answers(session: Session, person_key: str) -> Answers | None:
    """What the latest filed application of this adult says, supplements left out."""
    found = session.scalar(
        select(Application)
        .join(Party, Party.application_id == Application.id)
        .where(
            Party.person_key == person_key,
            Application.state == ApplicationState.FILED,
            Application.kind != answers.ApplicationKind.SUPPLEMENTARY,
        )
        .order_by(Application.month.desc(), Application.filed_at.desc())
        .limit(1)
    )
    return answers.from_json(found.answers) if found is not None and found.answers else None
