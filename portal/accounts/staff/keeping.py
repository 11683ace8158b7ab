"""Everybody's accounts, for administrators."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts import guard, queries, service
from portal.accounts.form import AccountForm
from portal.accounts.permissions import ROLE_NAMES, Permission
from portal.accounts.queries import StaffMember
from portal.accounts.staff.pages import blueprint, done, language_choices, page
from portal.core import clock
from portal.core.errors import NotFound, PortalError
from portal.core.web import database, db, runtime, staff

ACTIONS: dict[str, tuple[Callable[..., None], str]] = {
    "stang": (service.deactivate, "stangt"),
    "oppna": (service.activate, "oppnat"),
    "logga-ut": (service.end_sessions_of, "utloggad"),
    "ta-bort-tva-steg": (service.reset_second_factor, "tva-steg"),
}


@blueprint.get("/konton")
@staff(Permission.KEEP_ACCOUNTS)
def accounts() -> AnyResponse:
    """All accounts."""
    return page("accounts/list.html", members=queries.staff_members(db()), **_names())


@blueprint.route("/konton/nytt", methods=["GET", "POST"])
@staff(Permission.KEEP_ACCOUNTS)
def add() -> AnyResponse:
    """A new account; its temporary password is shown once."""
    form = _form()
    if not form.validate_on_submit():
        return page("accounts/account.html", form, member=None)
    details = form.answers()
    try:
        added = service.add_account(database(), actor=guard.current_viewer(), details=details, now=clock.now())
    except PortalError as problem:
        return page("accounts/account.html", form, problem=problem, member=None)
    return page("accounts/issued.html", password=added.password, email=details.email, account_id=added.account_id)


@blueprint.route("/konton/<uuid:account_id>", methods=["GET", "POST"])
@staff(Permission.KEEP_ACCOUNTS)
def account(account_id: uuid.UUID) -> AnyResponse:
    """One account."""
    form, member = _form(), _member(account_id)
    if request.method == "GET":
        form.fill(
            email=member.email,
            name=member.name,
            language=member.language,
            roles=member.roles,
            teams=member.teams,
        )
    if not form.validate_on_submit():
        return _account_page(form, member)
    try:
        service.change_account(
            db(), actor=guard.current_viewer(), account_id=account_id, details=form.answers(), now=clock.now()
        )
        db().commit()
    except PortalError as problem:
        db().rollback()
        return _account_page(form, member, problem)
    return done("accounts.account", "sparat", account_id=account_id)


@blueprint.post("/konton/<uuid:account_id>/<any('stang', 'oppna', 'logga-ut', 'ta-bort-tva-steg'):action>")
@staff(Permission.KEEP_ACCOUNTS)
def change(account_id: uuid.UUID, action: str) -> AnyResponse:
    """One of the things that are done with one press."""
    act, code = ACTIONS[action]
    act(db(), actor=guard.current_viewer(), account_id=account_id, now=clock.now())
    db().commit()
    return done("accounts.account", code, account_id=account_id)


@blueprint.post("/konton/<uuid:account_id>/losenord")
@staff(Permission.KEEP_ACCOUNTS)
def issue_password(account_id: uuid.UUID) -> AnyResponse:
    """A temporary password for somebody who forgot theirs, shown once."""
    password = service.issue_temporary_password(
        database(), actor=guard.current_viewer(), account_id=account_id, now=clock.now()
    )
    return page("accounts/issued.html", password=password, email=_member(account_id).email, account_id=account_id)


def _form() -> AccountForm:
    form = AccountForm()
    form.language.choices = language_choices()
    form.offer(_names()["team_names"])
    return form


def _names() -> dict[str, Any]:
    language = guard.current_viewer().language
    teams = runtime().settings.municipality.teams
    return {
        "team_names": {code: team.name.in_language(language) for code, team in teams.items()},
        "role_names": ROLE_NAMES,
    }


def _member(account_id: uuid.UUID) -> StaffMember:
    member = queries.staff_member(db(), account_id)
    if member is None:
        raise NotFound
    return member


def _account_page(form: AccountForm, member: StaffMember, problem: PortalError | None = None) -> Response:
    is_oneself = member.id == guard.current_viewer().account_id
    return page(
        "accounts/account.html",
        form,
        problem=problem,
        member=member,
        is_oneself=is_oneself,
        act_url=lambda action: url_for("accounts.change", account_id=member.id, action=action),
    )
