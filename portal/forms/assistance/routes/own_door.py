"""What the pages behind the sign-in share: who asks, and their own application or the 404 that tells nothing."""

from uuid import UUID

from flask import abort, make_response, request

from portal.accounts.resident_guard import FORM_FIELD, PURPOSE, current_resident
from portal.accounts.residents import Hindrance, Resident, hindrance
from portal.cases.promise import day_of
from portal.core import clock
from portal.core.errors import NotFound
from portal.core.settings.assistance import AssistanceSettings
from portal.core.web import db, render, runtime
from portal.forms.assistance.models import Application, Attachment, Decision, Exchange
from portal.forms.assistance.queries import own


def me() -> Resident:
    """The resident who asks; somebody who is met by a human alone gets that page, the same for every reason."""
    resident = current_resident()
    town = runtime().settings.municipality
    if hindrance(resident, town.code, day_of(clock.now())) is Hindrance.BY_HUMAN:
        abort(make_response(render("eid/by_human.html")))
    return resident


def rules() -> AssistanceSettings:
    """What the municipality has decided about assistance."""
    return runtime().settings.municipality.assistance


def own_application(application_id: UUID, *, is_locked: bool = False) -> Application:
    """The application, if it is one of the resident's own; otherwise `NotFound`, as if there were none."""
    found = own.application(db(), application_id, me().subject_key, is_locked=is_locked)
    if found is None:
        raise NotFound
    return found


def filed_application(application_id: UUID, *, is_locked: bool = False) -> Application:
    """The same, of those that have been sent."""
    found = own_application(application_id, is_locked=is_locked)
    if found.case is None:
        raise NotFound
    return found


def own_exchange(application: Application, exchange_id: UUID, *, is_locked: bool = False) -> Exchange:
    """A question of ours about this application, or `NotFound`."""
    found = own.exchange(db(), application, exchange_id, is_locked=is_locked)
    if found is None:
        raise NotFound
    return found


def own_decision(application: Application, decision_id: UUID, *, is_locked: bool = False) -> Decision:
    """A decision on this application that was made for good, or `NotFound`."""
    found = own.decision(db(), application, decision_id, is_locked=is_locked)
    if found is None:
        raise NotFound
    return found


def own_attachment(application: Application, attachment_id: UUID) -> Attachment:
    """A file that belongs to this application, or `NotFound`."""
    for found in own.attachments(db(), application.id):
        if found.id == attachment_id:
            return found
    raise NotFound


def once(purpose: str, words: str) -> bytes:
    """What tells this very form and its words from every other, so that a double press counts once."""
    token = runtime().tokens.read(request.form[FORM_FIELD], PURPOSE, me().subject_key, clock.now())
    return runtime().keyring.blind_index(f"{token.nonce.hex()}\0{words}", f"assistance {purpose}")
