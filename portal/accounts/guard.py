"""Enforces who may enter: every request passes here before its view (the marks of `core.web`).

Staff forms carry `csrf_token`, an HMAC over the session's number under a key of its own (`tokens.form_token`); htmx
sends the same in the header `X-CSRF-Token`. It needs no second cookie and no row, it dies with the session, and each
answer masks it anew. Beside it a request that the browser itself calls cross-site is refused, which also covers the
sign-in form, where there is no session yet.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, make_response, redirect, request, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts import cookies, queries, resident_guard, rules, service, tokens
from portal.accounts.rules import SessionState
from portal.accounts.service import Admission
from portal.accounts.viewer import Viewer, Visit
from portal.core import clock
from portal.core.errors import PortalError
from portal.core.feature import Feature
from portal.core.web import Entry, database, render, runtime
from portal.core.web.cross_site import refuse_cross_site
from portal.core.web.current import READING
from portal.core.web.marks import Door, entry_of
from portal.core.words import word

FORM_FIELD = "csrf_token"
FORM_HEADER = "X-CSRF-Token"
STEPS = {
    SessionState.CODE: "accounts.confirm",
    SessionState.SET_UP: "accounts.set_up",
    SessionState.PASSWORD: "accounts.own_password",
}
SIGNED_OUT = 401
FOREIGN_FORM = 400
_KEPT_FIELDS = 60
_NEVER_SHOWN = frozenset({FORM_FIELD, "password", "current", "new", "again", "code"})


class NotSignedIn(PortalError):
    """The view asks who is there, but it is not one for staff."""

    status = 403
    default = word("Please sign in first.")


def install(app: Flask) -> None:
    """Let nobody into a view of `app` who may not enter; the features' `staff_links` make the menu."""
    app.before_request(_enforce)
    app.after_request(_keep_to_oneself)
    app.jinja_env.globals.update(
        staff_form_token=staff_form_token, csrf_token=staff_form_token, staff_token_field=staff_token_field
    )
    app.jinja_env.globals.update(
        may_enter=may_enter,
        resident_or_none=resident_guard.resident_or_none,
        resident_token_field=resident_guard.resident_token_field,
        resident_session_end=resident_guard.resident_session_end,
    )

    @app.context_processor
    def _who_is_here() -> dict[str, Any]:
        visit = visit_or_none()
        if visit is None or visit.state is not SessionState.FULL:
            return {"viewer": None, "staff_nav": [], "session_end": None}
        return {"viewer": visit.viewer, "staff_nav": menu(), "session_end": _session_end(visit)}


def visit_or_none() -> Visit | None:
    """The staff session of this request; None on pages that are not for staff."""
    found: Visit | None = g.get("staff_visit")
    return found


def current_visit() -> Visit:
    """The staff session of this request; raises `NotSignedIn` on pages that are not for staff."""
    visit = visit_or_none()
    if visit is None:
        raise NotSignedIn
    return visit


def current_viewer() -> Viewer:
    """Who is asking; raises `NotSignedIn` on pages that are not for staff."""
    return current_visit().viewer


def may_enter(endpoint: str) -> bool:
    """True when the viewer of this request may enter the view `endpoint`."""
    view = current_app.view_functions.get(endpoint)
    entry = entry_of(view) if view else None
    visit = visit_or_none()
    if entry is None or entry.door is not Door.STAFF:
        return entry is not None and entry.door is not Door.RESIDENT
    return visit is not None and _holds(visit, entry)


def menu() -> list[tuple[str, str, bool]]:
    """Address, words and whether one is there, for each link of the menu that the viewer may follow, in its order."""
    features: Sequence[Feature] = runtime().services.get("features", ())
    links = sorted((link for feature in features for link in feature.staff_links), key=lambda link: link.order)
    shown = [link for link in links if may_enter(link.endpoint)]
    return [(url_for(link.endpoint), gettext(link.title), link.endpoint == request.endpoint) for link in shown]


def moved_on(admission: Admission) -> None:
    """From here on this request belongs to the session just admitted, so that its page carries the right token."""
    g.staff_visit = _visit_of(admission.token)


def staff_form_token() -> str:
    """The token for a form of this session; empty where there is none."""
    visit = visit_or_none()
    return tokens.form_token(runtime().keyring, visit.session_id) if visit else ""


