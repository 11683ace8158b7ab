"""The blueprint of the staff door and what its views share."""

from urllib.parse import urlencode

from flask import Blueprint, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from portal.accounts.rules import safe_next
from portal.backoffice import phrases
from portal.backoffice.frame import kinds
from portal.cases.models import Case

bp = Blueprint("backoffice", __name__, url_prefix="/handlaggning")
bp.add_app_template_filter(phrases.left_words, "left_words")
bp.add_app_template_filter(phrases.days_ago, "days_ago")


def review_url(case: Case, **values: str) -> str:
    """The address of the case's own page."""
    address = url_for(kinds()[case.kind].review, number=case.number)
    return f"{address}?{urlencode(values)}" if values else address


def go_on(case: Case, done: str) -> Response:
    """After an action: back to where it was asked for, else to the case, saying what was done."""
    wanted = safe_next(request.form.get("next"))
    if wanted is None:
        return redirect(review_url(case, klart=done), 303)
    return redirect(f"{wanted}{'&' if '?' in wanted else '?'}klart={done}", 303)


def is_htmx() -> bool:
    """True when a part of a page is asked for."""
    return "HX-Request" in request.headers
