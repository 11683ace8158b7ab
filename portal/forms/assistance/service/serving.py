"""Delgivning by the office: a day that a caseworker enters, and the reminder to post what nobody has opened."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.cases import service as cases
from portal.cases.models import Case, EventType
from portal.cases.promise import day_of
from portal.core.errors import Refused
from portal.core.settings.assistance import AssistanceSettings
from portal.core.words import word
from portal.forms.assistance import letters
from portal.forms.assistance.models import Appeal, Application, Decision, DecisionState, Served
from portal.forms.assistance.rules.delgivning import is_in_time
from portal.forms.assistance.service import reading
from portal.forms.assistance.service.noting import note
from portal.forms.assistance.service.standing import seen

BATCH = 200


def enter(
    session: Session,
    application: Application,
    decision: Decision,
    *,
    served_on: date,
    by: Viewer,
    version: int,
    now: datetime,
) -> Decision:
    """Note on which day the decision reached the resident another way; appeals already here are reckoned anew."""
    case = seen(application, version)
    if decision.state is not DecisionState.MADE or decision.made_at is None:
        raise Refused(word("There is no decision to serve yet."))
    if not day_of(decision.made_at) <= served_on <= day_of(now):
        raise Refused(word("That day must lie between the decision and today."))
    decision.served_on, decision.served_how = served_on, Served.BY_CASEWORKER
    for appeal in session.scalars(select(Appeal).where(Appeal.decision_id == decision.id)):
        reached = reading.served_on(session, decision, appeal.person_key)
        appeal.in_time = is_in_time(day_of(appeal.sent_at), reached)
    case.has_news = False
    cases.append(session, case, EventType.NOTE, now, staff=by, data={"what": "served", "on": served_on.isoformat()})
    note(session, application, "served", by=by, now=now, on=served_on.isoformat())
    cases.end(session, case)
    return decision


def remind_unread(session: Session, settings: AssistanceSettings, now: datetime) -> int:
    """Tell again of decisions that nobody has read for `unread_days`, and put their cases before staff to be posted.

    Once for each decision; gives how many, at most 200 at a time.
    """
    before = now - timedelta(days=settings.unread_days)
    unread = (Decision.state == DecisionState.MADE, Decision.served_on.is_(None), Decision.reminded_at.is_(None))
    found = session.execute(
        select(Decision, Application, Case)
        .join(Application, Application.id == Decision.application_id)
        .join(Case, Case.id == Application.case_id)
        .where(*unread, Decision.made_at < before)
        .order_by(Decision.made_at)
        .limit(BATCH)
    ).all()
    for decision, application, case in found:
        decision.reminded_at, case.has_news = now, True
        letters.something_to_read(session, application, now=now)
    session.flush()
    return len(found)
