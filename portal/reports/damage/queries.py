"""What the public may see about damage at a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.cases.models import Case, CasePhoto
from portal.platform.files.models import State, StoredFile
from portal.reports.damage.kind import KIND
from portal.reports.places.models import Place

MOST_KNOWN = 4
MOST_PICTURES = 3
"""The place's own photo among them: each is at most 4 kB, and the page stays under 30 kB."""


@dataclass(frozen=True)
class Known:
    """An open case as the public sees it: topic and age; heading, photo and promise once staff have published it.

    A promise that stands still is not repeated here; one that is broken is called late.
    """

    number: str
    topic: str
    opened_at: datetime
    voices: int
    heading: str | None = None
    due_at: datetime | None = None
    is_late: bool = False
    photo: UUID | None = None


def known_at(session: Session, ref: str, now: datetime, *, pictures: int = MOST_PICTURES) -> Sequence[Known]:
    """The open cases at a place, newest first, at most a handful, the first of them with so many `pictures`."""
    cases = session.scalars(
        select(Case)
        .where(Case.subject_ref == ref, Case.is_open, Case.kind == KIND.slug)
        .order_by(Case.opened_at.desc())
        .limit(MOST_KNOWN)
    ).all()
    shown = [case.id for case in cases if case.published_at]
    photos = dict(islice(_public_photos(session, shown).items(), pictures))
    return [_known(case, photos.get(case.id), now) for case in cases]


def _known(case: Case, photo: UUID | None, now: datetime) -> Known:
    shown = case.published_at is not None
    due_at = case.due_at if shown and not case.paused_at else None
    return Known(
        number=case.number,
        topic=case.topic,
        opened_at=case.opened_at,
        voices=case.voices,
        heading=case.heading if shown else None,
        due_at=due_at,
        is_late=due_at is not None and due_at <= now,
        photo=photo,
    )


def _public_photos(session: Session, cases: Sequence[int]) -> dict[int, UUID]:
    if not cases:
        return {}
    rows = session.execute(
        select(CasePhoto.case_id, CasePhoto.id)
        .join(StoredFile, StoredFile.id == CasePhoto.file_id)
        .where(CasePhoto.case_id.in_(cases), CasePhoto.is_public, StoredFile.state == State.READY)
        .order_by(CasePhoto.case_id, CasePhoto.place.desc())
    )
    found = {row.case_id: row.id for row in rows}
    return {case_id: found[case_id] for case_id in cases if case_id in found}


def known_case(session: Session, number: str) -> Case | None:
    """The open damage case with a number, for a "me too"."""
    return session.scalar(select(Case).where(Case.number == number, Case.is_open, Case.kind == KIND.slug))


def version_at(session: Session, ref: str) -> tuple[object, ...]:
    """Differs whenever what `known_at` shows differs; one look into one index."""
    row = session.execute(
        select(func.count(), func.max(Case.id), func.sum(Case.version), func.sum(Case.voices)).where(
            Case.subject_ref == ref, Case.is_open
        )
    ).one()
    return tuple(row)


def place_photo(session: Session, photo_id: UUID) -> StoredFile | None:
    """The photo of a place in use."""
    return session.scalar(
        select(StoredFile)
        .join(Place, Place.photo_id == StoredFile.id)
        .where(StoredFile.id == photo_id, Place.is_active)
        .limit(1)
    )
