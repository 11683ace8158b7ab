"""Saved views, and photos of the result."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.backoffice import queries
from portal.backoffice.filters import QueueFilter
from portal.backoffice.models import SavedView
from portal.backoffice.rules import VIEW_NAME_MOST, VIEWS_MOST
from portal.cases import service as cases
from portal.cases.models import Actor, Case, CasePhoto, EventType
from portal.core.errors import NotFound, Refused
from portal.core.words import word
from portal.platform.files import service as files


def save_view(session: Session, *, by: Viewer, name: str, asked: QueueFilter, is_shared: bool) -> SavedView:
    """Keep a filter under a name in the left column; refused without a name or when there are too many."""
    name = " ".join(name.split())[:VIEW_NAME_MOST]
    if not name:
        raise Refused(word("Please give the view a name."))
    position = queries.own_views(session, by)
    if position >= VIEWS_MOST:
        raise Refused(word("You have as many saved views as there is room for. Remove one first."))
    view = SavedView(
        owner_id=by.account_id, name=name, query=asked.with_(map=False), is_shared=is_shared, position=position
    )
    session.add(view)
    session.flush()
    return view


def remove_view(session: Session, view_id: UUID, *, by: Viewer) -> None:
    """Remove one of one's own views; `NotFound` for somebody else's."""
    view = session.get(SavedView, view_id)
    if view is None or view.owner_id != by.account_id:
        raise NotFound
    session.delete(view)
    session.flush()


def add_result_photos(
    session: Session, case: Case, *, nonce: bytes, hashes: Sequence[str], by: Viewer, now: datetime
) -> None:
    """Hang photos of the result, received under a form's `nonce`, on the case; the reporter sees them."""
    if not hashes:
        return
    last = session.scalar(select(func.max(CasePhoto.place)).where(CasePhoto.case_id == case.id))
    for place, sha in enumerate(hashes, start=(last or 0) + 1):
        file = files.receive(session, nonce=nonce, sha=sha, now=now)
        session.add(CasePhoto(case_id=case.id, file_id=file.id, place=place, is_ours=True))
    event = cases.append(session, case, EventType.PHOTO, now, actor=Actor.STAFF, is_public=True)
    event.actor_id = by.account_id
    session.flush()
