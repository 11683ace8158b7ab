"""What every act of a caseworker leaves behind: a row in the audit log, in the act's own transaction."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.forms.assistance.models import Application
from portal.platform.audit import service as audit
from portal.platform.audit.rules import Plain

KIND = "assistance"
ROBOT = "robot"


def note(
    session: Session, application: Application, action: str, *, by: Viewer | None, now: datetime, **detail: Plain
) -> None:
    """Put on record what `by`, or with None the robot, did with an application; codes alone, never words."""
    number = application.case.number if application.case else str(application.id)
    record(session, action, by=by, ref=number, now=now, detail=detail)


def record(
    session: Session,
    action: str,
    *,
    by: Viewer | None,
    ref: str,
    now: datetime,
    detail: Mapping[str, Plain] | None = None,
) -> None:
    """Put on record an act that is not about one application: a payment file, the switch, a declared person."""
    actor = str(by.account_id) if by else None
    audit.append(
        session,
        actor_id=actor,
        actor_label=actor or ROBOT,
        action=f"{KIND}.{action}",
        subject_kind=KIND,
        subject_ref=ref,
        now=now,
        detail=detail,
    )
