"""What the columns of a file may be called, in Swedish and English, and which of them must be there."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from portal.core.words import word
from portal.platform.tables.problems import Problem

_MOST_LISTED = 10
_NAME_LETTERS = 40


@dataclass(frozen=True)
class Headings:
    """The columns of one sort of file: `names` says what each may be called, `needed` which must be there.

    `aside` is a pattern of what may stand around a name without meaning anything.
    """

    names: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    aside: re.Pattern[str] | None = None
    _by_name: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        by_name = {name: column for column, names in self.names.items() for name in names}
        object.__setattr__(self, "_by_name", by_name)

    def column_of(self, heading: str) -> str | None:
        """The column that a heading means, None for one we do not know; case, accents and spaces do not matter."""
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", heading.casefold()) if sign.isalnum())
        bare = self.aside.sub("", plain) if self.aside else plain
        return self._by_name.get(plain) or self._by_name.get(bare)

    def placed(self, headings: Iterable[str]) -> tuple[dict[str, int], list[Problem], list[Problem]]:
        """Where each column stands, what is wrong with the headings, and which of them are left aside."""
        where: dict[str, int] = {}
        doubled: list[Problem] = []
        unknown: list[str] = []
        for place, heading in enumerate(headings):
            column = self.column_of(heading)
            if column is None:
                unknown += [heading] if heading.strip() else []
            elif where.setdefault(column, place) != place:
                text = word("Two columns mean %(column)s. Keep one of them.")
                doubled.append(Problem(1, text, {"column": column}))
        return where, doubled + self._lacking(where), _aside(unknown)

    def _lacking(self, where: Mapping[str, int]) -> list[Problem]:
        lacking = [column for column in self.needed if column not in where]
        if not lacking:
            return []
        return [Problem(1, word("The first row lacks these columns: %(columns)s."), {"columns": ", ".join(lacking)})]


def _aside(unknown: list[str]) -> list[Problem]:
    return [
        Problem(1, word("We do not know the column “%(name)s” and leave it aside."), {"name": printable(heading)})
        for heading in unknown[:_MOST_LISTED]
    ]


def printable(text: str) -> str:
    """`text` from a stranger, short and harmless enough to be repeated in a message."""
    return "".join(letter for letter in text[:_NAME_LETTERS] if letter.isprintable())
