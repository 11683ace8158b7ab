"""Who may use a service online, and which addresses one is led on to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.residents import Hindrance, Resident, hindrance
from portal.accounts.residents.rules import safe_next

TODAY = date(2026, 11, 22)


def somebody(
    born_on: date = date(1991, 3, 14), municipality: str = "0880", *, is_protected: bool = False
) -> Resident:
    return Resident("199103142387", "Amina Warsame", is_protected, municipality, born_on, "ab" * 32)


@pytest.mark.parametrize(
    ("resident", "found"),
    [
        (somebody(), None),
        (somebody(date(2008, 11, 22)), None),
        (somebody(date(2008, 11, 23)), Hindrance.UNDER_AGE),
        (somebody(municipality="0780"), Hindrance.ELSEWHERE),
        (somebody(municipality=""), Hindrance.BY_HUMAN),
        (somebody(is_protected=True), Hindrance.BY_HUMAN),
        (somebody(date(2010, 1, 1), is_protected=True), Hindrance.BY_HUMAN),
        (somebody(municipality="0780", is_protected=True), Hindrance.BY_HUMAN),
        (somebody(date(2010, 1, 1), "0780"), Hindrance.UNDER_AGE),
        (somebody(date(2008, 2, 29)), None),
    ],
)
def test_who_is_kept_from_a_service_and_by_what(resident: Resident, found: Hindrance | None) -> None:
    assert hindrance(resident, "0880", TODAY) is found


@given(st.dates(date(1900, 1, 1), TODAY), st.sampled_from(["", "0880", "0780"]))
def test_whoever_is_protected_always_meets_a_human(born_on: date, municipality: str) -> None:
    assert hindrance(somebody(born_on, municipality, is_protected=True), "0880", TODAY) is Hindrance.BY_HUMAN


def test_a_resident_s_repr_names_nobody() -> None:
    assert repr(somebody()) == "<Resident abababab>"


@pytest.mark.parametrize("address", ["/sv/", "/sv/ekonomiskt-bistand/ansok", "/ar/a?del=2&x=%C3%A5", "/en"])
def test_pages_of_our_own_are_led_on_to(address: str) -> None:
    assert safe_next(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "sv/",
        "//evil.example/",
        "/\\evil.example",
        "https://evil.example",
        "/sv//evil.example",
        "/sv/../x",
        "/sv/%2e%2e/x",
        "/sv/%0d%0aSet-Cookie",
        "/sv/\r\n",
        "/sv/" + "a" * 600,
        "/sv/a#b",
        "/handlaggning\t/",
    ],
)
def test_everything_else_is_not(address: str | None) -> None:
    assert safe_next(address) is None


@given(st.text())
def test_no_text_leads_to_another_host(text: str) -> None:
    found = safe_next(text)
    assert found is None or (found.startswith("/") and not found.startswith("//") and "\\" not in found)
