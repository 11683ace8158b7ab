from io import BytesIO

import pytest
from PIL import Image

from portal.platform.paper.document import Document
from portal.platform.paper.sizes import Paper
from tests.platform.paper.reading import pages, text, words
from tests.platform.paper.signs import MADE_AT


def _document(**different: object) -> Document:
    return Document(**{"title": "Beslut", "language": "sv", "made_at": MADE_AT, **different})  # type: ignore[arg-type]


def test_every_word_of_a_long_text_is_printed_once_and_inside_the_margins() -> None:
    document = _document()
    document.heading("Beslut")
    document.paragraph(" ".join(f"ord{number}" for number in range(3000)))
    found = words(document.to_bytes())
    assert [word.text for word in found if word.text.startswith("ord")] == [f"ord{number}" for number in range(3000)]
    area = document.area
    assert all(area.x - 0.5 <= word.left and word.right <= area.right + 0.5 for word in found)


def test_pages_are_numbered_from_the_second_one_on() -> None:
    document = _document(paper=Paper.A6)
    document.new_page()
    document.new_page()
    assert [page.split() for page in text(document.to_bytes()).split("\f")] == [[], ["2"], ["3"], []]


def test_the_writers_line_breaks_stay() -> None:
    document = _document()
    document.paragraph("ett\ntvå\n\ntre")
    tops = {word.text: word.top for word in words(document.to_bytes())}
    assert tops["två"] - tops["ett"] == pytest.approx((tops["tre"] - tops["två"]) / 2, rel=0.1)


def test_a_heading_is_never_the_last_thing_on_a_page() -> None:
    document = _document(paper=Paper.A6)
    for number in range(24):
        document.heading(f"Rubrik{number}", 2)
        document.paragraph(f"stycke{number}")
    for page in text(document.to_bytes()).split("\f")[:-1]:
        written = [word for word in page.split() if not word.isdigit()]
        assert written[-1].startswith("stycke")


def test_the_header_of_a_table_stands_on_every_page() -> None:
    document = _document(paper=Paper.A6)
    document.table(["När", "Vad"], [(f"dag{number}", "något " * 9) for number in range(30)], shares=[1, 2])
    written = text(document.to_bytes()).split("\f")[:-1]
    assert len(written) > 2
    assert all("När" in page and "Vad" in page for page in written)
    assert [f"dag{number}" in "".join(written).split() for number in range(30)] == [True] * 30


def test_a_cell_taller_than_a_page_goes_on_to_the_next() -> None:
    document = _document(paper=Paper.A6)
    document.table(["Berättelse", "Vem"], [[" ".join(f"ord{number}" for number in range(900)), "Anna"]])
    assert [word.text for word in words(document.to_bytes()) if word.text.startswith("ord")] == [
        f"ord{number}" for number in range(900)
    ]


@pytest.mark.parametrize(("rows", "shares"), [([["a"]], None), ([], [1]), ([["a", "b", "c"]], None)])
def test_a_table_with_crooked_rows_is_refused(rows: list[list[str]], shares: list[float] | None) -> None:
    with pytest.raises(ValueError, match=r"column|argument"):
        _document().table(["Ett", "Två"], rows, shares=shares)


def test_a_table_from_right_to_left_begins_at_the_right() -> None:
    document = _document(direction="rtl", language="ar")
    document.table(["First", "Second"], [["a", "b"]])
    place = {word.text: word.left for word in words(document.to_bytes())}
    assert place["First"] > place["Second"]


@pytest.mark.parametrize(("direction", "x"), [("ltr", 60), ("rtl", 420)])
def test_a_picture_starts_where_the_text_starts(direction: str, x: int) -> None:
    target = BytesIO()
    Image.new("RGB", (300, 300), "#204060").save(target, "PNG")
    document = _document(direction=direction)
    document.image(target.getvalue(), "Gungan", width=40)
    page = pages(document.to_bytes(), dpi=64)[0]
    assert page.getpixel((x, 80)) == pytest.approx((0x20, 0x40, 0x60), abs=2)
    assert page.getpixel((264, 80)) == (255, 255, 255)


def test_the_same_document_gives_the_same_bytes() -> None:
    def made() -> bytes:
        document = _document()
        document.heading("القضية 12", 1)
        document.paragraph("Räksmörgås ወረዳ жук", bold=True)
        document.table(["A"], [["b"]])
        return document.to_bytes()

    assert made() == made()
