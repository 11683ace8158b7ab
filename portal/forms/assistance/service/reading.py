"""The resident has read the decision: from that day their three weeks run (förvaltningslagen 44 §)."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.cases.promise import day_of
from portal.forms.assistance.models import Application, Decision, Reading, Served
from portal.forms.assistance.queries import own
from portal.forms.assistance.rules import delgivning, serving
from portal.platform.audit import service as audit


def read(
    session: Session, application: Application, decision: Decision, *, person_key: str, now: datetime
) -> Reading:
    """Note that this adult has read the decision; a second press changes nothing.

    The decision counts as served when every adult of the application has read it.
    """
    there = own.reading(session, decision.id, person_key)
    if there is not None:
        return there
    made = Reading(decision_id=decision.id, person_key=person_key, read_on=day_of(now))
    session.add(made)
    session.flush()
    _serve(session, application, decision)
    audit.append(
        session,
        actor_id=person_key[:40],
        actor_label="resident",
        action="assistance.read-decision",
        subject_kind="decision",
        subject_ref=str(decision.id),
        now=now,
    )
    return made


def served_on(session: Session, decision: Decision, person_key: str) -> date | None:
    """The day on which this adult got the decision, or None while nobody knows."""
    made = own.reading(session, decision.id, person_key)
    entered = decision.served_on if decision.served_how is Served.BY_CASEWORKER else None
    return serving.served_on(made.read_on if made else None, entered)


def last_day_to_appeal(session: Session, decision: Decision, person_key: str) -> date | None:
    """The last day on which this adult's appeal comes in in time, or None while nobody knows."""
    served = served_on(session, decision, person_key)
    return delgivning.last_day_to_appeal(served) if served else None


def _serve(session: Session, application: Application, decision: Decision) -> None:
    if decision.served_on is not None:
        return
    readings = [own.reading(session, decision.id, party.person_key) for party in application.parties]
    served = serving.served_to_all([found.read_on if found else None for found in readings])
    if served is not None:
        decision.served_on, decision.served_how = served, Served.READ_ONLINE
        session.flush()
