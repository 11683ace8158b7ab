"""What can be looked up about drafts: always by owner, so that nobody else's is ever found."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.forms.drafts import content
from portal.forms.drafts.content import Content
from portal.forms.drafts.models import Draft

_OWN = select(Draft).where(Draft.owner == bindparam("owner"), Draft.service == bindparam("service"))
_LOCKED = _OWN.with_for_update().execution_options(populate_existing=True)


def draft_of(session: Session, owner: str, service: str) -> Draft | None:
    """The draft that `owner` has in `service`."""
    return session.scalar(_OWN, {"owner": owner, "service": service})


def draft_to_change(session: Session, owner: str, service: str) -> Draft | None:
    """The same as it is now, locked until the transaction ends, so that two tabs write one after the other."""
    return session.scalar(_LOCKED, {"owner": owner, "service": service})


def expired(session: Session, service: str, now: datetime, most: int = 100) -> Sequence[Draft]:
    """Drafts of `service` that nobody has come back to in time, the oldest first, at most so many."""
    found = select(Draft).where(Draft.expires_at <= now, Draft.service == service)
    return session.scalars(found.order_by(Draft.expires_at).limit(most)).all()


def content_of(draft: Draft) -> Content:
    """What a draft holds."""
    return content.from_json(draft.pages)
