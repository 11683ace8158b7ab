"""The decision: chosen with its reasons, looked at as the resident will read it, made, or read by a second person."""

from collections.abc import Sequence

from flask import request

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission
from portal.core import clock
from portal.core.errors import NotFound
from portal.core.web import db, render, staff
from portal.core.web.languages import current_language
from portal.core.words import Word
from portal.forms.assistance.models import Decision, DecisionState, ExchangeKind
from portal.forms.assistance.rules import decision as rules
from portal.forms.assistance.rules.decision import Outcome
from portal.forms.assistance.rules.money import shown_amount
from portal.forms.assistance.rules.reasons import Phrase, Reasons, phrases, written
from portal.forms.assistance.service import approving, deciding
from portal.forms.assistance.staff import showing
from portal.forms.assistance.staff.blueprint import bp
from portal.forms.assistance.staff.forms import ApproveForm, DecideForm
from portal.forms.assistance.staff.opening import (
    BOTH,
    Answer,
    Opened,
    opened,
    rules_of_town,
    shown,
    submitted,
    today,
)

PAGE = "assistance/staff/decide.html"


@bp.route("/<number>/besluta", methods=BOTH)
@staff(Permission.SEE_ASSISTANCE)
def decide(number: str) -> Answer:
    """Decide: first a look at how it will read, then for good."""
    page = opened(number)
    form, objections = _form(page)
    allowed = [outcome for outcome, why in objections.items() if why is None]
    values = {
        "objections": objections,
        "names": rules.OUTCOME_NAMES,
        "reckoned": showing.reckoned(page.work),
        "is_changed": _is_changed(page),
    }
    step = request.form.get("step", "")
    if request.method == "POST" and step != "edit" and form.outcome.data in allowed and form.validate():
        if step == "make":
            return submitted(page, form, PAGE, lambda: _do(page, form), _done, **values)
        return _look(page, form)
    is_wrong = request.method == "POST" and step != "edit"
    if is_wrong:
        form.validate()
    return shown(page, form, PAGE, _errors(form, objections) if is_wrong else (), 422 if is_wrong else 200, **values)


@bp.route("/<number>/godkann", methods=BOTH)
@staff(Permission.LEAD_ASSISTANCE)
def approve(number: str) -> Answer:
    """The second person reads the decision and approves it, or sends it back with a reason."""
    page = opened(number)
    pending = page.work.pending
    if pending is None:
        raise NotFound
    form = ApproveForm(today(), data={"version": page.frame.case.version})
    reasons = Reasons.from_json(pending.reasons or "")
    values = {
        "decision": pending,
        "reasons": reasons,
        "reckoned": showing.reckoned(page.work),
        "names": rules.OUTCOME_NAMES,
        "amount": shown_amount,
        "may": approving.may_approve(pending, current_viewer()),
    }
    return submitted(
        page, form, "assistance/staff/approve.html", lambda: _settle(page, pending, form), _settled, **values
    )


def _form(page: Opened) -> tuple[DecideForm, dict[Outcome, Word | None]]:
    """The form with the outcomes that may be decided now, and why the others may not."""
    work = page.work
    if work.calculation is None:
        raise NotFound
    figures, given = deciding.figures_of(work.calculation), (work.exchanges, work.decisions)
    objections = {outcome: deciding.objection(outcome, *given, figures, clock.now()) for outcome in Outcome}
    chosen = {
        "version": page.frame.case.version,
        "outcome": _usual(work.proposal, objections),
        "calculation": str(work.calculation.id),
    }
    form = DecideForm(today(), data=chosen)
    allowed = [outcome for outcome, why in objections.items() if why is None]
    form.offer(allowed, _fitting(allowed), current_language())
    return form, objections


def _is_changed(page: Opened) -> bool:
    """True when it was calculated anew after the resident was sent what the decision rests on."""
    sent = [one.asked_at for one in page.work.exchanges if one.kind is ExchangeKind.KOMMUNICERING]
    calculation = page.work.calculation
    return bool(sent) and calculation is not None and calculation.made_at > max(sent)


def _fitting(allowed: Sequence[Outcome]) -> list[Phrase]:
    """The reasons that fit one of the outcomes that may be decided."""
    return [one for one in phrases().values() if not one.is_automatic and one.outcomes & set(allowed)]


def _usual(proposal: object, objections: dict[Outcome, Word | None]) -> str | None:
    """What the robot proposes, where it may be decided."""
    proposed = getattr(proposal, "outcome", None)
    return next((one.value for one, why in objections.items() if why is None and one.value == proposed), None)


def _errors(form: DecideForm, objections: dict[Outcome, Word | None]) -> list[Word]:
    """Why the outcome that was asked for may not be decided."""
    asked = form.outcome.data
    return [why for outcome, why in objections.items() if why is not None and outcome.value == asked]


def _reasons(page: Opened, form: DecideForm) -> Reasons:
    return written(form.phrases.data or (), form.own.data or "", page.application.language)


def _look(page: Opened, form: DecideForm) -> str:
    outcome = Outcome(form.outcome.data)
    figures = deciding.figures_of(page.work.calculation) if page.work.calculation else None
    total = rules.amount_of(outcome, figures) if figures else 0
    return render(
        "assistance/staff/look.html",
        page=page,
        frame=page.frame,
        form=form,
        reasons=_reasons(page, form),
        outcome=outcome,
        names=rules.OUTCOME_NAMES,
        total=shown_amount(total),
        needs_second=rules.needs_second(total, rules_of_town().second_approval_above),
        limit=shown_amount(rules_of_town().second_approval_above * rules.ORE),
        month_name=showing.month_name,
    )


def _do(page: Opened, form: DecideForm) -> Decision:
    return deciding.decide(
        db(),
        page.application,
        outcome=Outcome(form.outcome.data),
        reasons=_reasons(page, form),
        settings=rules_of_town(),
        by=current_viewer(),
        version=form.version.data,
        now=clock.now(),
        read=form.calculation.data or "",
    )


def _done(made: object) -> str:
    return "beslutat" if isinstance(made, Decision) and made.state is DecisionState.MADE else "vidare"


def _settle(page: Opened, pending: Decision, form: ApproveForm) -> Decision:
    given = {"by": current_viewer(), "version": form.version.data, "now": clock.now()}
    if form.how.data == "back":
        return approving.send_back(db(), page.application, pending, because=form.because.data, **given)
    return approving.approve(db(), page.application, pending, **given)


def _settled(made: object) -> str:
    return "beslutat" if isinstance(made, Decision) and made.state is DecisionState.MADE else "ater"
