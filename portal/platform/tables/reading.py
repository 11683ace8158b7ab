"""A CSV file as cells: its letters, its separator, its quotes (RFC 4180, and what Excel makes of it)."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal.core.words import word
from portal.platform.tables.headings import Headings
from portal.platform.tables.problems import FileErrors, Problem, file_problem

MOST_ROWS = 50_000
LONGEST_CELL = 10_000
LONGEST_LINE = 200_000
SEPARATORS = ";,\t"
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8_IN_DISGUISE = re.compile("Ã[¥¤¶\u2026\u201e\u2013©]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Table:
    """The rows of a file as cells by column, numbered as a spreadsheet numbers them; `remarks` are no faults."""

    rows: tuple[tuple[int, Mapping[str, str]], ...]
    columns: frozenset[str]
    remarks: tuple[Problem, ...]


def decoded(content: bytes) -> tuple[str, list[Problem]]:
    """The text of a file in UTF-8, UTF-16 with its mark or Windows-1252; the last is remarked upon."""
    if content.startswith(_BYTE_ORDER_MARKS):
        return _utf16(content), []
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        remark = word(
            "The file is not in UTF-8. We read it as Windows-1252 (Latin 1): check that å, ä and ö are right."
        )
        return _latin(content), [Problem(0, remark)]


def read_table(content: bytes, known: Headings) -> Table:
    """The cells of a CSV file; raises `FileErrors` when it cannot be read as one or lacks a column."""
    text, remarks = decoded(content)
    _refuse_control(text)
    _refuse_long_line(text)
    records = _records(text)
    start, headings = next(records, (1, []))
    where, faults, aside = known.placed(headings)
    if faults:
        raise FileErrors([Problem(start, fault.message, fault.params) for fault in faults])
    rows = tuple((row, _cells(cells, where)) for row, cells in records)
    if not rows:
        raise file_problem(word("The file has no rows below its headings."))
    return Table(rows, frozenset(where), tuple(remarks + aside))


def _utf16(content: bytes) -> str:
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError as error:
        raise file_problem(word("We cannot read the letters of the file. Save it as CSV UTF-8.")) from error


def _latin(content: bytes) -> str:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise file_problem(word("We cannot read the letters of the file. Save it as CSV UTF-8.")) from error
    if found := _UTF8_IN_DISGUISE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        told = word("The file mixes two ways to write letters, see line %(line)s. Save it as CSV UTF-8.")
        raise file_problem(told, line=line)
    return text


def _refuse_control(text: str) -> None:
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise file_problem(word("Line %(line)s holds a character that is not text. Is this a CSV file?"), line=line)


def _refuse_long_line(text: str) -> None:
    """A line without end would become millions of cells."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise file_problem(word("Line %(line)s is too long for a table. Is this a CSV file?"), line=number)


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, with their numbers; the first is that of the headings."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    row = 0
    try:
        for cells in reader:
            row += 1
            if row > MOST_ROWS:
                raise file_problem(word("The file has more than %(most)s rows. Split it."), most=MOST_ROWS)
            if any(cell.strip() for cell in cells) and not _names_separator(row, cells):
                yield row, cells
    except csv.Error as error:
        told = word(
            "The row cannot be read: a quotation mark is out of place, or a cell has more than %(most)s letters."
        )
        raise FileErrors([Problem(row + 1, told, {"most": LONGEST_CELL})]) from error


def _separator(text: str) -> str:
    """The separator that the first line with any uses most; Excel's `sep=;` line names it."""
    head = text.lstrip("\r\n")[:LONGEST_CELL].splitlines()[:1]
    line = re.sub(r'"[^"]*"', "", head[0]) if head else ""
    return max(SEPARATORS, key=line.count)


def _names_separator(row: int, cells: list[str]) -> bool:
    return row == 1 and cells[0].casefold() == "sep="


def _cells(cells: list[str], where: Mapping[str, int]) -> dict[str, str]:
    return {column: cells[place].strip() if place < len(cells) else "" for column, place in where.items()}
