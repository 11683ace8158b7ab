"""What can be looked up about drafts: always by owner, so that nobody else's is ever found."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.forms.drafts import content
from portal.forms.drafts.content import Content
from portal.forms.drafts.models import Draft


def draft_of(session: Session, owner: str, service: str) -> Draft | None:
    """The draft that `owner` has in `service`."""
    return session.scalar(select(Draft).where(Draft.owner == owner, Draft.service == service))


def draft_to_change(session: Session, owner: str, service: str) -> Draft | None:
    """The same, locked until the transaction ends, so that two tabs write one after the other."""
    found = select(Draft).where(Draft.owner == owner, Draft.service == service)
    return session.scalar(found.with_for_update())


def content_of(draft: Draft) -> Content:
    """What a draft holds."""
    return content.from_json(draft.pages)
