"""CSV as it comes from offices: letters, separators, quotes, and from those who mean harm."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.platform.tables import FileErrors, Table, decoded
from portal.platform.tables import read_table as read_any_table
from portal.platform.tables.reading import LONGEST_LINE, MOST_ROWS
from portal.reports.places.importing.columns import HEADINGS as KNOWN
from tests.factories.places import HEADINGS, line, table


def read_table(content: bytes) -> Table:
    return read_any_table(content, KNOWN)


def faults_of(content: bytes) -> list[str]:
    with pytest.raises(FileErrors) as caught:
        read_table(content)
    return [str(problem) for problem in caught.value.problems]


def names(found: Table) -> list[str]:
    return [cells["name"] for _, cells in found.rows]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found(separator: str) -> None:
    found = read_table(table(line(), line("LP-2", "Bänk; Bad, och\tmer"), separator=separator))
    assert names(found) == ["Ängö lekpark", "Bänk; Bad, och\tmer"]
    assert [row for row, _ in found.rows] == [2, 3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_letters_are_read(encoding: str) -> None:
    assert names(read_table(table(line()).decode().encode(encoding))) == ["Ängö lekpark"]
    assert read_table(table(line())).remarks == ()


def test_windows_letters_are_read_and_remarked_upon() -> None:
    found = read_table(table(line(name="Ängö – “parken”")).decode().encode("cp1252"))
    assert names(found) == ["Ängö – “parken”"]
    assert "Windows-1252" in str(found.remarks[0])


def test_letters_of_two_sorts_in_one_file_are_refused() -> None:
    mixed = table(line()) + "LP-2;Älvan".encode("cp1252")
    assert "mixes two ways" in faults_of(mixed)[0]


@pytest.mark.parametrize("content", [b"\xff\xfea", b"ref;name\n\x81\x8d"])
def test_letters_that_cannot_be_read_are_refused(content: bytes) -> None:
    assert "Save it as CSV UTF-8" in faults_of(content)[0]


def test_rows_are_numbered_as_in_a_spreadsheet_empty_ones_and_line_ends_in_cells_counted() -> None:
    content = table(line(name="Två\nrader"), ["", "", "", "", "", ""], line("LP-3"))
    assert [row for row, _ in read_table(content).rows] == [2, 4]


def test_excels_line_that_names_the_separator_is_no_heading() -> None:
    assert names(read_table(b"sep=;\r\n" + table(line()))) == ["Ängö lekpark"]


def test_unknown_columns_are_left_aside_and_remarked_upon() -> None:
    found = read_table(table([*line(), "red"], headings=[*HEADINGS, "colour"]))
    assert "colour" in str(found.remarks[0])
    assert "colour" not in found.columns


def test_short_rows_have_empty_cells() -> None:
    assert read_table(table(["LP-1"])).rows == ((2, {"ref": "LP-1"} | dict.fromkeys(HEADINGS[1:], "")),)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (table(line(name="a\0b")), "Line 2 holds a character that is not text"),
        (table(line(), line(name="\x07")), "Line 3 holds a character that is not text"),
        (b"ref;name;type;lat;lon\n" + b"x" * (LONGEST_LINE + 1), "Line 2 is too long"),
        (b"ref;name;type;lat;lon\n" + b";" * 10_000_000, "Line 2 is too long"),
        (table(line(name="x" * 10_001)), "2: The row cannot be read"),
        (b'ref;name;type;lat;lon\n1;"never closed;park;1;1\n' * 2, "2: The row cannot be read"),
        (b'ref;name;type;lat;lon\n1;"a"b;park;1;1\n', "2: The row cannot be read"),
        (b"just words\nand more\n", "lacks these columns: ref, name, type, lat, lon"),
        (b"\n\n\n", "lacks these columns"),
        (table(), "no rows below its headings"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content: bytes, told: str) -> None:
    assert told in faults_of(content)[0]


def test_too_many_rows_are_refused() -> None:
    assert "more than 50000 rows" in faults_of(b"ref;name;type;lat;lon\n" + b"1;a;park;1;1\n" * (MOST_ROWS + 1))[0]


@given(st.binary(max_size=400))
@settings(max_examples=200)
def test_any_bytes_give_a_table_or_faults(content: bytes) -> None:
    with suppress(FileErrors):
        assert read_table(content).rows


@given(st.text(max_size=100))
def test_text_in_utf_8_is_never_taken_for_something_else(text: str) -> None:
    content = text.encode("utf-8", errors="replace")
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert decoded(content) == (content.decode("utf-8-sig"), [])
