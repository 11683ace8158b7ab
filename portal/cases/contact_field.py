"""The field in which somebody says how to reach them."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import gettext
from wtforms import StringField
from wtforms.validators import ValidationError

from portal.core.errors import Refused
from portal.core.web import runtime
from portal.core.web.form import OneLine, PlainText, tidy
from portal.platform.notices.contact import Channel, Contact, read_contact
from portal.platform.notices.post import may_sms

Validator = Callable[[Any, Any], None]


class ContactField(StringField):  # type: ignore[misc]  # wtforms has no types
    """One line for an e-mail address or a mobile number; `reach` is what was read, None when nothing was written."""

    def __init__(self, label: object = None, validators: Sequence[Validator] = (), **more: Any) -> None:
        self.reach: Contact | None = None
        super().__init__(label, [*validators, PlainText(), OneLine()], filters=[tidy], **more)

    def post_validate(self, _form: object, validation_stopped: bool) -> None:
        """Read the address once nothing else is wrong with it."""
        if validation_stopped or self.errors or not self.data:
            return
        try:
            self.reach = read_contact(self.data, may_sms=may_sms(runtime().settings))
        except Refused as refused:
            raise ValidationError(gettext(refused.message)) from None

    @property
    def email(self) -> str | None:
        """The e-mail address, if it is one."""
        return self.reach.address if self.reach and self.reach.channel is Channel.EMAIL else None

    @property
    def phone(self) -> str | None:
        """The mobile number, if it is one."""
        return self.reach.address if self.reach and self.reach.channel is Channel.SMS else None
