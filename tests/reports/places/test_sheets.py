"""Signs on paper, read back from the picture."""

import pytest

from portal.core.db import Database
from portal.core.settings import Settings
from portal.reports.places import queries, sheets, signs
from portal.reports.places.rules import SignState
from tests.factories.places import NOON, place, sign
from tests.platform.paper.reading import codes, pages, text


@pytest.mark.parametrize(("paper", "on_a_page"), [("a6", 1), ("a4", 1), ("sheet", 4)])
def test_every_sign_on_paper_leads_to_its_own_address(
    database: Database, settings: Settings, paper: str, on_a_page: int
) -> None:
    with database.write() as session:
        for number in range(5):
            sign(session, place(session, name=f"Lekpark {number}"))
        pairs = queries.printable_signs(session)
    pdf = sheets.sheet(pairs, settings, paper, NOON)
    found = [code for page in pages(pdf) for code in codes(page)]
    assert found == [signs.address(settings.base_url, one.code) for one, _ in pairs]
    assert len(pages(pdf, dpi=30)) == -(-5 // on_a_page)


def test_a_sign_says_its_place_type_code_and_address_in_clear(database: Database, settings: Settings) -> None:
    with database.write() as session:
        made = sign(session, place(session, name="Ängö lekpark"), SignState.ORDERED)
        (pair,) = queries.printable_signs(session)
    written = text(sheets.sheet([pair], settings, "a6", NOON))
    address = signs.address(settings.base_url, made.code).split("://")[1]
    for part in ("Ängö lekpark", "Lekpark", "Kalmar kommun", f"{made.code[:3]} {made.code[3:]}", address):
        assert part in written
    assert sheets.file_name([pair], "a6") == f"skyltar-{signs.shown(made.code)}-a6.pdf"
    assert sheets.file_name([pair, pair], "sheet") == "skyltar-2-sheet.pdf"


def test_the_words_come_in_each_language_of_the_municipality_in_its_direction(settings: Settings) -> None:
    texts = sheets.sign_texts(settings.municipality)
    assert [(one.language, one.direction) for one in texts] == [("sv", "ltr"), ("en", "ltr"), ("ar", "rtl")]
    assert texts[1].heading == "Something broken?"


def test_a_place_whose_type_is_gone_can_still_be_printed(database: Database, settings: Settings) -> None:
    with database.write() as session:
        sign(session, place(session, type="castle"))
        pairs = queries.printable_signs(session)
    assert sheets.face(*pairs[0], settings).place_type == ""
    with pytest.raises(ValueError, match="sign"):
        sheets.sheet([], settings, "a6", NOON)
