"""The switch for automatic grants (kommunallagen 6 kap. 37 §, förvaltningslagen 28 §), and control afterwards."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.permissions import Permission
from portal.accounts.viewer import Viewer
from portal.core.errors import Conflict, Refused
from portal.core.words import word
from portal.forms.assistance.models import Automation, ControlSample
from portal.forms.assistance.service.noting import record

DELEGATION_MOST = 40
MOST_ONE_IN = 1000
_LATEST = select(Automation).order_by(Automation.at.desc(), Automation.id.desc()).limit(1)


def current(session: Session) -> Automation | None:
    """How the switch stands: its latest turn, None when it was never turned (which is off)."""
    return session.scalar(_LATEST)


def turn(session: Session, *, is_on: bool, delegation: str, one_in: int, by: Viewer, now: datetime) -> Automation:
    """Turn automatic grants on, with the number of the decision that delegates them, or off.

    `one_in`: one of so many automatic grants is drawn for control. Raises `Refused` to those who are no lead, and
    without the number of the delegation decision.
    """
    if not by.may(Permission.LEAD_ASSISTANCE):
        raise Refused(word("Only a lead of assistance may do this."))
    if is_on and not delegation.strip():
        raise Refused(word("Write the number of the decision that delegates to an automated function."))
    turned = Automation(
        at=now, by=by.account_id, is_on=is_on, delegation=delegation.strip()[:DELEGATION_MOST], one_in=one_in
    )
    session.add(turned)
    record(session, "automation", by=by, ref=str(turned.id), now=now, detail={"on": is_on, "one_in": one_in})
    session.flush()
    return turned


def check_sample(
    session: Session, sample: ControlSample, *, was_right: bool, words: str, by: Viewer, now: datetime
) -> ControlSample:
    """Note whether an automatic grant that was drawn for control was right, once."""
    if sample.checked_at is not None:
        raise Conflict(word("Somebody else has checked this already."))
    sample.checked_at, sample.checked_by, sample.was_right = now, by.account_id, was_right
    sample.words = words or None
    record(session, "sample", by=by, ref=str(sample.id), now=now, detail={"right": was_right})
    session.flush()
    return sample
