"""Personnummer and samordningsnummer: the one spelling they are kept in, the day of birth, the age.

Twelve digits YYYYMMDDNNNC (folkbokföringslagen 1991:481, 18 §; lagen 2022:1697; SKV 704): the last is a check digit
after Luhn, a samordningsnummer has 60 added to the day, and a plus in the ten-digit form says that its bearer turns
a hundred or more this year.
"""

import re
import unicodedata
from datetime import date

from personnummer.personnummer import Personnummer, PersonnummerException

DAY_ADDED = 60
OLDEST = 130
_SHAPE = re.compile(r"(?P<century>\d\d)?(?P<year>\d\d)(?P<rest>\d{4})(?P<sign>[-+]?)(?P<last>\d{4})", re.ASCII)
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-"})


def normalised(text: str, today: date) -> str | None:
    """The twelve digits of what somebody typed, or None when it is no number that a person alive can have.

    Spaces, dashes, ten digits and the digits of other scripts are forgiven.
    """
    found = _SHAPE.fullmatch(_plain(text))
    if found is None:
        return None
    year, rest = found["year"], found["rest"]
    whole = f"{found['century'] or _century(year, rest, found['sign'], today)}{year}{rest}{found['last']}"
    return whole if _is_sound(whole, today) else None


def born_on(number: str) -> date:
    """The day of birth in a number of twelve digits; raises ValueError when it names no day."""
    day = int(number[6:8])
    return date(int(number[:4]), int(number[4:6]), day - DAY_ADDED if is_coordination(number) else day)


def is_coordination(number: str) -> bool:
    """True for a samordningsnummer, which somebody has who was never registered as living in Sweden."""
    return int(number[6:8]) > DAY_ADDED


def age_on(born: date, today: date) -> int:
    """How many whole years somebody born on `born` is on the day `today`."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _plain(text: str) -> str:
    digits = (str(unicodedata.digit(letter, letter)) for letter in text.translate(_DASHES) if not letter.isspace())
    return "".join(digits)


def _century(year: str, rest: str, sign: str, today: date) -> int:
    latest = today.year - (today.year - int(year)) % 100
    month, day = int(rest[:2]), int(rest[2:]) % DAY_ADDED
    is_to_come = latest == today.year and (month, day) > (today.month, today.day)
    if sign == "+":
        latest -= 100
    return (latest - 100 if is_to_come and sign != "+" else latest) // 100


def _is_sound(number: str, today: date) -> bool:
    try:
        Personnummer(number)
        born = born_on(number)
    except (PersonnummerException, ValueError):
        return False
    return born <= today and age_on(born, today) <= OLDEST
