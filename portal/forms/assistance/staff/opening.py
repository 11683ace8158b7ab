"""How every page about one application begins and ends: put on record, opened, acted on once, sent on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import make_response, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement
from sqlalchemy.orm.attributes import set_committed_value
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from portal.accounts.guard import current_viewer
from portal.backoffice.frame import CaseFrame, case_frame, kinds
from portal.cases.promise import day_of
from portal.cases.queries import case_by_number, may_see, visible_to
from portal.core import clock
from portal.core.errors import Conflict, NotFound, Refused
from portal.core.settings.assistance import AssistanceSettings
from portal.core.web import database, db, render, runtime
from portal.core.web.current import READING
from portal.core.words import Word
from portal.forms.assistance.models import Application
from portal.forms.assistance.queries import casework
from portal.forms.assistance.queries.casework import Casework
from portal.forms.assistance.service.noting import KIND
from portal.platform.audit import service as audit

Answer = str | Response
BOTH = ["GET", "POST"]
DONE = {
    "utreds": _l("The application is being looked into."),
    "rad": _l("The line is changed, and everything is calculated again."),
    "raknat": _l("Everything is calculated again."),
    "fragat": _l("Your question is on its way. The resident answers when signed in."),
    "skickat": _l("It is sent for comments. You can decide when it is answered, or when the time has run out."),
    "skrivet": _l("Your message is on its way."),
    "beslutat": _l("The decision is made, and the resident is told that there is something to read."),
    "vidare": _l("The decision waits for a second person."),
    "ater": _l("The decision is sent back."),
    "delgiven": _l("The day is noted, and the time to appeal is reckoned from it."),
    "overklagande": _l("The appeal is taken care of, and the resident is told."),
}


@dataclass(frozen=True)
class Opened:
    """One application, open to this viewer in this request."""

    frame: CaseFrame
    work: Casework

    @property
    def application(self) -> Application:
        """The application; its `case` is loaded."""
        return self.work.application

    @property
    def number(self) -> str:
        """The number of its case."""
        return self.frame.case.number

    @property
    def done(self) -> object | None:
        """What was just done here, in words."""
        return DONE.get(request.args.get("klart", "")) or self.frame.done

    def url(self, view: str, **values: Any) -> str:
        """The address of one of this package's pages about the application."""
        return url_for(f"assistance_staff.{view}", number=self.number, **values)


def opened(number: str) -> Opened:
    """The application of a case, put on record first; `NotFound` alike for none and for one that may not be seen."""
    if request.method not in READING:
        _put_on_record(number)
    frame = case_frame(number)
    work = casework.casework(db(), frame.case.id, visible())
    if work is None:
        raise NotFound
    set_committed_value(work.application, "case", frame.case)
    return Opened(frame, work)


def submitted(
    page: Opened,
    form: Any,
    template: str,
    do: Callable[[], object],
    done: str | Callable[[object], str],
    **values: Any,
) -> Answer:
    """Show the form, or do it once and go on to the case; refused or overtaken, show it with all that was typed."""
    if request.method == "GET":
        return shown(page, form, template, (), 200, **values)
    if not form.validate():
        return shown(page, form, template, (), 422, **values)
    try:
        result = do()
        db().commit()
    except (Conflict, Refused) as error:
        db().rollback()
        again = Opened(*_again(page.number))
        form.version.data = again.frame.case.version
        return shown(again, form, template, [error.message], error.status, **values)
    return redirect(page.url("review", klart=done if isinstance(done, str) else done(result)), 303)


def shown(
    page: Opened, form: Any, template: str, errors: list[Word] | tuple[()], status: int, **values: Any
) -> Response:
    """A page about the application with a form and what is wrong with it."""
    extra = [(gettext(error), None) for error in errors]
    return make_response(render(template, page=page, frame=page.frame, form=form, extra=extra, **values), status)


def visible() -> ColumnElement[bool]:
    """The condition on cases that this viewer may know of."""
    return visible_to(current_viewer(), kinds())


def rules_of_town() -> AssistanceSettings:
    """What the municipality has decided about assistance."""
    found: AssistanceSettings = runtime().settings.municipality.assistance
    return found


def today() -> date:
    """The day in Sweden."""
    return day_of(clock.now())


def record_view(action: str, subject_kind: str, subject_ref: str) -> None:
    """Put on record what is about to be looked at, committed before anything of it is read."""
    viewer = current_viewer()
    audit.record(
        database(),
        actor_id=str(viewer.account_id),
        actor_label=str(viewer.account_id),
        action=action,
        subject_kind=subject_kind,
        subject_ref=subject_ref,
        now=clock.now(),
    )


def _put_on_record(number: str) -> None:
    """Before a form is handled: its page may show the application again."""
    kind = kinds()[KIND]
    with database().read() as session:
        case = case_by_number(session, number[:20])
        if case is None or case.kind != KIND or not may_see(current_viewer(), case, kind):
            raise NotFound
        ref = case.number
    record_view("case.view", KIND, ref)


def _again(number: str) -> tuple[CaseFrame, Casework]:
    frame = case_frame(number)
    work = casework.casework(db(), frame.case.id, visible())
    if work is None:
        raise NotFound
    set_committed_value(work.application, "case", frame.case)
    return frame, work
