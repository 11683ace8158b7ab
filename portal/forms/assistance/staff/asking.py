"""Asking the resident: a supplement with a date, kommunicering before a negative decision, a message."""

from datetime import timedelta

from flask import request
from flask_babel import force_locale, gettext

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission
from portal.cases.promise import next_working_day
from portal.core import clock
from portal.core.errors import NotFound
from portal.core.web import db, staff
from portal.forms.assistance.models import ExchangeKind
from portal.forms.assistance.papers.wording import month_name
from portal.forms.assistance.robot import text
from portal.forms.assistance.service import deciding, investigating
from portal.forms.assistance.staff.blueprint import bp
from portal.forms.assistance.staff.forms import AskForm, WriteForm
from portal.forms.assistance.staff.opening import BOTH, Answer, Opened, opened, rules_of_town, submitted, today

KINDS = {"komplettering": ExchangeKind.SUPPLEMENT, "kommunicering": ExchangeKind.KOMMUNICERING}
DONE = {ExchangeKind.SUPPLEMENT: "fragat", ExchangeKind.KOMMUNICERING: "skickat"}


@bp.route("/<number>/fraga/<what>", methods=BOTH)
@staff(Permission.SEE_ASSISTANCE)
def ask(number: str, what: str) -> Answer:
    """Ask for a supplement, or send what the decision will rest on for comments."""
    if what not in KINDS:
        raise NotFound
    kind, page = KINDS[what], opened(number)
    form = AskForm(today(), data=_start(page, kind))

    def do() -> object:
        return investigating.ask(
            db(),
            page.application,
            kind=kind,
            words=form.words.data,
            due_on=form.due_on.day or today(),
            by=current_viewer(),
            version=form.version.data,
            now=clock.now(),
        )

    return submitted(page, form, "assistance/staff/ask.html", do, DONE[kind], kind=kind, what=what)


@bp.route("/<number>/skriv", methods=BOTH)
@staff(Permission.SEE_ASSISTANCE)
def write(number: str) -> Answer:
    """Write to the resident."""
    page = opened(number)
    form = WriteForm(today(), data={"version": page.frame.case.version})

    def do() -> object:
        return investigating.write(
            db(),
            page.application,
            words=form.words.data,
            by=current_viewer(),
            version=form.version.data,
            now=clock.now(),
        )

    return submitted(page, form, "assistance/staff/write.html", do, "skrivet")


def _start(page: Opened, kind: ExchangeKind) -> dict[str, object]:
    """The usual last day, and for kommunicering the calculation in plain words, in the resident's language."""
    rules = rules_of_town()
    days = rules.supplement_days if kind is ExchangeKind.SUPPLEMENT else rules.kommunicering_days
    due_on = next_working_day(today() + timedelta(days=days))
    words = _material(page) if kind is ExchangeKind.KOMMUNICERING and request.method == "GET" else ""
    return {"version": page.frame.case.version, "due_on": due_on.isoformat(), "words": words}


def _material(page: Opened) -> str:
    if page.work.calculation is None:
        return ""
    result = deciding.result_of(page.work.calculation)
    with force_locale(page.application.language):
        reckoning = text.plain(text.for_resident(result, gettext, month=month_name(page.application.month)))
        return "\n\n".join(
            (
                gettext("Before we decide we show you what we know and how we have reckoned."),
                reckoning,
                gettext("Write to us if something is wrong or missing."),
            )
        )
