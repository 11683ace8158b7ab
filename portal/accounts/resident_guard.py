"""Enforces who may enter a view marked `@resident`, and says who is there.

Residents' forms carry `csrf_token`: the portal's form token with the person as its place. It is bound to the person,
not to one session, on purpose: when a session has ended while somebody was writing, they sign in again in another tab
and send the same form once more, and nothing is lost. For anybody else the form is foreign, so answers never move
from one person to another in a shared browser.
"""

from typing import Any

from flask import Response, current_app, g, make_response, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts import cookies
from portal.accounts.residents import Resident, ResidentVisit, queries, rules, service
from portal.core import clock
from portal.core.errors import PortalError
from portal.core.web import database, render, runtime
from portal.core.web.cross_site import refuse_cross_site
from portal.core.web.current import READING
from portal.core.web.form_token import BadToken
from portal.core.web.marks import Door, entry_of
from portal.core.words import word

FORM_FIELD = "csrf_token"
FORM_HEADER = "X-CSRF-Token"
PURPOSE = "resident form"
SIGNED_OUT, FOREIGN_FORM = 401, 400


class ResidentMissing(PortalError):
    """The view asks which resident is there, but nobody is signed in."""

    status = 403
    default = word("Please sign in first.")


def enter() -> AnyResponse | None:
    """Let the resident of the cookie in and keep the session awake; otherwise give the answer that stops them."""
    visit = _visit_of_the_cookie()
    writes = request.method not in READING
    if writes:
        refuse_cross_site()
    if visit is None:
        return kept_page(SIGNED_OUT) if writes else redirect(sign_in_url(), 303)
    g.resident_visit = visit
    if writes and not _is_own_form(visit.resident):
        return kept_page(FOREIGN_FORM)
    now = clock.now()
    service.stay(database(), visit, now)
    return None


def resident_visit_or_none() -> ResidentVisit | None:
    """The session of the resident who asks; None when nobody is signed in, and on pages that may not know."""
    if "resident_visit" not in g:
        g.resident_visit = _visit_of_the_cookie() if _may_know() else None
    found: ResidentVisit | None = g.resident_visit
    return found


def resident_or_none() -> Resident | None:
    """The resident who asks; None when nobody is signed in. A page that asks is never stored by a cache."""
    visit = resident_visit_or_none()
    return visit.resident if visit else None


def current_visit() -> ResidentVisit:
    """The session of the resident who asks; raises `ResidentMissing`."""
    visit = resident_visit_or_none()
    if visit is None:
        raise ResidentMissing
    return visit


def current_resident() -> Resident:
    """The resident who asks; raises `ResidentMissing`."""
    return current_visit().resident


def resident_form_token() -> str:
    """The token for a form of the resident who asks; empty where nobody is signed in."""
    found = resident_or_none()
    return runtime().tokens.issue(PURPOSE, found.subject_key, clock.now()) if found else ""


def resident_token_field() -> Markup:
    """The hidden field that every form of a signed-in resident begins with."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FORM_FIELD, resident_form_token())


def resident_session_end() -> dict[str, Any] | None:
    """What a page needs to say when the session ends, and to ask for more time; None where nobody is signed in."""
    visit = resident_visit_or_none()
    if visit is None:
        return None
    ends_at = rules.ends_at(clock.now() - rules.TOUCH_EVERY, visit.expires_at)
    return {
        "at": ends_at,
        "seconds": max(int((ends_at - clock.now()).total_seconds()), 0),
        "warn_seconds": int(rules.WARN_BEFORE.total_seconds()),
        "stay_url": url_for("eid.stay"),
    }


def sign_in_url() -> str:
    """The address of the door, which leads back to this page afterwards."""
    here = request.full_path.rstrip("?") if request.method in READING else request.path
    return url_for("eid.sign_in", next=rules.safe_next(here))


def kept_page(status: int) -> Response:
    """Everything that was sent, to be sent once more after signing in; nothing was saved.

    For a form of somebody else it shows none of it, so that nothing moves from one person to another.
    """
    has_ended = status == SIGNED_OUT
    fields = [(name, value) for name, values in request.form.lists() for value in values] if has_ended else []
    page = render(
        "eid/kept.html",
        has_ended=has_ended,
        fields=fields,
        loses_files=any(file.filename for file in request.files.values()),
        action=request.full_path.rstrip("?"),
        sign_in_url=sign_in_url(),
    )
    return make_response(page, status)


def keep_to_oneself(response: Response) -> Response:
    """A page that knows who asks is stored nowhere."""
    if g.get("resident_visit") is not None:
        response.headers["Cache-Control"] = "no-store"
    return response


def _may_know() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    entry = entry_of(view) if view else None
    return entry is not None and entry.door in {Door.PUBLIC, Door.RESIDENT}


def _visit_of_the_cookie() -> ResidentVisit | None:
    held = runtime()
    token = cookies.resident_token(request, held.settings)
    if not token:
        return None
    with held.database.read() as session:
        return queries.visit(session, service.token_hash(held.keyring, token), clock.now())


def _is_own_form(resident: Resident) -> bool:
    sent = request.headers.get(FORM_HEADER) or request.form.get(FORM_FIELD, "")
    try:
        token = runtime().tokens.read(sent, PURPOSE, resident.subject_key, clock.now())
    except BadToken:
        return False
    return not token.is_expired
