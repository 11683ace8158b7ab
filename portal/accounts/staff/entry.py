"""Signing in, step by step, and out."""

from flask import redirect as redirect_to
from flask import request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts import browsers, cookies, guard, service, tokens, totp
from portal.accounts.form import CodeForm, PasswordForm, SetUpForm, SignInForm
from portal.accounts.permissions import Permission
from portal.accounts.rules import SessionState
from portal.accounts.staff.pages import admitted, blueprint, give_cookies, page, wanted_page
from portal.core import clock
from portal.core.errors import PortalError
from portal.core.web import database, db, public, runtime, staff
from portal.core.web.cross_site import refuse_cross_site


@blueprint.route("/logga-in", methods=["GET", "POST"])
@public
def sign_in() -> AnyResponse:
    """Address and password."""
    form = SignInForm()
    wanted = wanted_page(form)
    if request.method == "POST":
        refuse_cross_site()
    if not form.validate_on_submit():
        return page("accounts/sign_in.html", form)
    held = runtime()
    old = cookies.session_token(request, held.settings)
    try:
        admission = service.sign_in(
            database(),
            email=form.email.data,
            password=form.password.data,
            device=cookies.device_token(request, held.settings),
            agent=browsers.browser_name(request.user_agent.string),
            now=clock.now(),
            is_demo=held.settings.is_demo,
            replaces=tokens.session_id(held.keyring, old) if old else None,
        )
    except PortalError as problem:
        return page("accounts/sign_in.html", form, problem=problem)
    return admitted(admission, wanted)


@blueprint.route("/bekrafta", methods=["GET", "POST"])
@staff(Permission.FINISH_SIGN_IN)
def confirm() -> AnyResponse:
    """The code of the second step."""
    visit, form = guard.current_visit(), CodeForm()
    wanted = wanted_page(form)
    if visit.state is not SessionState.CODE:
        return _where_one_is(visit.state)
    if not form.validate_on_submit():
        return page("accounts/confirm.html", form)
    try:
        admission = service.confirm_code(database(), visit=visit, typed=form.code.data, now=clock.now())
    except PortalError as problem:
        return page("accounts/confirm.html", form, problem=problem)
    return admitted(admission, wanted)


@blueprint.route("/tva-steg", methods=["GET", "POST"])
@staff(Permission.FINISH_SIGN_IN)
def set_up() -> AnyResponse:
    """Setting up the second step; the first sign-in in production leads here."""
    visit, form = guard.current_visit(), SetUpForm()
    wanted = wanted_page(form)
    if visit.state not in {SessionState.SET_UP, SessionState.FULL}:
        return _where_one_is(visit.state)
    if not form.validate_on_submit():
        return _set_up_page(form)
    try:
        adopted = service.adopt_second_factor(
            database(), visit=visit, typed=form.code.data, password=form.password.data or "", now=clock.now()
        )
    except PortalError as problem:
        return _set_up_page(form, problem)
    guard.moved_on(adopted.admission)
    answer = page("accounts/recovery_codes.html", codes=adopted.recovery_codes, next_url=wanted)
    give_cookies(answer, adopted.admission)
    return answer


@blueprint.route("/nytt-losenord", methods=["GET", "POST"])
@staff(Permission.FINISH_SIGN_IN)
def own_password() -> AnyResponse:
    """A password of one's own: after a temporary one, or whenever one wants another."""
    visit, form = guard.current_visit(), PasswordForm()
    wanted = wanted_page(form)
    if visit.state not in {SessionState.PASSWORD, SessionState.FULL}:
        return _where_one_is(visit.state)
    asks_current = visit.state is SessionState.FULL
    if not form.validate_on_submit():
        return page("accounts/password.html", form, asks_current=asks_current)
    try:
        admission = service.change_password(
            database(), visit=visit, current=form.current.data or "", new=form.new.data, now=clock.now()
        )
    except PortalError as problem:
        return page("accounts/password.html", form, problem=problem, asks_current=asks_current)
    return admitted(
        admission, wanted or (url_for("accounts.own_account", klart="losenord") if asks_current else None)
    )


@blueprint.post("/logga-ut")
@staff(Permission.FINISH_SIGN_IN)
def sign_out() -> AnyResponse:
    """End this session and let the browser forget what it kept of these pages."""
    service.end_session(db(), guard.current_visit().session_id)
    db().commit()
    answer = redirect_to(url_for("accounts.sign_in", klart="ut"), 303)
    cookies.drop_session(answer, runtime().settings)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@blueprint.get("/start")
@staff()
def start() -> AnyResponse:
    """To the first page of the menu that one may enter, else to one's own account."""
    menu = guard.menu()
    return redirect_to(menu[0][0] if menu else url_for("accounts.own_account"), 303)


def _where_one_is(state: SessionState) -> AnyResponse:
    endpoint = guard.STEPS.get(state, "accounts.start")
    return redirect_to(url_for(endpoint), 303)


def _set_up_page(form: SetUpForm, problem: PortalError | None = None) -> AnyResponse:
    visit, held = guard.current_visit(), runtime()
    secret = totp.candidate_secret(held.keyring, visit.session_id)
    address = totp.address(secret, visit.viewer.email, held.settings.municipality.name)
    return page(
        "accounts/set_up.html",
        form,
        problem=problem,
        qr=totp.qr(address),
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        asks_password=visit.state is SessionState.FULL,
    )
