"""An appeal that has come in: in time or not (FL 45 §), changed by ourselves (FL 38 §), or sent on (FL 46 §)."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.cases import service as cases
from portal.cases.models import EventType
from portal.core.errors import Conflict, Refused
from portal.core.words import word
from portal.forms.assistance.models import Appeal, AppealState, Application, Decision
from portal.forms.assistance.rules.decision import CASE_OUTCOMES
from portal.forms.assistance.service import standing
from portal.forms.assistance.service.noting import note


def handle(
    session: Session,
    application: Application,
    decision: Decision,
    appeal: Appeal,
    *,
    how: AppealState,
    words: str,
    by: Viewer,
    version: int,
    now: datetime,
) -> Appeal:
    """Change the decision ourselves, dismiss the appeal as late, or send it on to the court; the resident is told.

    To change it opens the investigation again, and a new decision is made by the usual rules. Raises `Refused` when
    an appeal that may be in time would be dismissed as late, or a late one sent on.
    """
    standing.seen(application, version)
    _check(appeal, how)
    appeal.state, appeal.handled_at, appeal.handled_by = how, now, by.account_id
    note(session, application, "appeal", by=by, now=now, how=how.value)
    case = standing.case_of(application)
    if words:
        cases.append(session, case, EventType.MESSAGE, now, staff=by, is_public=True, body=words)
    if how is AppealState.CHANGED:
        standing.move(session, application, "investigating", by=by, now=now)
    else:
        standing.close(session, application, CASE_OUTCOMES[decision.outcome], by=by, now=now)
    return appeal


def _check(appeal: Appeal, how: AppealState) -> None:
    if appeal.state is not AppealState.RECEIVED:
        raise Conflict(word("Somebody else has taken care of this appeal."))
    if how is AppealState.RECEIVED:
        raise Refused(word("Please choose one."))
    if how is AppealState.LATE and appeal.in_time is not False:
        raise Refused(word("The appeal is not known to be late. Enter when the decision was served first."))
    if how is AppealState.SENT_ON and appeal.in_time is False:
        raise Refused(word("The appeal came too late. It is dismissed, not sent on (förvaltningslagen 45 §)."))
