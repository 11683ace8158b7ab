"""A grant without a person: only under every condition of `robot.automatic`, and one in so many drawn for control."""

import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.settings.assistance import AssistanceSettings
from portal.forms.assistance.models import Application, Attachment, ControlSample, Decision, Exchange
from portal.forms.assistance.robot.automatic import Hindrance, Standing, Switch, hindrances
from portal.forms.assistance.robot.proposal import Proposal
from portal.forms.assistance.rules.decision import ORE
from portal.forms.assistance.service import automation, deciding

Draw = Callable[[int], bool]
"""Whether one in so many is drawn this time."""


def drawn(one_in: int) -> bool:
    """True by chance, once in `one_in` times on average; one that nobody can foresee."""
    return secrets.randbelow(max(one_in, 1)) == 0


def grant_if_allowed(
    session: Session,
    application: Application,
    proposal: Proposal,
    *,
    settings: AssistanceSettings,
    is_demo: bool,
    now: datetime,
    draw: Draw = drawn,
) -> Decision | None:
    """The automatic grant that was made, or None because a person decides."""
    turned = automation.current(session)
    if turned is None or not turned.is_on:
        return None
    if why_a_person(session, application, proposal, settings=settings, is_demo=is_demo):
        return None
    decision = deciding.grant_automatically(
        session, application, delegation=turned.delegation, settings=settings, now=now
    )
    if draw(turned.one_in):
        session.add(ControlSample(decision_id=decision.id, drawn_at=now))
    session.flush()
    return decision


def why_a_person(
    session: Session, application: Application, proposal: Proposal, *, settings: AssistanceSettings, is_demo: bool
) -> tuple[Hindrance, ...]:
    """Everything that keeps this proposal from being granted automatically."""
    turned = automation.current(session)
    switch = Switch(turned.is_on, turned.delegation) if turned else Switch(is_on=False, delegation="")
    standing = Standing(
        most=settings.second_approval_above * ORE,
        may_be_simulated=is_demo,
        has_enclosures=_has_enclosures(session, application),
        is_in_hand=_is_in_hand(session, application),
    )
    return hindrances(proposal, switch, standing)


def _has_enclosures(session: Session, application: Application) -> bool:
    enclosed = select(Attachment.id).where(Attachment.application_id == application.id)
    return session.scalar(enclosed.limit(1)) is not None


def _is_in_hand(session: Session, application: Application) -> bool:
    case = application.case
    if case is None or case.state != "received" or case.assignee_id is not None or case.has_news:
        return True
    asked = select(Exchange.id).where(Exchange.application_id == application.id)
    decided = select(Decision.id).where(Decision.application_id == application.id)
    return session.scalar(asked.limit(1)) is not None or session.scalar(decided.limit(1)) is not None
