"""What can be looked up about cases."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session, joinedload, object_session, selectinload, undefer_group

from portal.accounts.permissions import Permission
from portal.accounts.viewer import Viewer
from portal.cases import numbers
from portal.cases.kinds import Kind, Kinds, Secrecy
from portal.cases.models import Actor, Case, CaseEvent, CasePhoto, EventType, LetterLink

SHORTEST_TRIGRAM = 3


def case_by_receipt(session: Session, receipt: str, *, is_locked: bool = False) -> Case | None:
    """The case that a receipt opens; locked until the end of the transaction for those who change it."""
    found = numbers.receipt_hash(session.info["keyring"], receipt)
    wanted = select(Case).where(Case.receipt_hash == found)
    return session.scalar(wanted.with_for_update() if is_locked else wanted)


def case_by_letter(session: Session, token: str, now: datetime) -> Case | None:
    """The case that a letter's link opens, while the link lasts."""
    found = numbers.letter_hash(session.info["keyring"], token)
    return session.scalar(
        select(Case)
        .join(LetterLink, LetterLink.case_id == Case.id)
        .where(LetterLink.token_hash == found, LetterLink.expires_at > now)
    )


def case_by_number(session: Session, number: str) -> Case | None:
    """The case with a number, in whatever case it was typed."""
    return session.scalar(select(Case).where(Case.number == number.strip().upper()))


def duplicates_of(session: Session, case: Case) -> Sequence[Case]:
    """The cases that were closed as duplicates of `case`, the oldest first; their contact details can be opened."""
    return session.scalars(
        select(Case).where(Case.duplicate_of_id == case.id).options(undefer_group("contact")).order_by(Case.id)
    ).all()


def whole_case(session: Session, case_id: int) -> Case:
    """A case with its history, who wrote it, its photos and who works on it; contact details can be opened."""
    return session.scalars(
        select(Case)
        .where(Case.id == case_id)
        .options(
            selectinload(Case.events).joinedload(CaseEvent.staff),
            selectinload(Case.photos).joinedload(CasePhoto.file),
            joinedload(Case.assignee),
            undefer_group("contact"),
        )
        .execution_options(populate_existing=True)
    ).one()


def public_events(session: Session, case: Case) -> Sequence[CaseEvent]:
    """What the reporter may read of the history, oldest first."""
    return session.scalars(
        select(CaseEvent)
        .where(CaseEvent.case_id == case.id, CaseEvent.is_public)
        .options(joinedload(CaseEvent.staff))
        .order_by(CaseEvent.id)
    ).all()


def has_news_since(session: Session, case: Case, seen: int) -> bool:
    """True when something that staff did not do themselves and should read came after the event `seen` (an id)."""
    for_staff = and_(CaseEvent.actor != Actor.STAFF, CaseEvent.type.not_in((EventType.VOICE, EventType.CONTACT)))
    later = select(CaseEvent.id).where(CaseEvent.case_id == case.id, CaseEvent.id > seen, for_staff)
    return session.scalar(later.limit(1)) is not None


def photos_of(session: Session, case: Case) -> Sequence[CasePhoto]:
    """The photos of a case with their files, in order."""
    return session.scalars(
        select(CasePhoto)
        .where(CasePhoto.case_id == case.id)
        .options(joinedload(CasePhoto.file))
        .order_by(CasePhoto.place)
    ).all()


def photo(session: Session, photo_id: UUID) -> CasePhoto | None:
    """A photo with its file."""
    return session.scalar(select(CasePhoto).where(CasePhoto.id == photo_id).options(joinedload(CasePhoto.file)))


def case_of_file(session: Session, file_id: UUID) -> Case | None:
    """The case that a file is a photo of; its contact details can be opened."""
    return session.scalar(
        select(Case)
        .join(CasePhoto, CasePhoto.case_id == Case.id)
        .where(CasePhoto.file_id == file_id)
        .options(undefer_group("contact"))
    )


def public_photo(session: Session, photo_id: UUID) -> CasePhoto | None:
    """A photo that staff have published, while its case is published."""
    return session.scalar(
        select(CasePhoto)
        .join(Case, Case.id == CasePhoto.case_id)
        .where(CasePhoto.id == photo_id, CasePhoto.is_public, Case.published_at.is_not(None))
        .options(joinedload(CasePhoto.file))
    )


def may_see(viewer: Viewer, case: Case, kind: Kind) -> bool:
    """True when the viewer may know that the case exists; the same rule as `visible_to` for one row."""
    if viewer.may(Permission(kind.permission)):
        in_reach = kind.secrecy is not Secrecy.OPEN or _in_reach(viewer, case)
        return in_reach and (kind.barred is None or viewer.account_id not in _barred(case, kind))
    is_shared = kind.secrecy is Secrecy.UNTIL_SHARED and case.shared_at is not None
    return is_shared and case.team in viewer.teams


def barred_accounts(session: Session, case: Case, kind: Kind) -> frozenset[UUID]:
    """The members of staff who may not know of the case, whatever their role (jäv)."""
    if kind.barred is None:
        return frozenset()
    pairs = kind.barred().subquery()
    return frozenset(session.scalars(select(pairs.c.account_id).where(pairs.c.case_id == case.id)))


def _barred(case: Case, kind: Kind) -> frozenset[UUID]:
    session = object_session(case)
    if session is None:
        raise LookupError(f"{case!r} belongs to no session, so nobody can say from whom it is hidden")
    return barred_accounts(session, case, kind)


def _in_reach(viewer: Viewer, case: Case) -> bool:
    everything = viewer.may(Permission.SEE_ALL_TEAMS)
    return everything or case.team in viewer.teams or case.assignee_id == viewer.account_id


def visible_to(viewer: Viewer, kinds: Kinds) -> ColumnElement[bool]:
    """The condition on `Case` for what the viewer may know of, by the secrecy of each kind."""
    return or_(false(), *(_visible_of(viewer, kind) for kind in kinds.values()))


def _visible_of(viewer: Viewer, kind: Kind) -> ColumnElement[bool]:
    of_kind = Case.kind == kind.slug
    if not viewer.may(Permission(kind.permission)):
        shared = kind.secrecy is Secrecy.UNTIL_SHARED
        return and_(of_kind, Case.shared_at.is_not(None), Case.team.in_(viewer.teams)) if shared else false()
    if kind.barred is not None:
        of_kind = and_(of_kind, _not_barred(viewer, kind.barred().subquery()))
    if kind.secrecy is not Secrecy.OPEN or viewer.may(Permission.SEE_ALL_TEAMS):
        return of_kind
    return and_(of_kind, or_(Case.team.in_(viewer.teams), Case.assignee_id == viewer.account_id))


def _not_barred(viewer: Viewer, pairs: Any) -> ColumnElement[bool]:
    return Case.id.not_in(select(pairs.c.case_id).where(pairs.c.account_id == viewer.account_id))
