"""What the pages of this door share: the blueprint, a page with its form, and how a refusal is shown in it."""

from typing import Any

from flask import Blueprint, Response, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts.permissions import Permission
from portal.accounts.rules import STAFF_ROOT
from portal.core.errors import PortalError
from portal.core.web import BaseForm, render
from portal.reports.places import sheets, signs
from portal.reports.places.rules import STATES

blueprint = Blueprint("places_staff", __name__, url_prefix=f"{STAFF_ROOT}/platser")
KEEP = Permission.KEEP_PLACES

DONE = {
    "tillagd": _l("The place is in the register. Order a sign for it below."),
    "sparat": _l("Your changes are saved."),
    "avvecklad": _l("The place is retired. Nobody can report about it any more."),
    "aterstalld": _l("The place is in use again."),
    "bestalld": _l("The signs are ordered. Print them, and say so when they are mounted."),
    "skylt": _l("The sign is updated."),
    "ersatt": _l("The old sign is retired and a new one is ordered."),
    "foto": _l("The photo is received. It is shown as soon as it has been prepared, usually within a minute."),
    "foto-bort": _l("The photo is removed."),
    "importerat": _l("The file is imported."),
    "avbrutet": _l("Nothing was imported."),
}


def page(
    template: str, form: BaseForm | None = None, *, problem: PortalError | None = None, **values: Any
) -> Response:
    """`template` with its form; what was wrong with it decides the status."""
    notice = DONE.get(request.args.get("klart", ""))
    notices = [("success", notice)] if notice and problem is None else []
    problems = [(_(problem.message, **getattr(problem, "params", {})), None)] if problem else []
    status = problem.status if problem else 422 if form is not None and form.errors else 200
    shared = {"states": STATES, "shown_code": signs.shown, "paper_names": sheets.PAPER_NAMES}
    return make_response(render(template, form=form, notices=notices, problems=problems, **shared | values), status)


def done(endpoint: str, code: str, **values: Any) -> AnyResponse:
    """On to a page that says that it is done."""
    return redirect(url_for(f"places_staff.{endpoint}", klart=code, **values), 303)
