"""The address a resident typed: an e-mail address or a mobile number."""

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from portal.core.errors import Refused
from portal.core.words import word

COUNTRY = "SE"
LONGEST = 254
_MOBILE = frozenset({phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE})

NEITHER = word("Write an e-mail address, like name@example.se, or a mobile number, like 070 123 45 67.")
BAD_EMAIL = word("That is not a whole e-mail address. It should look like name@example.se.")
BAD_NUMBER = word("That is not a whole phone number. Write it like 070 123 45 67, or with a country code like +46.")
LANDLINE = word("We can only send text messages to a mobile. Write a mobile number or an e-mail address.")
NO_SMS = word("We cannot send text messages. Write an e-mail address instead.")


class Channel(StrEnum):
    """How a letter travels."""

    EMAIL = "email"
    SMS = "sms"


@dataclass(frozen=True)
class Contact:
    """Where to reach somebody: an e-mail address, or a mobile number as +46701234567. Not shown in its repr.

    Raises Refused for an address with a line break or another control character (R-27).
    """

    channel: Channel
    address: str = field(repr=False)

    def __post_init__(self) -> None:
        if not self.address or _has_controls(self.address):
            raise Refused(NEITHER)


def read_contact(text: str, *, may_sms: bool = True) -> Contact:
    """What `text` says; raises Refused with a word for the person. No name server is asked.

    Numbers without a country code are Swedish; landlines are refused, and all numbers where `may_sms` is false.
    """
    typed = text.strip(" \t\u00a0\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c")
    if not typed or len(typed) > LONGEST or _has_controls(typed):
        raise Refused(NEITHER)
    if "@" in typed:
        return Contact(Channel.EMAIL, _email(typed))
    if not any(letter.isdigit() for letter in typed):
        raise Refused(NEITHER)
    if not may_sms:
        raise Refused(NO_SMS)
    return Contact(Channel.SMS, _mobile(typed))


def _email(typed: str) -> str:
    try:
        found = validate_email(typed, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise Refused(BAD_EMAIL) from None
    return found.ascii_email or found.normalized


def _mobile(typed: str) -> str:
    try:
        number = phonenumbers.parse(typed, COUNTRY)
    except phonenumbers.NumberParseException:
        raise Refused(BAD_NUMBER) from None
    if not phonenumbers.is_valid_number(number):
        raise Refused(BAD_NUMBER)
    if phonenumbers.number_type(number) not in _MOBILE:
        raise Refused(LANDLINE)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _has_controls(text: str) -> bool:
    return any(unicodedata.category(letter) in {"Cc", "Zl", "Zp"} for letter in text)
