""" "Me too": one press counts, an address may be added, and the same form counts once."""

from datetime import datetime

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, ValidationError

from portal.cases import following
from portal.core.errors import NotFound, Refused
from portal.core.web import db, render, runtime
from portal.core.web.form import BaseForm, OneLine, PlainText, tidy
from portal.core.web.form_token import BadToken, FormToken
from portal.core.web.languages import current_language
from portal.platform.notices.contact import read_contact
from portal.reports.damage import queries
from portal.reports.damage.intake import PURPOSE

LONGEST_KEY = 120


class VoiceForm(BaseForm):
    """Where to tell the person that it is fixed, if they like."""

    token = HiddenField()
    key = HiddenField()
    contact = StringField(_l("E-mail or mobile number"), filters=[tidy], validators=[PlainText(), OneLine()])

    def validate_contact(self, field: StringField) -> None:
        """An e-mail address or a mobile number, or nothing."""
        if not field.data:
            return
        try:
            field.data = read_contact(field.data).address
        except Refused as refused:
            raise ValidationError(self.contact.gettext(str(refused.message))) from None


def count(number: str, now: datetime) -> str:
    """The page that thanks; it says how many have seen it."""
    form = VoiceForm(formdata=request.form)
    token = _token(form, now)
    case = queries.known_case(db(), number)
    if case is None:
        raise NotFound
    is_valid = form.validate()
    following.add_voice(
        db(),
        case,
        token_hash=runtime().keyring.blind_index(f"{token.nonce.hex()}:{number}", "voice"),
        language=current_language(),
        contact=form.contact.data or None if is_valid else None,
        now=now,
    )
    db().commit()
    return render("damage/voice.html", case=case, form=form, told=bool(is_valid and form.contact.data))


def _token(form: VoiceForm, now: datetime) -> FormToken:
    key = (form.key.data or "")[:LONGEST_KEY]
    try:
        return runtime().tokens.read(form.token.data or "", PURPOSE, key, now)
    except BadToken:
        raise Refused from None
