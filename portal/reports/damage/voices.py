""" "Me too": one press counts, an address may be added, and the same form counts once."""

from datetime import datetime

from flask import Response, make_response, request
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from portal.cases import following
from portal.cases.contact_field import ContactField
from portal.cases.flood import FloodGate, withstands
from portal.cases.models import Case
from portal.core.errors import NotFound, Refused
from portal.core.web import database, db, render, runtime
from portal.core.web.errors import SlowDown
from portal.core.web.form import BaseForm, tidy
from portal.core.web.form_token import BadToken, FormToken
from portal.core.web.languages import current_language
from portal.core.words import word
from portal.reports.damage import queries, sites
from portal.reports.damage.rules import PURPOSE

LONGEST_KEY = 120


class VoiceForm(BaseForm):
    """Where to tell the person that it is fixed, if they like."""

    token = HiddenField(filters=[tidy])
    key = HiddenField(filters=[tidy])
    contact = ContactField(_l("E-mail or mobile number"))


def count(number: str, now: datetime) -> Response:
    """The page that thanks and says how many have seen it; a voice counts even when its address cannot be read."""
    form = VoiceForm(formdata=request.form)
    token, is_valid = _token(form, now), form.validate()
    _withstand_flood(form, token, now)
    case = _case(number, form.key.data)
    following.add_voice(
        db(),
        case,
        token_hash=runtime().keyring.blind_index(f"{token.nonce.hex()}:{number}", "voice"),
        language=current_language(),
        contact=form.contact.reach.address if form.contact.reach else None,
        now=now,
    )
    db().commit()
    page = render("damage/voice.html", case=case, form=form, told=form.contact.reach is not None)
    return make_response(page, 200 if is_valid else 422)


def _withstand_flood(form: VoiceForm, token: FormToken, now: datetime) -> None:
    """Asked in a session that cannot write, so that a flood of presses holds up no report."""
    gate: FloodGate = runtime().services["voice gate"]
    with database().read() as session:
        pressure = gate.pressure(session, now)
    if not withstands(pressure, token, form.token.data, request.form.get("work", ""), now):
        raise SlowDown(pressure.seconds, pressure.bits)


def _case(number: str, key: str) -> Case:
    """The case that the page of this form showed; its number alone opens nothing."""
    case = queries.known_case(db(), number)
    if case is None or case.subject_ref is None or case.subject_ref != sites.ref_of_key(db(), key[:LONGEST_KEY]):
        raise NotFound(word("This is no longer open. It may have been fixed meanwhile."))
    return case


def _token(form: VoiceForm, now: datetime) -> FormToken:
    try:
        return runtime().tokens.read(form.token.data, PURPOSE, form.key.data[:LONGEST_KEY], now)
    except BadToken:
        raise Refused(word("The page had been open for too long. Go back, reload it and try again.")) from None
