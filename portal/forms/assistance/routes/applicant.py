"""Who fills in, and their own draft: nobody else's is ever found, and who may not apply online is told what to do."""

from dataclasses import dataclass
from datetime import date

from flask import abort

from portal.accounts.hindered import hindered_page
from portal.accounts.resident_guard import current_resident
from portal.accounts.residents import Resident, hindrance
from portal.cases.promise import day_of
from portal.core import clock
from portal.core.errors import NotFound
from portal.core.settings.assistance import AssistanceSettings
from portal.core.web import database, db, runtime
from portal.forms.assistance.service.applying import SERVICE
from portal.forms.drafts import queries
from portal.forms.drafts.content import Content
from portal.forms.drafts.models import Draft


def applicant() -> Resident:
    """The resident who asks; somebody who cannot apply online is shown what to do instead."""
    resident = current_resident()
    municipality = runtime().settings.municipality
    if hindered := hindrance(resident, municipality.code, today()):
        abort(hindered_page(hindered, resident, municipality.assistance.office))
    return resident


def own_draft() -> Draft | None:
    """The draft of the resident who asks."""
    return queries.draft_of(db(), applicant().subject_key, SERVICE)


def draft_to_read() -> Draft:
    """The same; raises NotFound when there is none."""
    return _found(own_draft())


@dataclass(frozen=True)
class Seen:
    """A draft as it was looked at before a request writes: what it holds, and the row where it is locked already."""

    content: Content
    row: Draft | None = None

    def locked(self) -> Draft:
        """The draft, locked from now on."""
        return self.row or draft_to_change()


def seen_draft() -> Seen:
    """The draft to look at before writing; raises NotFound when there is none.

    SQLite has one writer, kept waiting no longer than it takes to store; elsewhere the row is locked at once.
    """
    if database().dialect != "sqlite":
        draft = draft_to_change()
        return Seen(queries.content_of(draft), draft)
    owner = applicant().subject_key
    with database().read() as session:
        return Seen(queries.content_of(_found(queries.draft_of(session, owner, SERVICE))))


def draft_to_change() -> Draft:
    """The same, locked; raises NotFound when there is none."""
    return _found(queries.draft_to_change(db(), applicant().subject_key, SERVICE))


def practice() -> AssistanceSettings:
    """What the municipality has decided about assistance."""
    return runtime().settings.municipality.assistance


def today() -> date:
    """The day in Sweden."""
    return day_of(clock.now())


def _found(draft: Draft | None) -> Draft:
    if draft is None:
        raise NotFound
    return draft
