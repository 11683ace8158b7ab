"""One's own account: name, language, keys, password, second step, and where one is signed in."""

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts import guard, queries, service
from portal.accounts.form import ProofForm, SettingsForm
from portal.accounts.staff.pages import blueprint, done, language_choices, page
from portal.core import clock
from portal.core.errors import NotFound, PortalError
from portal.core.web import database, db, runtime, staff


@blueprint.route("/konto", methods=["GET", "POST"])
@staff()
def own_account() -> AnyResponse:
    """What I decide about myself."""
    form = SettingsForm()
    form.language.choices = language_choices()
    viewer = guard.current_viewer()
    if form.validate_on_submit():
        service.change_own_settings(
            db(),
            account_id=viewer.account_id,
            name=form.name.data.strip(),
            language=form.language.data,
            single_keys=form.single_keys.data,
        )
        db().commit()
        return done("accounts.own_account", "sparat")
    if request.method == "GET":
        form.name.data, form.language.data, form.single_keys.data = viewer.name, viewer.language, viewer.single_keys
    return _own_page(form)


@blueprint.post("/konto/sessioner")
@staff()
def end_sessions() -> AnyResponse:
    """End one of my other sessions, or all of them; this one stays."""
    visit, handle = guard.current_visit(), request.form.get("session", "")
    mine = visit.viewer.account_id
    if handle == "alla":
        service.end_all_sessions(db(), mine, but=visit.session_id)
    elif handle == visit.session_id.hex():
        raise NotFound
    else:
        service.revoke_session(db(), mine, handle)
    db().commit()
    return done("accounts.own_account", "session")


@blueprint.route("/konto/reservkoder", methods=["GET", "POST"])
@staff()
def recovery_codes() -> AnyResponse:
    """Ten new recovery codes instead of the old ones."""
    form = ProofForm()
    if not form.validate_on_submit():
        return page("accounts/prove.html", form)
    try:
        codes = service.renew_recovery_codes(
            database(), visit=guard.current_visit(), password=form.password.data, now=clock.now()
        )
    except PortalError as problem:
        return page("accounts/prove.html", form, problem=problem)
    return page("accounts/recovery_codes.html", codes=codes, next_url=None)


@blueprint.post("/fortsatt")
@staff()
def stay() -> Response:
    """I am still here: the guard has noted it; nothing else happens."""
    return Response(status=204)


def _own_page(form: SettingsForm) -> Response:
    visit, settings = guard.current_visit(), runtime().settings
    mine = visit.viewer.account_id
    return page(
        "accounts/own.html",
        form,
        member=queries.staff_member(db(), mine),
        sessions=queries.open_sessions(db(), mine, clock.now(), is_demo=settings.is_demo, this=visit.session_id),
        codes_left=queries.unused_recovery_codes(db(), mine),
    )
