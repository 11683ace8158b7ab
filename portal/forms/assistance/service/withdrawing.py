"""The resident takes an application back: before it is filed the draft is theirs again, afterwards the case ends."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.cases import following
from portal.core.errors import NotFound
from portal.forms.assistance import letters
from portal.forms.assistance.kind import KIND
from portal.forms.assistance.models import Application, ApplicationState
from portal.forms.assistance.queries import own
from portal.forms.assistance.rules.answers import Role
from portal.forms.assistance.service import signing
from portal.platform.audit import service as audit


def withdraw(session: Session, application: Application, *, person_key: str, now: datetime) -> None:
    """Take the application back as one of its adults; the other one is told that there is something to read.

    Before it is filed only the applicant can: the other one sends it back. Raises `Conflict` when it is decided.
    """
    party = own.party_of(application, person_key)
    if party is None or (application.state is not ApplicationState.FILED and party.role is not Role.APPLICANT):
        raise NotFound
    if application.state is not ApplicationState.FILED or application.case is None:
        signing.void(session, application, now=now)
        return
    following.withdraw(session, application.case, KIND, now=now)
    audit.append(
        session,
        actor_id=person_key[:40],
        actor_label="resident",
        action="assistance.withdraw",
        subject_kind="application",
        subject_ref=str(application.id),
        now=now,
    )
    others = [other.role for other in application.parties if other.person_key != person_key]
    letters.something_to_read(session, application, roles=others, now=now)
