"""Deciding: checked against the law, put before a second person above an amount, made for good, paid, told.

Nothing here lets a negative decision through before it was sent for comments and its time has run out or it was
answered (`rules.decision.objection`); the backoffice's own actions cannot close such a case at all.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.cases.promise import day_of
from portal.core.errors import Conflict, Refused
from portal.core.settings.assistance import AssistanceSettings
from portal.core.words import Word, word
from portal.forms.assistance.models import Application, Calculation, Decision, DecisionState, Exchange, ExchangeKind
from portal.forms.assistance.queries import casework
from portal.forms.assistance.riksnorm import Kind, Result, result_from_json
from portal.forms.assistance.riksnorm import Outcome as Reckoned
from portal.forms.assistance.rules import decision as rules
from portal.forms.assistance.rules.decision import CASE_OUTCOMES, NEGATIVE, PAYING, Asked, Figures, Outcome
from portal.forms.assistance.rules.reasons import AUTOMATIC, Reasons, written
from portal.forms.assistance.service import paying, standing
from portal.forms.assistance.service.investigating import check_at_work
from portal.forms.assistance.service.noting import note

RECKONED = word("Everything was calculated again after you opened this. Read the calculation before you decide.")


def decide(
    session: Session,
    application: Application,
    *,
    outcome: Outcome,
    reasons: Reasons,
    settings: AssistanceSettings,
    by: Viewer,
    version: int,
    now: datetime,
    read: str | None = None,
) -> Decision:
    """Decide, or put the decision before a second person when its amount asks for one.

    `read` is the id of the calculation that `by` looked at: raises `Conflict` when there is a newer one. Raises
    `Refused` with the rule that says no: lines without an amount, a negative decision before the resident could
    comment, a negative decision without reasons, an amount where there is none.
    """
    standing.seen(application, version)
    check_at_work(application)
    calculation = _calculation(session, application)
    if read is not None and read != str(calculation.id):
        raise Conflict(RECKONED)
    figures = figures_of(calculation)
    check(session, application, outcome, figures, now)
    if outcome in NEGATIVE and not (reasons.phrases or reasons.own):
        raise Refused(word("A decision that goes against somebody needs its reasons (förvaltningslagen 32 §)."))
    prepared = _prepared(application, calculation, outcome, rules.amount_of(outcome, figures), now)
    prepared.prepared_by, prepared.reasons = by.account_id, reasons.to_json()
    session.add(prepared)
    note(session, application, "decide", by=by, now=now, outcome=outcome.value)
    if not rules.needs_second(prepared.amount, settings.second_approval_above):
        return make(session, application, prepared, by=by, now=now)
    standing.move(session, application, "approval", by=by, now=now, tells=False)
    return prepared


def grant_automatically(
    session: Session, application: Application, *, delegation: str, settings: AssistanceSettings, now: datetime
) -> Decision:
    """Grant in full without a person, under the delegation decision `delegation` (KL 6 kap. 37 §, FL 28 §).

    Raises `Refused` where the calculation is anything but a full grant within the limit for one person.
    """
    check_at_work(application)
    calculation = _calculation(session, application)
    figures = figures_of(calculation)
    check(session, application, Outcome.GRANT, figures, now)
    made = _prepared(application, calculation, Outcome.GRANT, rules.amount_of(Outcome.GRANT, figures), now)
    if not delegation or rules.needs_second(made.amount, settings.second_approval_above):
        raise Refused(word("This is not for an automatic decision."))
    made.is_automatic, made.delegation = True, delegation
    made.reasons = written(AUTOMATIC, "", application.language).to_json()
    session.add(made)
    return make(session, application, made, by=None, now=now)


def make(
    session: Session, application: Application, decision: Decision, *, by: Viewer | None, now: datetime
) -> Decision:
    """Make a checked decision for good: the case ends with it, the money waits to be paid, the resident is told."""
    decision.state, decision.made_at = DecisionState.MADE, now
    session.flush()
    if decision.outcome in PAYING:
        paying.owe(session, application, decision)
    note(session, application, "made", by=by, now=now, outcome=decision.outcome.value)
    standing.close(session, application, CASE_OUTCOMES[decision.outcome], by=by, now=now)
    return decision


def check(session: Session, application: Application, outcome: Outcome, figures: Figures, now: datetime) -> None:
    """Raise `Refused` with the rule that forbids this decision now."""
    asked, made = casework.exchanges_of(session, application.id), casework.decisions_of(session, application.id)
    if why := objection(outcome, asked, made, figures, now):
        raise Refused(why)


def objection(
    outcome: Outcome, asked: Sequence[Exchange], decisions: Sequence[Decision], figures: Figures, now: datetime
) -> Word | None:
    """Why this may not be decided now, in words, None when it may.

    What gives less than the decision that stands must have been sent for comments after that one was made.
    """
    before = next((one for one in reversed(decisions) if one.state is DecisionState.MADE), None)
    if before is None or before.made_at is None or rules.amount_of(outcome, figures) >= before.amount:
        return rules.objection(outcome, asked_of(asked), figures, day_of(now))
    since = [one for one in asked if one.asked_at >= before.made_at]
    return rules.objection(outcome, asked_of(since), figures, day_of(now), is_worse=True)


def asked_of(exchanges: Sequence[Exchange]) -> list[Asked]:
    """What was asked, as the rules see it."""
    return [
        Asked(one.kind is ExchangeKind.KOMMUNICERING, one.due_on, one.answered_at is not None) for one in exchanges
    ]


def result_of(calculation: Calculation) -> Result:
    """What was calculated."""
    return result_from_json(calculation.result or "")


def figures_of(calculation: Calculation) -> Figures:
    """What the rules of decisions need of a calculation."""
    result = result_of(calculation)
    costs = [line for line in result.lines if line.kind is Kind.COST]
    is_cut = result.outcome is Reckoned.PARTLY or any(
        line.upper < int(line.values.get("applied", 0)) for line in costs
    )
    return Figures(result.result, is_cut)


def _calculation(session: Session, application: Application) -> Calculation:
    found = casework.latest_calculation(session, application.id)
    if found is None:
        raise Refused(word("Nothing has been calculated yet. Wait for the robot, or calculate again."))
    return found


def _prepared(
    application: Application, calculation: Calculation, outcome: Outcome, amount: int, now: datetime
) -> Decision:
    return Decision(
        application_id=application.id,
        calculation_id=calculation.id,
        state=DecisionState.PREPARED,
        outcome=outcome,
        amount=amount,
        prepared_at=now,
    )