def staff_token_field() -> Markup:
    """The hidden field that every form of staff begins with."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FORM_FIELD, staff_form_token())


def _enforce() -> AnyResponse | None:
    view = current_app.view_functions.get(request.endpoint or "")
    entry = entry_of(view) if view else None
    if request.path.startswith(rules.STAFF_ROOT):
        _choose_staff_language()
    if entry is None or entry.door in {Door.PUBLIC, Door.ANONYMOUS}:
        return None
    if entry.door is Door.RESIDENT:
        return resident_guard.enter()
    return _enter(entry)


def _enter(entry: Entry) -> AnyResponse | None:
    visit = _visit_of_the_cookie()
    writes = request.method not in READING
    if writes:
        refuse_cross_site()
    if visit is None:
        return _kept_page(SIGNED_OUT) if writes else _to_sign_in()
    g.staff_visit, g.language = visit, visit.viewer.language
    if not _holds(visit, entry):
        return _refuse(visit)
    sent = request.headers.get(FORM_HEADER) or (request.form.get(FORM_FIELD, "") if writes else "")
    if writes and not tokens.is_form_token(runtime().keyring, visit.session_id, sent):
        return _kept_page(FOREIGN_FORM)
    service.stay(database(), visit, clock.now())
    return None


def _visit_of_the_cookie() -> Visit | None:
    token = cookies.session_token(request, runtime().settings)
    return _visit_of(token) if token else None


def _visit_of(token: str) -> Visit | None:
    held = runtime()
    number = tokens.session_id(held.keyring, token)
    with held.database.read() as session:
        return queries.visit(session, number, clock.now(), is_demo=held.settings.is_demo)


def _holds(visit: Visit, entry: Entry) -> bool:
    if entry.permission is None:
        return visit.state is SessionState.FULL
    return visit.viewer.may(entry.permission)


def _refuse(visit: Visit) -> AnyResponse:
    if request.method not in READING:
        abort(403)
    if visit.state is SessionState.FULL:
        if request.path.rstrip("/") == rules.STAFF_ROOT:
            return redirect(url_for("accounts.start"), 303)
        abort(403)
    return redirect(url_for(STEPS[visit.state], next=_here()), 303)


def _here() -> str | None:
    return rules.safe_next(request.full_path.rstrip("?"))


def _to_sign_in() -> AnyResponse:
    wanted = request.headers.get("HX-Current-URL") if "HX-Request" in request.headers else None
    here = rules.safe_next(urlsplit(wanted).path if wanted else None) or _here()
    address = url_for("accounts.sign_in", next=None if here in {None, f"{rules.STAFF_ROOT}/"} else here)
    if "HX-Request" in request.headers:
        return Response(status=SIGNED_OUT, headers={"HX-Redirect": address})
    return redirect(address, 303)


def _kept_page(status: int) -> Response:
    """What was typed, to be copied: the session ended, or the form is of another session. Nothing was saved."""
    texts = [
        value
        for name, values in list(request.form.lists())[:_KEPT_FIELDS]
        for value in values
        if name not in _NEVER_SHOWN and (" " in value.strip() or "\n" in value)
    ]
    return make_response(render("accounts/kept.html", texts=texts, has_ended=status == SIGNED_OUT), status)


def _choose_staff_language() -> None:
    spoken = runtime().settings.municipality.staff_languages
    asked = request.args.get("sprak", "")
    g.language = asked if asked in spoken else request.accept_languages.best_match(spoken) or spoken[0]


def _keep_to_oneself(response: Response) -> Response:
    if request.path.startswith(rules.STAFF_ROOT) or visit_or_none() is not None:
        response.headers["Cache-Control"] = "no-store"
    return resident_guard.keep_to_oneself(response)


def _session_end(visit: Visit) -> dict[str, Any]:
    """What the page needs to say that the session is about to end."""
    left = visit.ends_at - clock.now()
    return {
        "at": visit.ends_at,
        "seconds": max(int(left.total_seconds()), 0),
        "warn_seconds": int(rules.WARN_BEFORE.total_seconds()),
        "stay_url": url_for("accounts.stay"),
    }
