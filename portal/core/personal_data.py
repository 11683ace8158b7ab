"""Finds what a person may not have meant to send: personnummer, e-mail address, phone number (requirement R-59)."""

import re
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

_NUMBER = re.compile(r"(?<!\d)(?:\d{2})?\d{6}\s?[-+–]?\s?\d{4}(?!\d)")
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
    """Everything personal that is found in `text`, in the order of the text; each stretch once."""
    found: list[Finding] = []
    _add(found, Personal.PERSONNUMMER, (m for m in _NUMBER.finditer(text) if _is_personnummer(m.group())))
    _add(found, Personal.EMAIL, _EMAIL.finditer(text))
    _add(found, Personal.PHONE, (m for m in _PHONE.finditer(text) if _is_phone(m.group())))
    return tuple(sorted(found, key=lambda finding: finding.start))


def _add(found: list[Finding], what: Personal, matches: Iterable[re.Match[str]]) -> None:
    for match in matches:
        if all(match.end() <= other.start or match.start() >= other.end for other in found):
            found.append(Finding(what, match.start(), match.end()))


def _is_personnummer(text: str) -> bool:
    tidy = re.sub(r"\s", "", text).replace("–", "-")
    return bool(personnummer.valid(tidy)) if tidy.isascii() else False


def _is_phone(text: str) -> bool:
    return _FEWEST_DIGITS <= sum(letter.isdigit() for letter in text) <= _MOST_DIGITS
