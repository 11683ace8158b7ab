"""The table of captions as it was sent: rows by their number, however many or odd they are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from portal.courses.rules.captions.table import Row
from portal.courses.rules.captions.words import RAW_MOST

PAGE = 100
"""Rows on a page; with what may be added, the fields stay below what one form may have."""
ROWS_MOST = 240
NEW_ROWS = 3
TIME_MOST = 20
_FIELD = re.compile(r"words-([0-9]{1,4})")


@dataclass(frozen=True)
class Typed:
    """One page of rows as typed: they stand for the `count` rows of the track from `first` (from 1) on."""

    rows: tuple[Row, ...]
    first: int = 1
    count: int = 0
    seen: str = ""

    def longer(self) -> "Typed":
        """The same with blank rows at the end."""
        blank = tuple(Row("", "", "") for _ in range(min(NEW_ROWS, ROWS_MOST - len(self.rows))))
        return replace(self, rows=(*self.rows, *blank))


def typed(sent: Mapping[str, str]) -> Typed:
    """What the form says; rows marked to be removed are left out."""
    found = (_FIELD.fullmatch(name) for name in sent)
    numbers = sorted({int(one[1]) for one in found if one})[:ROWS_MOST]
    rows = tuple(_row(sent, number) for number in numbers if f"drop-{number}" not in sent)
    return Typed(rows, _whole(sent.get("first", ""), 1), _whole(sent.get("count", ""), 0), sent.get("version", ""))


def _row(sent: Mapping[str, str], number: int) -> Row:
    start, end = (sent.get(f"{name}-{number}", "")[:TIME_MOST] for name in ("start", "end"))
    return Row(start, end, sent.get(f"words-{number}", "")[:RAW_MOST])


def _whole(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch("[0-9]{1,5}", text) else otherwise
