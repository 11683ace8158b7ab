"""The file for the bank: nothing in it can be a formula, every reference has its check digit, sums are right."""

import csv
from datetime import date
from io import StringIO
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.forms.assistance.rules.answers import PaymentWay
from portal.forms.assistance.rules.payment import (
    Payee,
    Row,
    check_digit,
    digits_cell,
    kronor,
    name_cell,
    payment_file,
    reference_of,
)

DANGEROUS = tuple("=+-@\t\r\n\x00|%＝＋－＠'\"")
DAY = date(2026, 11, 23)
texts = st.text(max_size=80)
payees = st.builds(Payee, texts, st.sampled_from(PaymentWay), texts, texts)
rows = st.builds(Row, st.uuids().map(reference_of), payees, st.integers(min_value=1, max_value=10**9))


@given(st.lists(rows, max_size=8), texts)
def test_no_cell_can_be_reckoned_and_every_row_keeps_its_shape(found: list[Row], sender: str) -> None:
    content = payment_file(found, sender, DAY).decode()
    lines = list(csv.reader(StringIO(content, newline=""), delimiter=";"))
    assert len(lines) == len(found) + 2
    assert {len(line) for line in lines[1:]} == {8}
    for line in lines:
        assert not any(cell.startswith(DANGEROUS) for cell in line)
        assert not any(sign in cell for cell in line for sign in '\r\n\x00"=@|')


@given(st.lists(rows, max_size=8))
def test_the_head_says_how_many_and_how_much(found: list[Row]) -> None:
    head = payment_file(found, "Kalmar kommun", DAY).decode().splitlines()[0].split(";")
    total = sum(row.amount for row in found)
    assert head == ["HEAD", "2026-11-23", "Kalmar kommun", str(len(found)), kronor(total), "SEK"]


def test_the_same_rows_give_the_same_bytes() -> None:
    row = Row(reference_of(UUID(int=7)), Payee("Åsa Öberg", PaymentWay.ACCOUNT, "8327-9", "123 456 789-0"), 123_450)
    first = payment_file([row], "Kalmar kommun", DAY)
    assert first == payment_file([row], "Kalmar kommun", DAY)
    assert first.decode().splitlines()[2] == "PAY;000000000000075;account;83279;1234567890;Åsa Öberg;1234,50;SEK"


def test_somebody_without_an_account_gets_a_slip() -> None:
    row = Row("1", Payee("Åsa Öberg", PaymentWay.OTHER, "8327", "1234"), 100)
    assert b"PAY;1;slip;;;" in payment_file([row], "Kalmar", DAY)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("=HYPERLINK(1)", "HYPERLINK"),
        ("-Anna", "Anna"),
        ("  Anna\tBerg\r\n", "AnnaBerg"),
        ("Jean-Pierre O'Neill", "Jean-Pierre O'Neill"),
        ("آمنة ورسمي", "آمنة ورسمي"),
        ("12345", "X"),
        ("", "X"),
    ],
)
def test_a_name_keeps_what_names_are_made_of(name: str, written: str) -> None:
    assert name_cell(name) == written


@given(texts)
def test_an_account_is_digits_alone(text: str) -> None:
    assert digits_cell(text) == "" or digits_cell(text).isdigit()


@pytest.mark.parametrize(("digits", "check"), [("7992739871", 3), ("910314238", 7), ("0", 0)])
def test_the_check_digit_is_luhn_s(digits: str, check: int) -> None:
    assert check_digit(digits) == check


def test_references_are_fifteen_digits() -> None:
    found = {reference_of(uuid4()) for _ in range(200)}
    assert len(found) == 200
    assert {len(reference) for reference in found} == {15}


def test_a_payee_survives_being_stored() -> None:
    payee = Payee("Åsa", PaymentWay.ACCOUNT, "8327", "1234")
    assert Payee.from_json(payee.to_json()) == payee
