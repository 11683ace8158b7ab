"""What the pages of the application share: what comes with a form, keeping it, and where one comes next.

What is posted is kept even when it is not right yet, so that nothing is lost; what the rules do not ask is dropped.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import redirect, request, url_for
from flask_babel import format_date
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.errors import NotFound
from portal.core.web import db, runtime
from portal.core.web.languages import current_language
from portal.forms import steps
from portal.forms.assistance.form.page import PageForm
from portal.forms.assistance.pages import state
from portal.forms.assistance.pages.catalogue import PAGES, PageKind
from portal.forms.assistance.routes.applicant import practice, today
from portal.forms.assistance.rules import conditions, months
from portal.forms.assistance.rules.conditions import Setting
from portal.forms.assistance.service import applying
from portal.forms.assistance.service.applying import Kept
from portal.forms.drafts.content import Content, Page
from portal.forms.drafts.models import Draft
from portal.forms.steps import Standing

REVIEW = "granska"
LONGEST_TAB, LONGEST_VERSION = 32, 9
Answer = Response | str | tuple[str, int]
Change = Callable[[Page], Page]


@dataclass(frozen=True)
class Sent:
    """What came with a form beside its answers: the version shown, the open tab, how it was sent."""

    seen: int
    tab: str
    is_quiet: bool
    language: str
    till: str

    @property
    def is_unfinished(self) -> bool:
        """True when it is only kept: in the background, or because the language changes."""
        return self.is_quiet or bool(self.language)


def sent() -> Sent:
    """Out of the form of this request; a version that is nonsense counts as opened long ago."""
    seen, language = request.form.get("version", ""), request.form.get("language", "")
    others = set(runtime().settings.municipality.languages) - {current_language()}
    return Sent(
        seen=int(seen) if seen.isdecimal() and len(seen) <= LONGEST_VERSION else 0,
        tab=request.form.get("tab", "")[:LONGEST_TAB],
        is_quiet="autosave" in request.form,
        language=language if language in others else "",
        till=till(),
    )


def till() -> str:
    """Where to go when the page is done, if not to the next one: only to the page of all answers."""
    return REVIEW if request.values.get("till") == REVIEW else ""


def asked(content: Content, code: str) -> tuple[PageKind, Setting]:
    """The page `code` if this application asks it, otherwise NotFound."""
    setting = state.setting_of(content, today())
    if code not in conditions.asked(setting):
        raise NotFound
    return PAGES[code], setting


def keep(draft: Draft, code: str, arrived: Sent, change: Change) -> Content:
    """Keep a page and commit; raises `ChangedElsewhere`."""
    kept = Kept(arrived.seen, arrived.tab, clock.now())
    content = applying.keep(db(), draft, code=code, change=change, kept=kept, settings=practice())
    db().commit()
    return content


def with_texts(form: PageForm, *, is_done: bool) -> Change:
    """The page as the form says it; with rows there is always something, whatever was answered."""
    texts = form.texts()

    def change(page: Page) -> Page:
        said = texts | ({"has": "yes"} if page.rows else {})
        is_equal = said == dict(page.values)
        return replace(
            page,
            values=said,
            is_said=is_done or (page.is_said and is_equal),
            is_carried=page.is_carried and is_equal and not is_done,
            is_same=is_equal and (page.is_same or (page.is_carried and is_done)),
        )

    return change


def frame(draft: Draft, setting: Setting, code: str) -> dict[str, object]:
    """What every page that is filled in shows around its form: which month, how far, which tab."""
    codes = conditions.asked(setting)
    return {
        "draft": draft,
        "setting": setting,
        "month_name": month_name(setting.month),
        "place": codes.index(code) + 1,
        "total": len(codes),
        "till": till(),
        "tab": request.form.get("tab", "")[:LONGEST_TAB] or secrets.token_hex(8),
        "is_changed_elsewhere": False,
    }


def month_name(month: str) -> str:
    """A month written `2026-03` as people say it."""
    return str(format_date(months.first_day(month), "LLLL y")) if month else ""


def on_after(content: Content, code: str, arrived: Sent) -> Response:
    """To the page that is asked next and not done; at the end to all answers."""
    if arrived.till:
        return redirect(url_for("assistance.review"), 303)
    setting = state.setting_of(content, today())
    codes = conditions.asked(setting)
    following = steps.after(codes, code)
    while following is not None:
        standing = state.read_page(content, following, setting).standing
        if standing is Standing.CHECK and following in conditions.KEPT_BY_A_RENEWAL:
            return redirect(url_for("assistance.same"), 303)
        if standing is not Standing.DONE:
            return redirect(url_for("assistance.page", code=following), 303)
        following = steps.after(codes, following)
    return redirect(url_for("assistance.review"), 303)
