"""What a lead looks up about automatic grants: the turns of the switch, and the samples drawn for control."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from portal.cases.models import Case
from portal.forms.assistance.models import Application, Automation, ControlSample, Decision

MOST = 50


@dataclass(frozen=True)
class Counts:
    """How many automatic grants there are, how many were drawn for control, checked, and found wrong."""

    automatic: int
    drawn: int
    checked: int
    wrong: int


def turns(session: Session) -> Sequence[Automation]:
    """The turns of the switch, the latest first."""
    return session.scalars(select(Automation).order_by(Automation.at.desc(), Automation.id.desc()).limit(MOST)).all()


def counts(session: Session) -> Counts:
    """The figures of automatic grants and their control."""
    automatic = session.scalar(select(func.count()).where(Decision.is_automatic)) or 0
    drawn = session.scalar(select(func.count(ControlSample.id))) or 0
    checked = session.scalar(select(func.count(ControlSample.id)).where(ControlSample.checked_at.is_not(None))) or 0
    wrong = session.scalar(select(func.count(ControlSample.id)).where(ControlSample.was_right.is_(False))) or 0
    return Counts(automatic, drawn, checked, wrong)


def samples(session: Session, visible: ColumnElement[bool]) -> Sequence[tuple[ControlSample, Decision, Case]]:
    """The samples of cases that the viewer may know of: unchecked ones first, then the latest."""
    wanted = _samples(visible).order_by(ControlSample.checked_at.is_not(None), ControlSample.drawn_at.desc())
    return [(one, decision, case) for one, decision, case in session.execute(wanted.limit(MOST))]


def unchecked(session: Session, visible: ColumnElement[bool]) -> int:
    """How many samples nobody has checked."""
    waiting = _samples(visible).where(ControlSample.checked_at.is_(None)).subquery()
    return session.scalar(select(func.count()).select_from(waiting)) or 0


def sample(session: Session, sample_id: UUID, visible: ColumnElement[bool]) -> ControlSample | None:
    """One sample of a case that the viewer may know of."""
    found = session.execute(_samples(visible).where(ControlSample.id == sample_id)).one_or_none()
    return found[0] if found else None


def _samples(visible: ColumnElement[bool]) -> Select[ControlSample, Decision, Case]:
    return (
        select(ControlSample, Decision, Case)
        .join(Decision, Decision.id == ControlSample.decision_id)
        .join(Application, Application.id == Decision.application_id)
        .join(Case, Case.id == Application.case_id)
        .where(visible)
    )
