"""What happens to drafts: begun, kept page by page, thrown away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.core.errors import Conflict
from portal.core.words import Word, word
from portal.forms.drafts import content as contents
from portal.forms.drafts import queries
from portal.forms.drafts.content import Content, Page
from portal.forms.drafts.models import Draft


class ChangedElsewhere(Conflict):
    """The page was kept from another tab or device after this one was opened, and it says something else."""

    default: ClassVar[Word] = word("This page was changed from another tab or device.")


def begin(
    session: Session, *, owner: str, service: str, language: str, content: Content, days: int, now: datetime
) -> Draft:
    """The draft of `owner` in `service`: the one there is, whatever it holds, else a new one with `content`."""
    found = queries.draft_to_change(session, owner, service)
    if found is not None:
        return found
    draft = Draft(owner=owner, service=service, language=language, made_at=now, changed_at=now, expires_at=now)
    draft.expires_at = now + timedelta(days=days)
    draft.pages = contents.to_json(content)
    try:
        with session.begin_nested():
            session.add(draft)
    except IntegrityError:
        there = queries.draft_to_change(session, owner, service)
        if there is None:
            raise
        return there
    return draft


def rewrite(session: Session, draft: Draft, *, content: Content, days: int, now: datetime) -> None:
    """Let the draft hold `content` from now on, and live `days` from today."""
    draft.version += 1
    draft.pages = contents.to_json(content)
    draft.changed_at, draft.expires_at = now, now + timedelta(days=days)
    session.flush()


def keep_page(
    session: Session,
    draft: Draft,
    *,
    code: str,
    change: Callable[[Page], Page],
    seen: int,
    tab: str,
    days: int,
    now: datetime,
) -> Content:
    """Keep a page as `change` makes it, and give all of the draft.

    `seen` is the version that was shown, `tab` the open page it was shown in. Raises `ChangedElsewhere` when the page
    was kept from somewhere else since then and would lose what it says; nothing is changed then. What changes nothing
    is not written.
    """
    content = queries.content_of(draft)
    old = content.page(code)
    new = change(old)
    if new == old:
        return content
    if (new.values, new.rows) != (old.values, old.rows) and old.version > seen and old.tab != tab:
        raise ChangedElsewhere
    kept = content.with_page(code, replace(new, version=draft.version + 1, tab=tab))
    rewrite(session, draft, content=kept, days=days, now=now)
    return kept


def discard(session: Session, draft: Draft) -> None:
    """Throw a draft away."""
    session.delete(draft)
    session.flush()
