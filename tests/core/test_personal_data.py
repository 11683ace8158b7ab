"""What is pointed out in words before they are sent (requirement R-59)."""

import datetime
import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.personal_data import Finding, Personal, in_ascii_digits, personal_data_in


@pytest.mark.parametrize(
    ("text", "what", "found"),
    [
        ("Jag heter X, 19900101-0017.", Personal.PERSONNUMMER, "19900101-0017"),
        ("900101-0017", Personal.PERSONNUMMER, "900101-0017"),
        ("199001010017", Personal.PERSONNUMMER, "199001010017"),
        ("900101–0017", Personal.PERSONNUMMER, "900101–0017"),
        ("samordning 701063-2391", Personal.PERSONNUMMER, "701063-2391"),
        ("skriv till kalle.k@kommun.example.se tack", Personal.EMAIL, "kalle.k@kommun.example.se"),
        ("ring 070-123 45 67!", Personal.PHONE, "070-123 45 67"),
        ("+46 70 123 45 67", Personal.PHONE, "+46 70 123 45 67"),
        ("0480-45 00 00", Personal.PHONE, "0480-45 00 00"),
        ("اتصل 0701234567", Personal.PHONE, "0701234567"),
        ("اتصل ٠٧٠١٢٣٤٥٦٧", Personal.PHONE, "٠٧٠١٢٣٤٥٦٧"),
        ("رقمي ١٩٩٠٠١٠١-٠٠١٧ شكرا", Personal.PERSONNUMMER, "١٩٩٠٠١٠١-٠٠١٧"),
        ("شماره ۹۰۰۱۰۱-۰۰۱۷", Personal.PERSONNUMMER, "۹۰۰۱۰۱-۰۰۱۷"),
        ("född 1985-07-09-9805!", Personal.PERSONNUMMER, "1985-07-09-9805"),
        ("1985.07.09 9805", Personal.PERSONNUMMER, "1985.07.09 9805"),
        ("85/07/09 – 9805", Personal.PERSONNUMMER, "85/07/09 – 9805"),
        ("900101+0017", Personal.PERSONNUMMER, "900101+0017"),
    ],
)
def test_it_is_found_where_it_stands(text: str, what: Personal, found: str) -> None:
    (finding,) = personal_data_in(text)
    assert (finding.what, text[finding.start : finding.end]) == (what, found)


@pytest.mark.parametrize(
    "text",
    [
        "Gungan är trasig sedan 2026-11-22 10:30",
        "lampa 4711, stolpe 12-34",
        "900101-0018",
        "1985-07-09-9806",
        "١٩٩٠٠١٠١-٠٠١٨",
        "990231-1234",
        "1234567890",
        "kl 08:30-16:00",
        "@ängö",
        "",
        "5 m från 2 bänkar",
    ],
)
def test_what_is_none_is_left_alone(text: str) -> None:
    assert personal_data_in(text) == ()


DIGITS = [letter for letter in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(letter) == "Nd"]
BETWEEN = ["", "-", "–", ".", "/", " ", " - ", "\N{RIGHT-TO-LEFT MARK}-"]
SCRIPTS = [dict(zip("0123456789", DIGITS[at : at + 10], strict=True)) for at in range(0, len(DIGITS), 10)]


@given(
    st.dates(datetime.date(1900, 1, 1), datetime.date(2026, 1, 1)),
    st.integers(1, 999),
    st.lists(st.sampled_from(BETWEEN), min_size=3, max_size=3),
    st.sampled_from(SCRIPTS),
    st.sampled_from(["", "𝔄 ", "\N{GRINNING FACE}", "رقم: "]),
)
def test_a_personnummer_is_found_in_any_script_and_however_its_date_is_divided(
    born: datetime.date, serial: int, between: list[str], script: dict[str, str], before: str
) -> None:
    year, month, day = f"{born:%Y-%m-%d}".split("-")
    nine = f"{year[2:]}{month}{day}{serial:03}"
    doubled = "".join(str(int(digit) * (2 - place % 2)) for place, digit in enumerate(nine))
    check = -sum(map(int, doubled)) % 10
    plain = f"{year}{between[0]}{month}{between[1]}{day}{between[2]}{serial:03}{check}"
    number = "".join(script.get(letter, letter) for letter in plain)
    (finding,) = personal_data_in(f"{before}{number} tack")
    assert finding == Finding(Personal.PERSONNUMMER, len(before), len(before) + len(number))


@given(st.text(max_size=60) | st.text(alphabet=DIGITS))
def test_digits_become_ascii_in_their_places(text: str) -> None:
    found = in_ascii_digits(text)
    assert len(found) == len(text)
    for letter, was in zip(found, text, strict=True):
        assert letter == (str(int(was)) if was in DIGITS else was)


@given(st.text(max_size=300) | st.text(alphabet="0123456789-+@. –()/a٠١٩۰۷", max_size=300))
def test_any_text_can_be_looked_through(text: str) -> None:
    findings = personal_data_in(text)
    ends = [0]
    for finding in findings:
        assert ends[-1] <= finding.start < finding.end <= len(text)
        ends.append(finding.end)


@pytest.mark.parametrize("piece", ["0 ", "a.", "1-", "@a", "+1(", "9", "a@a."])
def test_no_text_takes_long(piece: str) -> None:
    began = time.process_time()
    personal_data_in(piece * (4000 // len(piece)))
    assert time.process_time() - began < 2
