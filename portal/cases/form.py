"""The small forms of the follow page."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from portal.cases.contact_field import ContactField
from portal.core.web.form import BaseForm, PlainText, tidy

MOST_LETTERS = 4000
_TOO_LONG = _l("Please use at most %(max)d characters.")


class ReceiptForm(BaseForm):
    """The code on the receipt."""

    receipt = StringField(
        _l("The code on your receipt"),
        filters=[tidy],
        validators=[DataRequired(_l("Write the code on your receipt."))],
    )


class MessageForm(BaseForm):
    """A message to those who work on the case."""

    words = TextAreaField(
        _l("Write to us"),
        filters=[tidy],
        validators=[
            DataRequired(_l("Write something first.")),
            PlainText(),
            Length(max=MOST_LETTERS, message=_TOO_LONG),
        ],
    )


class ReopenForm(BaseForm):
    """What is still wrong."""

    wrong = TextAreaField(
        _l("What is still wrong?"),
        filters=[tidy],
        validators=[PlainText(), Length(max=MOST_LETTERS, message=_TOO_LONG)],
    )


class ContactForm(BaseForm):
    """How the reporter wants to hear from us."""

    contact = ContactField(
        _l("E-mail or mobile number"),
        validators=[DataRequired(_l("Write an e-mail address or a mobile number."))],
    )
