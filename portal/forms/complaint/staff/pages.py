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
from portal.forms.complaint.rules.register import LEVEL_NAMES

bp = Blueprint("complaint_staff", __name__, url_prefix=f"{STAFF_ROOT}/krangel")
OMBUDSMAN = Permission.OMBUDSMAN

DONE = {
    "tillagd": _l("It is in the register."),
    "sparat": _l("Your changes are saved."),
    "sammanslagen": _l("The two are one now. All cases stay."),
    "stangd": _l("It is out of use. Its cases stay."),
    "oppnad": _l("It is in use again."),
    "importerat": _l("The file is imported."),
}


def page(
    template: str, form: BaseForm | None = None, *, problem: PortalError | None = None, **values: Any
) -> Response:
    """`template` with its form; what was wrong with it decides the status."""
    notice = DONE.get(request.args.get("klart", ""))
    notices = [("success", notice)] if notice and problem is None else []
    problems = [(_(problem.message, **getattr(problem, "params", {})), None)] if problem else []
    status = problem.status if problem else 422 if form is not None and form.errors else 200
    shared = {"form": form, "notices": notices, "problems": problems, "levels": LEVEL_NAMES}
    return make_response(render(template, **shared | values), status)


def done(endpoint: str, code: str, **values: Any) -> AnyResponse:
    """On to a page that says that it is done."""
    return redirect(url_for(f"complaint_staff.{endpoint}", klart=code, **values), 303)
