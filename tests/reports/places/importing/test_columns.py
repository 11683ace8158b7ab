"""What columns may be called."""

import pytest

from portal.reports.places.importing.columns import HEADINGS


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("ref", "ref"),
        ("Objekt-ID", "ref"),
        ("NAMN", "name"),
        (" Platstyp ", "type"),
        ("Område", "area"),
        ("Latitud", "lat"),
        ("N (SWEREF 99 TM)", "lat"),
        ("SWEREF99TM_E", "lon"),
        ("Öst", "lon"),
        ("Ämnen", "topics"),
        ("Anteckning", "note"),
        ("colour", None),
        ("", None),
        ("sweref99", None),
    ],
)
def test_a_heading_is_understood_in_both_languages(heading: str, column: str | None) -> None:
    assert HEADINGS.column_of(heading) == column


def test_what_is_lacking_doubled_and_unknown_is_told() -> None:
    where, faults, aside = HEADINGS.placed(["ref", "namn", "name", "colour", "<b>"])
    assert where == {"ref": 0, "name": 1}
    assert [str(fault) for fault in faults] == [
        "1: Two columns mean name. Keep one of them.",
        "1: The first row lacks these columns: type, lat, lon.",
    ]
    assert [fault.params["name"] for fault in aside] == ["colour", "<b>"]
