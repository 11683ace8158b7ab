"""Which applications gallring names: no person in them has a young note, and nobody is kept for research."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from portal.cases.models import Case, CaseEvent, EventType
from portal.forms.assistance.models import Appeal, Application, Attachment, Decision, Party

_NOTES = CaseEvent.type != EventType.CONTACT


@dataclass(frozen=True)
class Old:
    """An application that is to go: its case, its last note, how many files it has."""

    application_id: UUID
    case_id: int
    number: str
    last_note_at: datetime
    files: int


def to_go(session: Session, before: datetime, kept_days: Collection[int], limit: int) -> Sequence[Old]:
    """Applications of persons in whose files nothing was noted from `before` on, the oldest case first."""
    kept = select(Party.application_id).where(Party.born_day.in_(kept_days))
    found = session.execute(_old(before).where(Application.id.not_in(kept)).limit(limit))
    return [Old(*row) for row in found]


def kept_for_research(session: Session, before: datetime, kept_days: Collection[int]) -> int:
    """How many old applications are kept because of the day on which somebody in them was born."""
    kept = select(Party.application_id).where(Party.born_day.in_(kept_days))
    old = _old(before).where(Application.id.in_(kept)).subquery()
    return session.scalar(select(func.count()).select_from(old)) or 0


def files_of(session: Session, application_ids: Collection[UUID]) -> Sequence[UUID]:
    """The files that were sent along with applications and answers."""
    return session.scalars(select(Attachment.file_id).where(Attachment.application_id.in_(application_ids))).all()


def _old(before: datetime) -> Select[UUID, int, str, datetime, int]:
    last = select(func.max(CaseEvent.at)).where(CaseEvent.case_id == Case.id, _NOTES).scalar_subquery()
    files = select(func.count()).where(Attachment.application_id == Application.id).scalar_subquery()
    alive = select(Party.person_key).where(Party.application_id.in_(_young(before)))
    of_the_living = select(Party.application_id).where(Party.person_key.in_(alive))
    return (
        select(Application.id, Case.id, Case.number, func.coalesce(last, Case.opened_at), files)
        .join(Case, Case.id == Application.case_id)
        .where(Application.id.not_in(of_the_living), Application.id.not_in(_young(before)))
        .order_by(Case.id)
    )


def _young(before: datetime) -> Select[UUID]:
    """Applications that are open, or have a note from `before` on."""
    noted = exists().where(CaseEvent.case_id == Application.case_id, CaseEvent.at >= before, _NOTES)
    appealed = _appealed(before)
    is_open = exists().where(Case.id == Application.case_id, Case.is_open)
    return select(Application.id).where(or_(Application.made_at >= before, is_open, noted, appealed))


def _appealed(before: datetime) -> ColumnElement[bool]:
    late = or_(Appeal.sent_at >= before, Appeal.handled_at >= before)
    return exists().where(and_(Decision.application_id == Application.id, Appeal.decision_id == Decision.id, late))
