"""What the pages of this door share: the blueprint, a page with its form, and how a refusal is shown in it."""

from typing import Any

from flask import Blueprint, Response, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse
from wtforms.fields.choices import SelectChoice

from portal.accounts import cookies, guard, rules
from portal.accounts.rules import SessionState
from portal.accounts.service import Admission, TooManyTries
from portal.core.errors import PortalError
from portal.core.web import BaseForm, render, runtime
from portal.core.web.languages import own_name

blueprint = Blueprint("accounts", __name__, url_prefix=rules.STAFF_ROOT)

DONE = {
    "ut": _l("You have signed out."),
    "sparat": _l("Your changes are saved."),
    "losenord": _l("Your password is changed. You are signed out everywhere else."),
    "session": _l("That sign-in has ended."),
    "stangt": _l("The account is closed and signed out everywhere."),
    "oppnat": _l("The account is open again."),
    "utloggad": _l("The account is signed out everywhere."),
    "tva-steg": _l("The second step is removed. It is set up anew at the next sign-in."),
}


def page(
    template: str, form: BaseForm | None = None, *, problem: PortalError | None = None, **values: Any
) -> Response:
    """`template` with its form; what was wrong with it decides the status."""
    notice = DONE.get(request.args.get("klart", ""))
    notices = [("success", notice)] if notice and problem is None else []
    wrong = [(_problem_text(problem), None)] if problem else []
    status = problem.status if problem else 422 if form is not None and form.errors else 200
    answer = make_response(render(template, form=form, notices=notices, problems=wrong, **values), status)
    if isinstance(problem, TooManyTries):
        answer.headers["Retry-After"] = str(problem.seconds)
    return answer


def done(endpoint: str, code: str, **values: Any) -> AnyResponse:
    """On to a page that says that it is done."""
    return redirect(url_for(endpoint, klart=code, **values), 303)


def admitted(admission: Admission, wanted: str | None) -> AnyResponse:
    """On to the step that is due, or to the page that was wanted, with the cookies of the new session."""
    next_page = rules.safe_next(wanted)
    if admission.state is SessionState.FULL:
        answer = redirect(next_page or url_for("accounts.start"), 303)
    else:
        answer = redirect(url_for(guard.STEPS[admission.state], next=next_page), 303)
    give_cookies(answer, admission)
    return answer


def give_cookies(answer: AnyResponse, admission: Admission) -> None:
    """Put the cookies of the new session into an answer."""
    settings = runtime().settings
    cookies.set_session(answer, settings, admission.token)
    if admission.device:
        cookies.set_device(answer, settings, admission.device)


def language_choices() -> list[SelectChoice]:
    """The languages of the staff pages, each by its own name."""
    return [SelectChoice(code, own_name(code)) for code in runtime().settings.municipality.staff_languages]


def wanted_page(form: Any) -> str | None:
    """The page to go on to: from the form that was sent, else from the address; only ever one of our own."""
    if request.method == "GET":
        form.next.data = rules.safe_next(request.args.get("next")) or ""
    return rules.safe_next(form.next.data)


def _problem_text(problem: PortalError) -> str:
    if not isinstance(problem, TooManyTries):
        return str(_(problem.message))
    return str(
        ngettext(
            "That went wrong several times. Wait %(num)s second and try again.",
            "That went wrong several times. Wait %(num)s seconds and try again.",
            problem.seconds,
        )
    )
