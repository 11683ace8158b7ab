"""What the sign's page depends on, in one look."""

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session

from portal.cases.models import Case
from portal.reports.places.models import Place, Sign, SignState


@dataclass(frozen=True)
class Stamp:
    """Differs whenever the sign's page would: its life, the place, the open cases there and who has seen them."""

    state: SignState
    is_active: bool
    page_version: int
    cases: int
    newest: int | None
    changes: int | None
    voices: int | None

    @property
    def is_in_use(self) -> bool:
        """False for a retired sign and for a place that is no longer kept."""
        return self.is_active and self.state is not SignState.RETIRED


_STAMP = (
    select(
        Sign.state,
        Place.is_active,
        Place.page_version,
        func.count(Case.id),
        func.max(Case.id),
        func.sum(Case.version),
        func.sum(Case.voices),
    )
    .join(Place, Place.id == Sign.place_id)
    .outerjoin(Case, and_(Case.subject_ref == Place.ref, Case.is_open))
    .where(Sign.code == bindparam("code"))
    .group_by(Sign.id, Place.id)
)


def stamp(session: Session, code: str) -> Stamp | None:
    """The stamp of the sign with `code`; None when nobody knows the sign."""
    row = session.execute(_STAMP, {"code": code}).one_or_none()
    return Stamp(*row) if row else None
