"""The addresses of the simulated provider: what it can, who to be, a token for a code, its key."""

import hmac
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, g, jsonify, make_response, redirect, request, url_for
from flask.sansio.app import App
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts.eid.demo import codes, tokens
from portal.accounts.eid.demo.asking import Asked, BadRequest, asked
from portal.accounts.eid.provider import SCOPES
from portal.accounts.personnummer import age_on, born_on, is_coordination
from portal.accounts.population import name_of
from portal.accounts.population.simulated import demo_persons
from portal.accounts.residents import service as residents
from portal.accounts.residents.service import AnswerUsedTwice
from portal.core import clock
from portal.core.settings import Oidc
from portal.core.settings.oidc import DEMO_PATH
from portal.core.web import database, public, render, runtime

WEAK = "http://id.elegnamnden.se/loa/1.0/loa2"


class DemoBlueprint(Blueprint):
    """A blueprint that production never has."""

    def register(self, app: App, options: dict[str, Any]) -> None:
        """Join the application in the demo, and in no other mode."""
        if app.extensions["portal"].settings.is_demo:
            super().register(app, options)


blueprint = DemoBlueprint("demo_eid", __name__, url_prefix=DEMO_PATH)


@blueprint.get("/.well-known/openid-configuration")
@public
def about() -> Response:
    """What the provider says about itself (OpenID Connect Discovery 1.0)."""
    issuer = _oidc().issuer
    return jsonify(
        issuer=issuer,
        authorization_endpoint=f"{issuer}/authorize",
        token_endpoint=f"{issuer}/token",
        jwks_uri=f"{issuer}/jwks",
        response_types_supported=["code"],
        subject_types_supported=["pairwise"],
        scopes_supported=list(SCOPES),
        id_token_signing_alg_values_supported=[tokens.ALGORITHM],
        code_challenge_methods_supported=["S256"],
        token_endpoint_auth_methods_supported=["client_secret_basic"],
        acr_values_supported=[*_oidc().acr, WEAK],
        authorization_response_iss_parameter_supported=True,
    )


@blueprint.get("/jwks")
@public
def jwks() -> Response:
    """The public key."""
    return jsonify(tokens.key_set())


@blueprint.route("/authorize", methods=["GET", "POST"])
@public
def authorize() -> AnyResponse:
    """Choose who to be; or stop; or be somebody with an e-ID that is too weak."""
    wish = _asked()
    if wish.ui_locales in runtime().settings.municipality.languages:
        g.language = wish.ui_locales
    if request.method == "GET":
        return make_response(render("eid/demo.html", asked=vars(wish), people=_people()))
    if "stop" in request.form:
        return _back(wish, error="access_denied")
    key = request.form.get("person", "")
    if key not in {person["key"] for person in demo_persons() if person["has_eid"]}:
        abort(400)
    acr = WEAK if "weak" in request.form else _oidc().acr[0]
    return _back(wish, code=codes.issue(runtime().keyring, wish, key=key, acr=acr, now=clock.now()))


@blueprint.post("/token")
@public
def token() -> AnyResponse:
    """An ID token for a code, once (RFC 6749, 4.1.3)."""
    held, oidc, now, sent = runtime(), _oidc(), clock.now(), request.form
    login = request.authorization
    secret = (login.password if login and login.type == "basic" else "") or ""
    if not login or login.username != oidc.client_id or not hmac.compare_digest(secret, oidc.client_secret):
        return _refused("invalid_client", 401 if login else 400)
    if sent.get("grant_type") != "authorization_code":
        return _refused("unsupported_grant_type")
    code = codes.read(
        held.keyring,
        sent.get("code", ""),
        redirect_uri=sent.get("redirect_uri", ""),
        verifier=sent.get("code_verifier", ""),
        now=now,
    )
    if code is None or not _is_first_use(code.id):
        return _refused("invalid_grant")
    made = tokens.id_token(held.keyring, oidc, code, now)
    return jsonify(access_token=code.id, token_type="Bearer", expires_in=60, id_token=made)  # noqa: S106 (its kind)


def _oidc() -> Oidc:
    oidc = runtime().settings.oidc
    if oidc is None or not oidc.is_demo_of(runtime().settings.base_url):
        abort(404)
    return oidc


def _asked() -> Asked:
    here = request.host_url.rstrip("/")
    languages = runtime().settings.municipality.languages
    back = {here + url_for("eid.answer", language=language) for language in languages}
    try:
        return asked(request.values, _oidc().client_id, back)
    except BadRequest:
        abort(400)


def _people() -> list[dict[str, Any]]:
    """Those who can be chosen, each with age and what tells them apart in the demo."""
    today, home = clock.now().date(), runtime().settings.municipality.code
    return [
        person
        | {
            "age": age_on(born_on(person["personnummer"]), today),
            "elsewhere": name_of(person["municipality"]) if person["municipality"] != home else "",
            "is_coordination": is_coordination(person["personnummer"]),
        }
        for person in demo_persons()
        if person["has_eid"]
    ]


def _back(wish: Asked, **said: str) -> AnyResponse:
    query = urlencode({**said, "state": wish.state, "iss": _oidc().issuer})
    return redirect(f"{wish.redirect_uri}?{query}", 303)


def _is_first_use(code_id: str) -> bool:
    try:
        residents.take_answer(database(), state=f"demo code {code_id}", now=clock.now())
    except AnswerUsedTwice:
        return False
    return True


def _refused(error: str, status: int = 400) -> AnyResponse:
    return make_response(jsonify(error=error), status)
