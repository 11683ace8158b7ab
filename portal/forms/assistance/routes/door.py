"""From `ansok` on one is known: which months are open, a draft is begun, its task list, what was said last time."""

from collections.abc import Sequence

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.web import db, render, resident
from portal.core.web.languages import current_language
from portal.forms.assistance.form.people import PeriodForm
from portal.forms.assistance.pages import showing, state
from portal.forms.assistance.pages.catalogue import GROUPS
from portal.forms.assistance.pages.state import ReadPage
from portal.forms.assistance.queries import applying as queries
from portal.forms.assistance.queries import own
from portal.forms.assistance.routes.applicant import (
    applicant,
    draft_to_change,
    draft_to_read,
    own_draft,
    practice,
    today,
)
from portal.forms.assistance.routes.blueprint import bp
from portal.forms.assistance.routes.sending import month_name
from portal.forms.assistance.rules import conditions, labels, months
from portal.forms.assistance.rules.conditions import Setting
from portal.forms.assistance.service import applying
from portal.forms.drafts.content import Content
from portal.forms.drafts.queries import content_of
from portal.forms.steps import Standing, left


@bp.route("/ansok", methods=["GET", "POST"])
@resident
def apply() -> Response | str | tuple[str, int]:
    """Choose the month and begin; somebody who has begun goes on where they were."""
    person, now = applicant(), clock.now()
    if own_draft() is not None:
        return redirect(url_for("assistance.tasks"), 303)
    offers = months.offers(today(), practice().opens_days_before, queries.earlier(db(), person.subject_key))
    setting = Setting(today(), months=tuple(offer.month for offer in offers))
    form = PeriodForm(request.form if request.method == "POST" else {}, setting)
    if request.method == "POST" and form.validate():
        applying.begin(db(), person, month=form.month.data, language=current_language(), settings=practice(), now=now)
        db().commit()
        return redirect(url_for("assistance.page", code=conditions.TOGETHER), 303)
    page = render("assistance/apply.html", form=form, offers=offers, opens=_next_opening(setting.months[-1]))
    return page, 422 if form.errors else 200


@bp.get("/ansok/uppgifter")
@resident
def tasks() -> str:
    """Everything that is asked, and how far each page has come."""
    draft, day = draft_to_read(), today()
    content = content_of(draft)
    setting = state.setting_of(content, day)
    pages = {page.kind.code: page for page in state.read_all(content, day)}
    still_left = left(state.steps(tuple(pages.values())))
    return render(
        "assistance/tasks.html",
        draft=draft,
        month_name=month_name(setting.month),
        kind_name=labels.KINDS[setting.kind],
        groups=[(title, [pages[code] for code in codes if code in pages]) for title, codes in GROUPS],
        done=len(pages) - len(still_left),
        total=len(pages),
        same=_to_confirm(tuple(pages.values())),
        may_fetch=_may_fetch(draft.owner, content),
        waiting=own.unfiled_of_draft(db(), draft.id),
    )


@bp.post("/ansok/hamta")
@resident
def fetch() -> Response:
    """Fetch what may be fetched from the last application."""
    applying.fetch_last(db(), draft_to_change(), settings=practice(), now=clock.now())
    db().commit()
    return redirect(url_for("assistance.tasks"), 303)


@bp.route("/ansok/samma", methods=["GET", "POST"])
@resident
def same() -> Response | str:
    """What was said last time, on one page: nothing has changed, or change one of them."""
    is_sent = request.method == "POST"
    draft = draft_to_change() if is_sent else draft_to_read()
    pages = _to_confirm(state.read_all(content_of(draft), today()))
    if is_sent:
        codes = tuple(page.kind.code for page in pages if page.kind.code in request.form.getlist("page"))
        applying.confirm_same(db(), draft, codes, settings=practice(), now=clock.now())
        db().commit()
    if is_sent or not pages:
        return redirect(url_for("assistance.tasks"), 303)
    return render("assistance/same.html", parts=list(zip(pages, showing.sections(pages), strict=True)))


@bp.route("/ansok/kasta", methods=["GET", "POST"])
@resident
def discard() -> Response | str:
    """Throw the draft away, after a question."""
    if request.method != "POST":
        return render("assistance/discard.html", draft=draft_to_read())
    applying.discard(db(), draft_to_change(), now=clock.now())
    db().commit()
    return redirect(url_for("assistance.start"), 303)


def _next_opening(last: str) -> object:
    return months.opens_on(months.next_month(last), practice().opens_days_before)


def _may_fetch(owner: str, content: Content) -> bool:
    """True when there is something to fetch and nothing has been fetched."""
    is_known = content.page(conditions.APPLICANT).is_said or content.page(conditions.APPLICANT).is_carried
    return not is_known and queries.last_answers(db(), owner) is not None


def _to_confirm(pages: Sequence[ReadPage]) -> list[ReadPage]:
    """The pages that were fetched and only need a look."""
    return [
        page for page in pages if page.standing is Standing.CHECK and page.kind.code in conditions.KEPT_BY_A_RENEWAL
    ]
