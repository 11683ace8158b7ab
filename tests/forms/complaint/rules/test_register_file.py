"""A file of processes: read in any order, and every fault named by its line."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.forms.complaint.rules.register import Level
from portal.forms.complaint.rules.register_file import LARGEST, NodeRow, read_register, unknown_owners
from portal.platform.tables import FileErrors
from tests.factories.processes import LINES, TEAMS, table


def read(*lines: str, known: dict[str, Level] | None = None) -> tuple[NodeRow, ...]:
    return read_register(table(*lines), TEAMS, known or {})


def faults(*lines: str, known: dict[str, Level] | None = None) -> list[str]:
    with pytest.raises(FileErrors) as caught:
        read(*lines, known=known)
    return [str(problem) for problem in caught.value.problems]


def test_what_stands_above_always_comes_first() -> None:
    rows = read(*reversed(LINES))
    assert [row.level for row in rows] == sorted((row.level for row in rows), key=list(Level).index)
    assert {row.ref: row.above for row in rows}["SBF-B1a"] == "SBF-B1"
    assert rows[0].names == {"sv": "Samhällsbyggnad", "en": "Planning and building"}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("A;by;;Namn;;;", "There is no level “by”"),
        (";process;SBF-B;Namn;;;", "The ref is missing"),
        ("A;process;SBF-B;;;;", "The name is missing"),
        ("A;process;SBF-B;Namn;;;okänd", "There is no team “okänd”"),
        ("A;process;finns-inte;Namn;;;", "nothing with the ref “finns-inte”"),
        ("A;process;SBF;Namn;;;", "A process hangs on a service"),
        ("A;department;SBF;Namn;;;", "A department hangs on nothing"),
        ("A;process;;Namn;;;", "nothing with the ref “–”"),
        ("SBF-B;tjänst;SBF;Namn;;;", "stands in row 3 too"),
        (f"A;process;SBF-B;{'x' * 121};;;", "longer than 120"),
    ],
)
def test_a_fault_is_named_by_its_line(line: str, fault: str) -> None:
    found = faults(*LINES, line)
    assert len(found) == 1
    assert found[0].startswith("10: ")
    assert fault in found[0]


def test_a_loop_is_named_at_each_of_its_lines() -> None:
    found = faults("A;process;B;Ett;;;", "B;process;A;Två;;;", "C;process;C;Tre;;;")
    assert [fault.split(":")[0] for fault in found] == ["2", "3", "4"]
    assert all("leads back to itself" in fault for fault in found)


def test_a_row_may_hang_on_what_the_register_has() -> None:
    assert read("NY;process;SBF-B;Rivningslov;;;", known={"SBF-B": Level.SERVICE})[0].above == "SBF-B"


def test_a_known_ref_keeps_its_level() -> None:
    known = {"SBF-B": Level.SERVICE, "X": Level.STEP}
    assert "another level in the register" in faults("X;process;SBF-B;Namn;;;", known=known)[0]


def test_an_unknown_owner_is_named_by_line() -> None:
    rows = read(
        LINES[0], "SBF-B;tjänst;SBF;Bygga;;Anna@Kommun.example;", "SBF-T;tjänst;SBF;Trafik;;bo@kommun.example;"
    )
    found = unknown_owners(rows, frozenset({"anna@kommun.example"}))
    assert [str(fault) for fault in found] == ["4: There is no account for the owner “bo@kommun.example”."]


def test_an_empty_and_a_huge_file_are_refused() -> None:
    for content in (b"", b"  \n", b"x" * (LARGEST + 1)):
        with pytest.raises(FileErrors):
            read_register(content, TEAMS, {})


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_arrives_is_read_or_refused(content: bytes) -> None:
    with suppress(FileErrors):
        read_register(content, TEAMS, {})
