"""The door of residents: begin to sign in, come back from the e-ID, stay, sign out."""

import logging
from dataclasses import replace
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts import cookies, resident_guard
from portal.accounts.eid import attempt as attempts
from portal.accounts.eid import service
from portal.accounts.eid.attempt import Attempt
from portal.accounts.eid.inside import InsideTransport
from portal.accounts.eid.provider import Provider
from portal.accounts.eid.refusals import EidRefused, Refusal
from portal.accounts.population import register_of
from portal.accounts.residents import rules
from portal.accounts.residents import service as residents
from portal.core import clock
from portal.core.settings import Oidc
from portal.core.web import database, db, public, render, resident, runtime
from portal.core.web.languages import current_language, language_links

log = logging.getLogger("portal")
blueprint = Blueprint("eid", __name__)
RETRY_SECONDS = 120
AWAY = 503
_ERRORS = {
    "access_denied": Refusal.CANCELLED,
    "login_required": Refusal.CANCELLED,
    "unmet_authentication_requirements": Refusal.WRONG_LEVEL,
}


@blueprint.get("/logga-in")
@public
def sign_in() -> str:
    """What signing in means, and the button that begins it."""
    wanted = rules.safe_next(request.args.get("next"))
    return render("eid/sign_in.html", wanted=wanted, resident=resident_guard.resident_or_none())


@blueprint.get("/logga-in/borja")
@public
def begin() -> AnyResponse:
    """Send the browser to the e-ID, with a cookie by which it is known when it comes back."""
    wanted = rules.safe_next(request.args.get("next")) or ""
    held = runtime()
    try:
        oidc = _oidc()
        attempt = Attempt.begin(redirect_uri=_address_of_answer(oidc), next_page=wanted, now=clock.now())
        away = provider().authorization_url(attempt, current_language())
    except EidRefused as refused:
        return refusal_page(refused.refusal, wanted)
    leaving = redirect(_own_address(away) if _is_simulated(oidc) else away, 303)
    cookies.set_attempt(leaving, held.settings, attempt.sealed(held.keyring), attempts.LIFETIME)
    return leaving


@blueprint.get("/eid/svar")
@public
def answer() -> AnyResponse:
    """The browser comes back from the e-ID: a session, or the page that says why not."""
    held = runtime()
    attempt = attempts.opened(cookies.attempt_token(request, held.settings), held.keyring)
    try:
        token = _signed_in(attempt)
    except EidRefused as refused:
        page: AnyResponse = refusal_page(refused.refusal, attempt.next if attempt else "")
    else:
        page = redirect((attempt.next if attempt else "") or url_for("pages.home"), 303)
        cookies.set_resident(page, held.settings, token)
    cookies.drop_attempt(page, held.settings)
    return page


@blueprint.post("/eid/kvar")
@resident
def stay() -> AnyResponse:
    """Stay signed in: entering was enough; a script gets an empty answer, a person the page to close."""
    if request.headers.get("Sec-Fetch-Mode") in {"cors", "same-origin"}:
        return Response(status=204)
    return make_response(render("eid/stayed.html", session_end=resident_guard.resident_session_end()))


@blueprint.route("/logga-ut", methods=["GET", "POST"])
@resident
def sign_out() -> AnyResponse:
    """End this session, or all of one's sessions, and let the browser forget what it kept of these pages."""
    if request.method == "GET":
        return make_response(render("eid/sign_out.html"))
    visit = resident_guard.current_visit()
    if request.form.get("where") == "everywhere":
        residents.end_all_sessions(db(), visit.resident.subject_key)
    residents.end_session(db(), visit)
    db().commit()
    left = redirect(url_for("eid.signed_out"), 303)
    cookies.drop_resident(left, runtime().settings)
    left.headers["Clear-Site-Data"] = '"cache", "storage"'
    return left


@blueprint.get("/utloggad")
@public
def signed_out() -> str:
    """You have signed out."""
    return render("eid/signed_out.html")


def provider() -> Provider:
    """The e-ID provider of this application; raises `EidRefused` where none is set up."""
    held, oidc = runtime(), _oidc()
    if "eid" not in held.services:
        inside = InsideTransport(current_app._get_current_object()) if _is_simulated(oidc) else None  # type: ignore[attr-defined]
        held.services["eid"] = Provider(oidc, inside)
    found: Provider = held.services["eid"]
    return found


def refusal_page(refusal: Refusal, wanted: str = "") -> Response:
    """The page for `refusal`, with a way to begin again and one without e-ID. The log hears of the reason alone."""
    log.info("e-id refused: %s", refusal.value.code)
    doors = [replace(link, url=url_for("eid.sign_in", language=link.code)) for link in language_links()]
    page = render("eid/refused.html", refusal=refusal.value, wanted=wanted or None, doors=doors)
    shown = make_response(page, refusal.value.status)
    if refusal.value.status == AWAY:
        shown.headers["Retry-After"] = str(RETRY_SECONDS)
    return shown


def _signed_in(attempt: Attempt | None) -> str:
    now, held = clock.now(), runtime()
    expected = _expected(attempt, request.args.get("state", ""), is_over=attempt is None or attempt.is_over(now))
    there = provider()
    if not there.is_issuer(request.args.get("iss")):
        raise EidRefused(Refusal.WRONG_ISSUER)
    if error := request.args.get("error"):
        raise EidRefused(_ERRORS.get(error, Refusal.PROVIDER_AWAY))
    if not (code := request.args.get("code")):
        raise EidRefused(Refusal.UNTRUSTED)
    return service.sign_in(
        database(),
        provider=there,
        register=held.services.get("register") or register_of(held.settings),
        attempt=expected,
        code=code,
        now=now,
        replaces=cookies.resident_token(request, held.settings),
    )


def _expected(attempt: Attempt | None, state: str, *, is_over: bool) -> Attempt:
    if attempt is None or is_over:
        raise EidRefused(Refusal.EXPIRED)
    if not attempt.is_answered_by(state):
        raise EidRefused(Refusal.STRANGE_STATE)
    return attempt


def _oidc() -> Oidc:
    oidc = runtime().settings.oidc
    if oidc is None or (_is_simulated(oidc) and not runtime().settings.is_demo):
        raise EidRefused(Refusal.NOT_SET_UP)
    return oidc


def _is_simulated(oidc: Oidc) -> bool:
    return oidc.is_demo_of(runtime().settings.base_url)


def _address_of_answer(oidc: Oidc) -> str:
    """Where the provider sends the browser back to; the demo answers under whatever name it is reached by."""
    root = request.host_url.rstrip("/") if _is_simulated(oidc) else runtime().settings.base_url
    return root + url_for("eid.answer")


def _own_address(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"
