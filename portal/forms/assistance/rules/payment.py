"""Payments as a file for the bank: one row each, a reference with a check digit, no cell that a program would reckon.

The file is CSV after RFC 4180 with semicolons, in the spirit of Bankgirot's payment files: a head with the number and
the sum, one row per payment, amounts as kronor with two decimals. A name keeps letters, spaces and the marks of names
alone; clearing and account keep digits alone: a cell that begins with `=`, `+`, `-` or `@` cannot come about
(requirement R-25).
"""

import csv
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from io import StringIO
from uuid import UUID

from portal.forms.assistance.rules.answers import Amount, PaymentWay

REFERENCE_DIGITS = 14
NAME_MOST = 60
ORE = 100
_MARKS_OF_NAMES = " -'’."
_COLUMNS = ("type", "reference", "way", "clearing", "account", "name", "amount", "currency")


@dataclass(frozen=True)
class Payee:
    """Who is paid, and how; without an account the bank sends a payment slip."""

    name: str
    way: PaymentWay
    clearing: str = ""
    account: str = ""

    def to_json(self) -> str:
        """Canonical JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Payee":
        """The payee that `to_json` wrote."""
        raw = json.loads(text)
        return cls(raw["name"], PaymentWay(raw["way"]), raw["clearing"], raw["account"])


@dataclass(frozen=True)
class Row:
    """One payment; `amount` in öre."""

    reference: str
    payee: Payee
    amount: Amount


def reference_of(decision_id: UUID) -> str:
    """The reference of a decision's payment: fourteen digits of its id and a check digit (Luhn, modulus 10)."""
    digits = f"{decision_id.int % 10**REFERENCE_DIGITS:0{REFERENCE_DIGITS}}"
    return digits + str(check_digit(digits))


def check_digit(digits: str) -> int:
    """The check digit after Luhn: the weights 2 and 1 from the end, tens and ones added."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits)))
    return -sum(number // 10 + number % 10 for number in doubled) % 10


def payment_file(rows: Sequence[Row], sender: str, made_on: date) -> bytes:
    """The whole file in UTF-8; the same rows give the same bytes."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    total = sum(row.amount for row in rows)
    writer.writerow(("HEAD", made_on.isoformat(), name_cell(sender), len(rows), kronor(total), "SEK"))
    writer.writerow(_COLUMNS)
    writer.writerows(_cells(row) for row in rows)
    return out.getvalue().encode()


def kronor(amount: Amount) -> str:
    """Öre as kronor with two decimals and a comma; never below zero."""
    return f"{amount // ORE},{amount % ORE:02}"


def name_cell(name: str) -> str:
    """`name` with nothing but letters and the marks of names, beginning with a letter; "X" when none is left."""
    kept = "".join(letter for letter in unicodedata.normalize("NFC", name) if _belongs(letter))
    first = next((place for place, letter in enumerate(kept) if letter.isalpha()), len(kept))
    return " ".join(kept[first:].split())[:NAME_MOST].rstrip() or "X"


def digits_cell(text: str) -> str:
    """The digits 0–9 of `text` and nothing else."""
    return "".join(letter for letter in text if letter in "0123456789")


def _belongs(letter: str) -> bool:
    return letter.isalpha() or letter in _MARKS_OF_NAMES or unicodedata.category(letter) in {"Mn", "Mc"}


def _cells(row: Row) -> tuple[str, ...]:
    to_account = row.payee.way is PaymentWay.ACCOUNT
    clearing, account = (row.payee.clearing, row.payee.account) if to_account else ("", "")
    return (
        "PAY",
        row.reference,
        "account" if to_account else "slip",
        digits_cell(clearing),
        digits_cell(account),
        name_cell(row.payee.name),
        kronor(row.amount),
        "SEK",
    )
