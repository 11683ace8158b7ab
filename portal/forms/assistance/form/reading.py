"""Fields that read what people write: amounts, days, personnummer, addresses, numbers, accounts, all forgivingly."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from portal.accounts import personnummer
from portal.core.errors import Refused
from portal.core.words import Word
from portal.forms.assistance.form.fields import Line
from portal.forms.assistance.rules import days, money
from portal.platform.notices.contact import Channel, read_contact

LONGEST_NUMBER = 6
Look = Mapping[str, object]


class Read(Line):
    """A line that is read into something; a subclass says how in `read`, which may raise ValidationError."""

    look: ClassVar[Look] = {}

    def __init__(self, label: object, missing: object = None, **more: Any) -> None:
        super().__init__(label, missing, render_kw={**self.look} | more.pop("render_kw", {}), **more)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """Read what was written once nothing else is wrong with it."""
        if self.data and not self.errors:
            self.read(form)

    def read(self, form: Any) -> None:
        """Take the meaning of `data`; a plain line means what it says."""


class Money(Read):
    """An amount in Swedish kronor; `amount` is öre, None when nothing readable is written."""

    look: ClassVar[Look] = {"suffix": "kr", "width": "short", "inputmode": "decimal"}

    def __init__(self, label: object, missing: object = None, most_kronor: int = 1_000_000, **more: Any) -> None:
        self.amount: int | None = None
        self.most = most_kronor * 100
        super().__init__(label, missing, **more)

    def read(self, form: Any) -> None:
        """The öre."""
        try:
            self.amount = money.read_amount(self.data, self.most)
        except money.BadAmount as bad:
            raise ValidationError(gettext(bad.words)) from None

    def says(self) -> str:
        """The amount as we understood it, otherwise as it was written."""
        return super().says() if self.amount is None else money.shown_amount(self.amount)


class Day(Read):
    """A day, at most `past` days ago and `ahead` days from today; `day` is None when nothing readable is written."""

    look: ClassVar[Look] = {"width": "short", "inputmode": "numeric", "hint": _l("For example 2026-11-25")}

    def __init__(self, label: object, missing: object = None, past: int = 400, ahead: int = 0, **more: Any) -> None:
        self.day: date | None = None
        self.past, self.ahead = past, ahead
        super().__init__(label, missing, **more)

    def read(self, form: Any) -> None:
        """The day."""
        today: date = form.setting.today
        try:
            found = days.read_day(self.data, today)
        except days.BadDay as bad:
            raise ValidationError(gettext(bad.words)) from None
        if wrong := self._wrong((found - today).days):
            raise ValidationError(gettext(wrong))
        self.day = found

    def says(self) -> str:
        """The day as we understood it, otherwise as it was written."""
        return super().says() if self.day is None else self.day.isoformat()

    def _wrong(self, distance: int) -> Word | None:
        if distance > self.ahead:
            return days.FAR_AHEAD if self.ahead else days.TO_COME
        return days.LONG_AGO if -distance > self.past else None


class Personnummer(Read):
    """A personnummer or samordningsnummer; `number` is its twelve digits."""

    look: ClassVar[Look] = {
        "width": "medium",
        "inputmode": "numeric",
        "hint": _l("Year, month, day and four digits: YYYYMMDD-NNNN"),
    }

    def __init__(self, label: object, missing: object = None, **more: Any) -> None:
        self.number = ""
        super().__init__(label, missing, **more)

    def read(self, form: Any) -> None:
        """The number."""
        found = personnummer.normalised(self.data, form.setting.today)
        if found is None:
            raise ValidationError(gettext("This is not a whole personnummer. Check the digits."))
        self.number = found

    def says(self) -> str:
        """The number with its dash."""
        return f"{self.number[:8]}-{self.number[8:]}" if self.number else super().says()


class Reach(Read):
    """An e-mail address or a mobile number, as `channel` says; `address` is how we write to it."""

    def __init__(self, label: object, channel: Channel, missing: object = None, **more: Any) -> None:
        self.address = ""
        self.channel = channel
        look = {"type": "email", "inputmode": "email"} if channel is Channel.EMAIL else {"type": "tel"}
        super().__init__(label, missing, render_kw=look | more.pop("render_kw", {}), **more)

    def read(self, form: Any) -> None:
        """The address."""
        try:
            found = read_contact(self.data)
        except Refused as refused:
            raise ValidationError(gettext(refused.message)) from None
        if found.channel is not self.channel:
            raise ValidationError(self._other())
        self.address = found.address

    def _other(self) -> str:
        if self.channel is Channel.EMAIL:
            return str(gettext("This is a telephone number. Write an e-mail address here."))
        return str(gettext("This is an e-mail address. Write a mobile number here."))


class Digits(Read):
    """A whole number from `least` to `most`; `number` is None when nothing readable is written."""

    look: ClassVar[Look] = {"width": "short", "inputmode": "numeric"}

    def __init__(self, label: object, least: int, greatest: int, missing: object = None, **more: Any) -> None:
        self.number: int | None = None
        self.least, self.greatest = least, greatest
        super().__init__(label, missing, **more)

    def read(self, form: Any) -> None:
        """The number."""
        number = int(self.data) if self.data.isdecimal() and len(self.data) <= LONGEST_NUMBER else -1
        if not self.least <= number <= self.greatest:
            words = gettext("Write a number from %(least)s to %(most)s.", least=self.least, most=self.greatest)
            raise ValidationError(words)
        self.number = number


class BankDigits(Read):
    """Digits of a clearing or account number, between `shape` of them; spaces and dashes are forgiven."""

    look: ClassVar[Look] = {"width": "medium", "inputmode": "numeric"}

    def __init__(self, label: object, shape: tuple[int, int], wrong: object, missing: object, **more: Any) -> None:
        self.digits = ""
        self.shape, self.wrong = shape, wrong
        super().__init__(label, missing, **more)

    def read(self, form: Any) -> None:
        """The digits alone."""
        plain = re.sub(r"[\s.,\-–]", "", self.data)
        least, most = self.shape
        if not plain.isdecimal() or not least <= len(plain) <= most:
            raise ValidationError(str(self.wrong))
        self.digits = "".join(str(unicodedata.digit(letter)) for letter in plain)
