"""Finds what a person may not have meant to send: personnummer, e-mail address, phone number (requirement R-59)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from personnummer import personnummer

from portal.core.words import Word, word


class Personal(StrEnum):
    """What was found in a text."""

    PERSONNUMMER = "personnummer"
    EMAIL = "email"
    PHONE = "phone"


NAMES: dict[Personal, Word] = {
    Personal.PERSONNUMMER: word("a personal identity number"),
    Personal.EMAIL: word("an e-mail address"),
    Personal.PHONE: word("a phone number"),
}

_BETWEEN = r"[\s./\-‐‑–—−\u200e\u200f\u061c]{0,3}"
"""What people put between year, month and day: a dash of any kind, a point, a space, marks of direction."""
_NUMBER = re.compile(rf"(?<!\d)(?:\d{{2}})?(?:\d{{2}}{_BETWEEN}){{2}}\d{{2}}(?:{_BETWEEN}|\s?\+\s?)\d{{4}}(?!\d)")
_EMAIL = re.compile(r"[^\s@<>()]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PHONE = re.compile(r"(?<![\d-])(?:\+\d|00\d|0)[\d\s()/-]{6,18}\d(?!\d)")
_FEWEST_DIGITS, _MOST_DIGITS = 8, 15


@dataclass(frozen=True)
class Finding:
    """Something personal in a text, and where it stands."""

    what: Personal
    start: int
    end: int


def personal_data_in(text: str) -> tuple[Finding, ...]:
    """Everything personal that is found in `text`, in the order of the text; each stretch once.

    The digits may be of any script (٠١٢, ۰۱۲, ०१२): people write in the ones that they grew up with.
    """
    text = in_ascii_digits(text)
    found: list[Finding] = []
    _add(found, Personal.PERSONNUMMER, (m for m in _NUMBER.finditer(text) if _is_personnummer(m.group())))
    _add(found, Personal.EMAIL, _EMAIL.finditer(text))
    _add(found, Personal.PHONE, (m for m in _PHONE.finditer(text) if _is_phone(m.group())))
    return tuple(sorted(found, key=lambda finding: finding.start))


def in_ascii_digits(text: str) -> str:
    """`text` with every decimal digit as 0–9; as long as before, letter by letter."""
    return text if text.isascii() else "".join(str(unicodedata.decimal(letter, letter)) for letter in text)


def _add(found: list[Finding], what: Personal, matches: Iterable[re.Match[str]]) -> None:
    for match in matches:
        if all(match.end() <= other.start or match.start() >= other.end for other in found):
            found.append(Finding(what, match.start(), match.end()))


def _is_personnummer(text: str) -> bool:
    return bool(personnummer.valid(re.sub(r"[^\d+]", "", text)))


def _is_phone(text: str) -> bool:
    return _FEWEST_DIGITS <= sum(letter.isdigit() for letter in text) <= _MOST_DIGITS
