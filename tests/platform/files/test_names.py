"""The names of documents: fit to be shown, whatever was sent."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.platform.files.names import MOST_CHARACTERS, cleaned, with_ending


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Lönespecifikation november.pdf", "Lönespecifikation november.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Anna\\lön.pdf", "lön.pdf"),
        ("rent\u202efdp.exe", "rentfdp.exe"),
        ("hy\x00ra\r\n\t 2026 .pdf", "hyra 2026 .pdf"),
        ("\u200b\ufeffkvitto.jpg", "kvitto.jpg"),
        ("lo\u0308n.pdf", "lön.pdf"),
        ("كشف الحساب.pdf", "كشف الحساب.pdf"),
        ("  .. ", ""),
        ("...", ""),
        ("", ""),
        ("mapp/", ""),
        ("a" * 300 + ".pdf", "a" * 96 + ".pdf"),
    ],
)
def test_a_name_is_shown_without_what_could_mislead(sent: str, shown: str) -> None:
    assert cleaned(sent) == shown


@given(st.text(max_size=300))
def test_no_name_holds_a_path_or_an_invisible_character(sent: str) -> None:
    shown = cleaned(sent)
    assert len(shown) <= MOST_CHARACTERS
    assert not set(shown) & set("/\\")
    assert not [sign for sign in shown if unicodedata.category(sign).startswith("C")]
    assert cleaned(shown) == shown


@pytest.mark.parametrize(
    ("name", "download"),
    [
        ("hyra.pdf", "hyra.pdf"),
        ("HYRA.PDF", "HYRA.PDF"),
        ("hyra.exe", "hyra.pdf"),
        ("hyra", "hyra.pdf"),
        ("", "file.pdf"),
    ],
)
def test_a_download_ends_as_its_content_deserves(name: str, download: str) -> None:
    assert with_ending(name, "pdf") == download
