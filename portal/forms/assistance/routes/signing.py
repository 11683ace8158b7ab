"""Read every answer and sign, or send back with a comment; the link by which a co-applicant comes here."""

from uuid import UUID

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.errors import Conflict, NotFound
from portal.core.web import db, render, resident, runtime
from portal.core.web.languages import change_language, direction
from portal.forms.assistance.form.own import CommentForm
from portal.forms.assistance.models import Application, ApplicationState
from portal.forms.assistance.papers.application import snapshot_of
from portal.forms.assistance.queries import own
from portal.forms.assistance.routes.blueprint import bp
from portal.forms.assistance.routes.own_door import me, own_application, rules
from portal.forms.assistance.rules.answers import Role
from portal.forms.assistance.service import signing

neutral = Blueprint("assistance_own", __name__)


@neutral.get("/mina-sidor")
@resident
def own_pages() -> Response:
    """Where letters lead: an address that says nothing, and then one's own applications."""
    return redirect(url_for("assistance.mine"))


@neutral.get("/inbjudan/<token>")
@resident
def invitation(token: str) -> Response:
    """The link that the applicant passed on: for the invited person alone, for all others the 404 as of none."""
    hashed = signing.invitation_hash(runtime().keyring, token)
    found = own.application_by_invitation(db(), hashed, me().subject_key)
    if found is None:
        raise NotFound
    return redirect(_next_page(found))


@bp.get("/underteckna/<uuid:application_id>")
@resident
def sign_page(application_id: UUID) -> Response | str:
    """Everything that is to be signed, as it was answered, and the button that signs it."""
    found = own_application(application_id)
    return redirect(_next_page(found)) if found.case is not None else _page(found, CommentForm(formdata=None))


@bp.post("/underteckna/<uuid:application_id>")
@resident
def sign(application_id: UUID) -> Response:
    """Sign what was shown; when everybody has signed, it is sent to us at once. What changed is shown again first."""
    found = own_application(application_id, is_locked=True)
    try:
        signing.sign(db(), found, person_key=me().subject_key, seen=_seen_hash(), settings=rules(), now=clock.now())
    except Conflict:
        db().rollback()
        return redirect(url_for("assistance.sign_page", application_id=application_id), 303)
    db().commit()
    return redirect(_next_page(found, klart="skickat"), 303)


@bp.post("/underteckna/<uuid:application_id>/skicka-tillbaka")
@resident
def send_back(application_id: UUID) -> Response:
    """The co-applicant does not sign, but says what is wrong."""
    chose_language = change_language(request.form.get("language", ""))
    found = own_application(application_id, is_locked=True)
    form = CommentForm()
    if chose_language or not form.validate():
        return make_response(_page(found, form), 200 if chose_language else 422)
    signing.send_back(db(), found, person_key=me().subject_key, comment=form.comment.data, now=clock.now())
    db().commit()
    return redirect(url_for("assistance.mine", klart="tillbaka"), 303)


@bp.get("/underteckna/<uuid:application_id>/skicka-tillbaka")
@resident
def sent_back(application_id: UUID) -> Response:
    """Where a reloaded page or a change of language arrives: the page that is to be signed."""
    return redirect(url_for("assistance.sign_page", application_id=application_id))


def _page(application: Application, form: CommentForm) -> str:
    party = own.party_of(application, me().subject_key)
    if party is None:
        raise NotFound
    shown = snapshot_of(application)
    has_signed = party.signed_hash == application.snapshot_hash
    is_current = signing.is_current(db(), application)
    others = [other for other in application.parties if other is not party]
    return render(
        "assistance/sign.html",
        application=application,
        snapshot=shown,
        snapshot_direction=direction(shown.language),
        party=party,
        other=others[0] if others else None,
        is_applicant=party.role is Role.APPLICANT,
        has_signed=has_signed,
        is_returned=application.state is ApplicationState.RETURNED,
        is_current=is_current,
        may_sign=is_current and not has_signed and application.state is ApplicationState.SIGNING,
        link=_invitation_link(application),
        form=form,
    )


def _invitation_link(application: Application) -> str | None:
    for party in application.parties:
        if party.invitation_hash is not None:
            token = signing.invitation_token(runtime().keyring, party)
            return f"{runtime().settings.base_url}{url_for('assistance_own.invitation', token=token)}"
    return None


def _next_page(application: Application, klart: str | None = None) -> str:
    if application.case is not None:
        return url_for("assistance.own_application", application_id=application.id, klart=klart)
    return url_for("assistance.sign_page", application_id=application.id)


def _seen_hash() -> bytes:
    try:
        return bytes.fromhex(request.form.get("seen", "")[:64])
    except ValueError:
        return b""
