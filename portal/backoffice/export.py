"""The queue as a file for a spreadsheet: RFC 4180, and no cell that a spreadsheet would reckon (requirement R-25)."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO

from flask_babel import gettext

from portal.backoffice.labels import Labels
from portal.backoffice.rows import QueueRow
from portal.cases.promise import STOCKHOLM

BYTE_ORDER_MARK = "\ufeff"
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠")


def safe(value: object) -> str:
    """`value` as a cell that is text in every spreadsheet: one that could be a formula begins with an apostrophe."""
    text = "" if value is None else str(value).replace("\x00", "")
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_DANGEROUS) else text


def lines(rows: Iterable[QueueRow], labels: Labels) -> Iterator[str]:
    """The file line by line, its headings first."""
    yield BYTE_ORDER_MARK + _line(_headings())
    for row in rows:
        yield _line(_cells(row, labels))


def _headings() -> list[str]:
    return [
        gettext("Number"),
        gettext("Kind"),
        gettext("State"),
        gettext("Outcome"),
        gettext("Priority"),
        gettext("Team"),
        gettext("Who works on it"),
        gettext("Place"),
        gettext("Area"),
        gettext("Heading or first words"),
        gettext("Opened"),
        gettext("Promised"),
        gettext("Closed"),
        gettext("Voices"),
        gettext("Photo"),
        gettext("Language"),
    ]


def _cells(row: QueueRow, labels: Labels) -> list[object]:
    kind = labels.kinds[row.kind]
    outcome = kind.outcomes.get(row.outcome or "")
    return [
        row.number,
        gettext(kind.label),
        gettext(kind.states[row.state].label),
        gettext(outcome.label) if outcome else "",
        labels.of("priority", row.priority.value),
        labels.of("team", row.team) if row.team else "",
        row.assignee,
        row.subject_name,
        row.area,
        row.title,
        _moment(row.opened_at),
        _moment(row.due_at),
        _moment(row.closed_at),
        row.voices,
        gettext("Yes") if row.has_photo else gettext("No"),
        row.language,
    ]


def _moment(value: datetime | None) -> str:
    return value.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M") if value else ""


def _line(cells: Iterable[object]) -> str:
    out = StringIO()
    csv.writer(out).writerow([safe(cell) for cell in cells])
    return out.getvalue()
