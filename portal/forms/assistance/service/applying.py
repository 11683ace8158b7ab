"""Filling in: a draft is begun for a month, settles what kind it is, fetches what was said last time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.residents import Resident
from portal.core.settings.assistance import AssistanceSettings
from portal.forms.assistance.queries import applying as queries
from portal.forms.assistance.queries import own
from portal.forms.assistance.rules import conditions, months
from portal.forms.assistance.rules import fetching as rules
from portal.forms.assistance.rules.answers import ApplicationKind
from portal.forms.assistance.service import attaching, signing
from portal.forms.drafts import queries as old_drafts
from portal.forms.drafts import service as drafts
from portal.forms.drafts.content import Content, Page
from portal.forms.drafts.models import Draft
from portal.forms.drafts.queries import content_of

SERVICE = "assistance"
"""Under which the draft of an application is kept."""

_DECIDES_KIND = frozenset({conditions.PERIOD, conditions.TOGETHER})


@dataclass(frozen=True)
class Kept:
    """Where and when a page was kept: the version that was shown, the open tab, the day and time."""

    seen: int
    tab: str
    now: datetime


def begin(
    session: Session, resident: Resident, *, month: str, language: str, settings: AssistanceSettings, now: datetime
) -> Draft:
    """The resident's draft: the one there is, else a new one for `month`, which knows whom they applied with last."""
    last = queries.last_answers(session, resident.subject_key)
    about = {"name": resident.name, "personnummer": resident.personnummer, "kind": ApplicationKind.FIRST.value}
    about |= rules.partner_of(last, resident.personnummer) | {rules.OPENS: str(settings.opens_days_before)}
    page = Page(values={"month": month}, version=1, is_said=True)
    draft = drafts.begin(
        session,
        owner=resident.subject_key,
        service=SERVICE,
        language=language,
        content=Content(about, {conditions.PERIOD: page}),
        days=settings.draft_days,
        now=now,
    )
    return _settled(session, draft, content_of(draft), settings=settings, now=now)


def keep(
    session: Session,
    draft: Draft,
    *,
    code: str,
    change: Callable[[Page], Page],
    kept: Kept,
    settings: AssistanceSettings,
) -> Content:
    """Keep one page and give all of the draft; raises `ChangedElsewhere`.

    After the month or the household is said, the kind of application follows, and what was fetched before for another
    household is gone.
    """
    content = drafts.keep_page(
        session,
        draft,
        code=code,
        change=change,
        seen=kept.seen,
        tab=kept.tab,
        days=settings.draft_days,
        now=kept.now,
    )
    if code in _DECIDES_KIND and content.page(code).is_said:
        return content_of(_settled(session, draft, content, settings=settings, now=kept.now))
    return content


def fetch_last(session: Session, draft: Draft, *, settings: AssistanceSettings, now: datetime) -> None:
    """Fill the pages where nothing stands yet with what the resident may take from their last application."""
    content = _fetched(session, draft, content_of(draft))
    drafts.rewrite(session, draft, content=content, days=settings.draft_days, now=now)


def confirm_same(
    session: Session, draft: Draft, codes: tuple[str, ...], *, settings: AssistanceSettings, now: datetime
) -> None:
    """The resident has read what was fetched for these pages, and nothing has changed."""
    content = rules.confirmed(content_of(draft), codes)
    drafts.rewrite(session, draft, content=content, days=settings.draft_days, now=now)


def discard(session: Session, draft: Draft, *, now: datetime) -> None:
    """Throw a draft away with what hangs on it and what waits to be signed; a filed application stays."""
    unfiled = own.unfiled_of_draft(session, draft.id)
    if unfiled is not None:
        signing.void(session, unfiled, now=now)
    there = own.draft_attachments(session, draft.id)
    for attachment in there:
        attaching.remove(session, there, attachment.id, now=now)
    drafts.discard(session, draft)


def forget_expired(session: Session, now: datetime) -> int:
    """Throw away drafts that nobody has come back to, some at a time; gives how many."""
    expired = old_drafts.expired(session, SERVICE, now)
    for draft in expired:
        discard(session, draft, now=now)
    return len(expired)


def _settled(
    session: Session, draft: Draft, content: Content, *, settings: AssistanceSettings, now: datetime
) -> Draft:
    settled = rules.for_household(content, _household(session, content))
    kind = _kind(session, draft, settled)
    settled = settled.knowing(kind=kind.value)
    if kind is not ApplicationKind.FIRST:
        settled = _fetched(session, draft, settled)
    if settled != content:
        drafts.rewrite(session, draft, content=settled, days=settings.draft_days, now=now)
    return draft


def _fetched(session: Session, draft: Draft, content: Content) -> Content:
    last = queries.last_answers(session, draft.owner)
    return content if last is None else rules.fetched(content, last)


def _kind(session: Session, draft: Draft, content: Content) -> ApplicationKind:
    month = content.values(conditions.PERIOD).get("month", "")
    return months.kind_for(month, _household(session, content), queries.earlier(session, draft.owner))


def _household(session: Session, content: Content) -> str:
    numbers = [content.about["personnummer"], *rules.partner_number(content)]
    return signing.household_key(session.info["keyring"], numbers)
