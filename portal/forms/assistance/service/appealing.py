"""An appeal sent from the page of the decision: in writing, to the authority that decided (FL 43 §)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.cases import service as cases
from portal.cases.models import Actor, EventType
from portal.cases.promise import day_of
from portal.core.errors import Refused
from portal.core.words import word
from portal.forms.assistance.kind import KIND
from portal.forms.assistance.models import Appeal, AppealState, Application, Decision
from portal.forms.assistance.rules.delgivning import is_in_time
from portal.forms.assistance.service import reading
from portal.platform.audit import service as audit

APPEALED = "appealed"


def send(
    session: Session,
    application: Application,
    decision: Decision,
    *,
    words: str,
    person_key: str,
    once: bytes,
    now: datetime,
) -> Appeal:
    """Take an appeal of the decision, once per form; late or not is reckoned, and a late one is taken too (FL 45 §).

    `in_time` stays None while nobody knows when the appellant got the decision.
    """
    if not words.strip():
        raise Refused(word("Write what you think is wrong and how the decision should be changed."))
    there = session.scalar(select(Appeal).where(Appeal.once == once))
    if there is not None:
        return there
    served = reading.served_on(session, decision, person_key)
    made = Appeal(
        decision_id=decision.id,
        sent_at=now,
        person_key=person_key,
        in_time=is_in_time(day_of(now), served),
        state=AppealState.RECEIVED,
        once=once,
    )
    made.words = words.strip()
    try:
        with session.begin_nested():
            session.add(made)
            session.flush()
    except IntegrityError:
        return session.scalars(select(Appeal).where(Appeal.once == once)).one()
    _tell_staff(session, application, now)
    audit.append(
        session,
        actor_id=person_key[:40],
        actor_label="resident",
        action="assistance.appeal",
        subject_kind="decision",
        subject_ref=str(decision.id),
        detail={"in_time": made.in_time},
        now=now,
    )
    return made


def _tell_staff(session: Session, application: Application, now: datetime) -> None:
    case = application.case
    if case is None:
        raise Refused(word("The application has not been sent yet."))
    if KIND.may_move(case.state, APPEALED):
        cases.enter_state(case, KIND, APPEALED, now)
        cases.append(session, case, EventType.STATE, now, actor=Actor.REPORTER, is_public=True, data={"to": APPEALED})
    case.has_news = True
    cases.end(session, case)
