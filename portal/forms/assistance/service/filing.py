"""Filing: when everybody has signed, the case is opened, once, and the robot gets to work."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.cases import numbers
from portal.cases import service as cases
from portal.cases.models import Case
from portal.cases.service import Opening
from portal.core.db import hold
from portal.core.errors import Refused
from portal.core.settings.assistance import AssistanceSettings
from portal.core.words import word
from portal.forms.assistance.kind import KIND
from portal.forms.assistance.models import Application, ApplicationState, Party
from portal.forms.assistance.rules.answers import ApplicationKind
from portal.forms.assistance.service import attaching, jav
from portal.forms.drafts.models import Draft
from portal.platform import jobs

ROBOT = "assistance.robot"
"""The job that compares, calculates and proposes; its payload is `application`."""


def file(session: Session, application: Application, *, settings: AssistanceSettings, now: datetime) -> Application:
    """Open the case of a signed application and queue the robot; a second call changes nothing.

    The draft is gone afterwards, its attachments belong to the application. Nothing about a person stands in the
    case's own row: neither words to search nor an address to write to. Raises `Refused` when one of its
    adults has applied for that month already, also in another household.
    """
    if application.state is ApplicationState.FILED:
        return application
    hold(session, (f"{application.month} {party.person_key}" for party in application.parties))
    if application.kind is not ApplicationKind.SUPPLEMENTARY and is_applied_for(session, application):
        raise Refused(word("You have already applied for that month. Apply for a supplement instead."))
    opened = cases.open_case(session, _opening(session, application, settings), now=now)
    application.case, application.case_id = opened.case, opened.case.id
    application.state, application.filed_at = ApplicationState.FILED, now
    attaching.hand_on(session, application)
    jav.name_children(session, application)
    if application.draft_id and (draft := session.get(Draft, application.draft_id)):
        session.delete(draft)
    jobs.enqueue(session, ROBOT, {"application": str(application.id)}, key=f"{ROBOT}:{application.id}", now=now)
    session.flush()
    return application


def is_applied_for(session: Session, application: Application) -> bool:
    """True when one of the adults has another first or renewed application for the month that was not withdrawn."""
    other = (
        select(Application.id)
        .join(Case, Case.id == Application.case_id)
        .join(Party, Party.application_id == Application.id)
        .where(
            Party.person_key.in_([party.person_key for party in application.parties]),
            Application.month == application.month,
            Application.id != application.id,
            Application.state == ApplicationState.FILED,
            Application.kind != ApplicationKind.SUPPLEMENTARY,
            Case.state != KIND.withdrawn_state,
        )
    )
    return session.scalar(other.limit(1)) is not None


def _opening(session: Session, application: Application, settings: AssistanceSettings) -> Opening:
    digest = numbers.digest_of({"application": str(application.id)})
    return Opening(
        kind=KIND,
        receipt=numbers.receipt_for(session.info["keyring"], application.id.bytes, digest),
        language=application.language,
        reply_days=settings.reply_days,
        fix_days=settings.decision_days,
        team=settings.team,
        topic=application.kind.value,
        subject_name=application.month,
        data={"kind": application.kind.value, "month": application.month},
    )
