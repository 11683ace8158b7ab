"""Calculation and proposal behind a decision, made again and compared with what was stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal.cases.models import Case
from portal.core.keys import BrokenSeal
from portal.core.settings import Settings
from portal.forms.assistance import riksnorm
from portal.forms.assistance.models import Application, Calculation, Decision, DecisionState, Proposal
from portal.forms.assistance.robot.assessing import assess
from portal.forms.assistance.robot.proposal import ROBOT_VERSION, Kept
from portal.forms.assistance.rules import answers as answered

BATCH = 200


class Verdict(StrEnum):
    """What came of it: the same bytes, others, or made by a version that is not here any more."""

    SAME = "the same"
    OTHER_FIGURES = "the figures come out otherwise"
    OTHER_PROPOSAL = "the proposal comes out otherwise"
    OTHER_ENGINE = "calculated by another engine"
    OTHER_ROBOT = "proposed by another robot"
    NO_PROPOSAL = "no proposal is stored"
    UNREADABLE = "what was stored cannot be read"


FAULTS = frozenset({Verdict.OTHER_FIGURES, Verdict.OTHER_PROPOSAL, Verdict.NO_PROPOSAL, Verdict.UNREADABLE})
"""What is wrong; another engine or robot is named, and is none."""


@dataclass(frozen=True)
class Replayed:
    """One decision: the number of its case, when it was made, and what came of making it again."""

    number: str
    made_on: str
    verdict: Verdict


def replayed(session: Session, number: str | None = None) -> Iterator[Replayed]:
    """Every decision that was made, of the case `number` alone when given, the oldest first.

    A session of its own is needed: what was read is let go from time to time.
    """
    ids = session.scalars(_decisions(number)).all()
    for start in range(0, len(ids), BATCH):
        yield from _replayed(session, ids[start : start + BATCH])
        session.expunge_all()


def verdict_on(session: Session, application: Application, calculation: Calculation) -> Verdict:
    """What comes of making a calculation and its proposal again."""
    try:
        return _figures(calculation) or _proposal(session, application, calculation)
    except (BrokenSeal, ValueError, LookupError, TypeError):
        return Verdict.UNREADABLE


def fsck(session: Session, _settings: Settings | None = None) -> list[str]:
    """Decisions that do not follow any more from what was stored, as sentences."""
    return [
        f"the decision of {one.made_on} on {one.number} cannot be replayed: {one.verdict}"
        for one in replayed(session)
        if one.verdict in FAULTS
    ]


def _decisions(number: str | None) -> Select[UUID]:
    made = select(Decision.id).where(Decision.state == DecisionState.MADE).order_by(Decision.made_at, Decision.id)
    if number is None:
        return made
    of_case = select(Application.id).join(Case, Case.id == Application.case_id).where(Case.number == number)
    return made.where(Decision.application_id.in_(of_case))


def _replayed(session: Session, ids: Sequence[UUID]) -> Iterator[Replayed]:
    rows = session.execute(
        select(Case.number, Decision.made_at, Application, Calculation)
        .join(Application, Application.case_id == Case.id)
        .join(Decision, Decision.application_id == Application.id)
        .join(Calculation, Calculation.id == Decision.calculation_id)
        .where(Decision.id.in_(ids))
        .order_by(Decision.made_at, Decision.id)
    ).all()
    for number, made_at, application, calculation in rows:
        yield Replayed(number, f"{made_at:%Y-%m-%d}", verdict_on(session, application, calculation))


def _figures(calculation: Calculation) -> Verdict | None:
    """A fault of the calculation, or None when its bytes are the same."""
    stored = calculation.result or ""
    try:
        again = riksnorm.replay(calculation.household or "", calculation.practice or "", stored)
    except riksnorm.OtherEngineError:
        return Verdict.OTHER_ENGINE
    return None if again == stored else Verdict.OTHER_FIGURES


def _proposal(session: Session, application: Application, calculation: Calculation) -> Verdict:
    proposal = session.scalar(select(Proposal).where(Proposal.calculation_id == calculation.id).limit(1))
    if proposal is None:
        return Verdict.NO_PROPOSAL
    if proposal.robot != ROBOT_VERSION:
        return Verdict.OTHER_ROBOT
    stored = proposal.content or ""
    practice = riksnorm.practice_from_json(calculation.practice or "")
    again = assess(answered.from_json(application.answers or ""), Kept.from_json(stored).facts, practice)
    is_same = (again.kept.to_json(), riksnorm.household_to_json(again.household)) == (stored, calculation.household)
    return Verdict.SAME if is_same else Verdict.OTHER_PROPOSAL
