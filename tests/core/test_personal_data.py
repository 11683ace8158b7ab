"""What is pointed out in words before they are sent (requirement R-59)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.personal_data import Personal, personal_data_in


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


@given(st.text(max_size=300) | st.text(alphabet="0123456789-+@. –()/a", max_size=300))
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
