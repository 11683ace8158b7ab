"""The pages of a PDF as pictures: every page, what was filled in, nothing of a bomb, bounded time and memory."""

import io
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from portal.platform.files import pages
from portal.platform.files.painting import PDF_MEMORY_BYTES
from portal.platform.files.rules import MOST_DOCUMENT_BYTES, MOST_PAGES, MOST_THUMB_BYTES, PAGE_SIDE, Reason
from portal.platform.files.workshop import PageWorkshop, Unpaintable
from tests.factories import pdfs
from tests.factories.pictures import four_colours

SECONDS = 20
"""How long refusing a bomb may take on a busy machine; each takes one or two on a free one."""


@pytest.fixture(scope="module")
def workshop() -> Iterator[PageWorkshop]:
    with PageWorkshop() as shop:
        yield shop


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture))


def is_blank(picture: bytes) -> bool:
    return opened(picture).convert("L").getextrema() == (255, 255)


def why(workshop: PageWorkshop, raw: bytes) -> Reason:
    with pytest.raises(Unpaintable) as refused:
        workshop.pages(raw)
    return refused.value.reason


def noise(width: int, height: int) -> Image.Image:
    return Image.effect_noise((width, height), 40).convert("RGB")


def test_every_page_becomes_a_picture_on_which_small_print_can_be_read(workshop: PageWorkshop) -> None:
    done = workshop.pages(pdfs.pdf(3))
    assert len(done.pages) == 3
    assert {(opened(page).format, max(opened(page).size)) for page in done.pages} == {("JPEG", PAGE_SIDE)}
    assert (done.width, done.height) == opened(done.pages[0]).size
    assert not any(is_blank(page) for page in done.pages)
    assert len(set(done.pages)) == 3


def test_the_first_page_has_a_thumbnail_for_lists(workshop: PageWorkshop) -> None:
    thumb = workshop.pages(pdfs.pdf()).thumb
    assert (opened(thumb).format, opened(thumb).size) == ("WEBP", (112, 112))
    assert len(thumb) <= MOST_THUMB_BYTES


def test_what_was_filled_into_a_form_is_painted(workshop: PageWorkshop) -> None:
    filled, empty = (workshop.pages(pdfs.with_form(value)).pages[0] for value in ("12345", ""))
    assert opened(filled).convert("L").histogram()[0] > opened(empty).convert("L").histogram()[0] + 1000


def test_the_most_pages_are_painted_and_one_more_is_refused(workshop: PageWorkshop) -> None:
    assert len(workshop.pages(pdfs.pdf(MOST_PAGES)).pages) == MOST_PAGES
    assert why(workshop, pdfs.pdf(MOST_PAGES + 1)) is Reason.TOO_MANY_PAGES


def test_a_pdf_with_a_password_is_named_so(workshop: PageWorkshop) -> None:
    assert why(workshop, pdfs.locked("hemligt")) is Reason.LOCKED
    assert workshop.pages(pdfs.locked("")).pages


def test_pages_stay_small_enough_for_forty_of_them(workshop: PageWorkshop) -> None:
    raw = pdfs.with_picture(noise(1240, 1754), "JPEG", b"/DCTDecode", quality=95)
    assert len(workshop.pages(raw).pages[0]) <= pages.MOST_PAGE_BYTES


def test_colours_stay_what_they_are(workshop: PageWorkshop) -> None:
    raw = pdfs.with_picture(four_colours(), "JPEG", b"/DCTDecode", quality=95)
    found = opened(workshop.pages(raw).pages[0])
    red, green, blue = found.getpixel((400, 400))  # type: ignore[misc]
    assert red > 150
    assert max(green, blue) < 80


SCANS = {
    "scan of 600 dots per inch": (lambda: noise(4960, 7016), "JPEG", b"/DCTDecode", {"quality": 50}),
    "progressive photo": (
        lambda: noise(3000, 4000),
        "JPEG",
        b"/DCTDecode",
        {"quality": 80, "progressive": True, "subsampling": 0},
    ),
    "jpeg 2000": (lambda: noise(1990, 2000), "JPEG2000", b"/JPXDecode", {}),
}


@pytest.mark.parametrize("name", SCANS)
def test_the_largest_scan_is_painted_and_not_left_out(workshop: PageWorkshop, name: str) -> None:
    image, kind, filters, options = SCANS[name]
    raw = pdfs.with_picture(image(), kind, filters, **options)
    padded = raw + b"%" * (MOST_DOCUMENT_BYTES - len(raw))
    page = opened(workshop.pages(padded).pages[0]).convert("L")
    low, high = page.crop((200, 300, 1000, 1400)).getextrema()
    assert 0 < low < 120 < high < 255  # type: ignore[operator]


TOO_HEAVY = {
    "progressive scan": (lambda: noise(3500, 4000), "JPEG", b"/DCTDecode", {"progressive": True}),
    "jpeg 2000 scan": (lambda: four_colours(2481, 3508), "JPEG2000", b"/JPXDecode", {}),
}


@pytest.mark.parametrize("name", TOO_HEAVY)
def test_a_scan_that_would_be_left_out_for_want_of_memory_is_refused(workshop: PageWorkshop, name: str) -> None:
    image, kind, filters, options = TOO_HEAVY[name]
    assert why(workshop, pdfs.with_picture(image(), kind, filters, **options)) is Reason.TOO_HEAVY


def many_pages() -> bytes:
    kids = b"3 0 R " * 100_000
    return pdfs.from_objects(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[" + kids + b"]/Count 100000>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        ]
    )


BOMBS = {
    "a hundred thousand pages": many_pages,
    "a count that lies": lambda: pdfs.pdf().replace(b"/Count 1", b"/Count 100000"),
    "two hundred megabytes of graphics states": lambda: pdfs.with_content(
        pdfs.flate(b"q " * 100_000_000, 2), b"", b""
    ),
    "a hundred megabytes of blanks": lambda: pdfs.with_content(pdfs.flate(b" " * 100_000_000, 2), b"", b""),
    "forms in forms": lambda: pdfs.nested_forms(12, 20),
    "pages that hold themselves": lambda: pdfs.from_objects(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 5>>"]
    ),
    "five million brackets": lambda: b"%PDF-1.7\n1 0 obj " + b"[" * 5_000_000,
    "two million dictionaries": lambda: b"%PDF-1.7\n1 0 obj " + b"<</A" * 2_000_000,
    "a picture of ten terapixels": lambda: pdfs.with_picture(four_colours(), "JPEG2000", b"/JPXDecode").replace(
        b"/Width 96/Height 64", b"/Width 3000000/Height 3000000"
    ),
    "no pages": lambda: pdfs.from_objects([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]),
    "nothing": lambda: b"%PDF-1.7",
    "half a document": lambda: pdfs.pdf()[:300],
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_seconds_and_the_next_one_is_painted(workshop: PageWorkshop, name: str) -> None:
    raw = BOMBS[name]()
    started = time.monotonic()
    assert why(workshop, raw) in {Reason.BROKEN, Reason.TOO_HEAVY, Reason.TOO_MANY_PAGES}
    assert time.monotonic() - started < SECONDS
    assert len(workshop.pages(pdfs.pdf()).pages) == 1


def test_one_that_takes_too_long_is_stopped_and_the_next_one_is_painted() -> None:
    with PageWorkshop(seconds=3) as shop:
        started = time.monotonic()
        assert why(shop, pdfs.shadings(10_000)) is Reason.TOO_HEAVY
        assert time.monotonic() - started < SECONDS
        assert len(shop.pages(pdfs.pdf()).pages) == 1


BOXES = {
    "giant": b"0 0 9999999999 9999999999",
    "a strip": b"0 0 1 9999999",
    "empty": b"0 0 0 0",
    "turned": b"595 842 0 0",
    "far away": b"-1e30 -1e30 1e30 1e30",
    "words": b"/a /b /c /d",
}


@pytest.mark.parametrize("name", BOXES)
def test_a_page_of_an_odd_size_is_small_or_refused(workshop: PageWorkshop, name: str) -> None:
    try:
        done = workshop.pages(pdfs.one_page(BOXES[name]))
    except Unpaintable:
        return
    assert 0 < min(done.width, done.height) <= max(done.width, done.height) <= PAGE_SIDE + 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_pdf_is_painted_or_refused_and_nothing_else(workshop: PageWorkshop, data: st.DataObject) -> None:
    damaged = bytearray(pdfs.with_form("12345"))
    for _ in range(data.draw(st.integers(1, 12))):
        damaged[data.draw(st.integers(9, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        pictures = workshop.pages(bytes(damaged)).pages
    except Unpaintable:
        return
    assert {opened(picture).format for picture in pictures} == {"JPEG"}


def test_the_process_may_never_take_more_than_two_hundred_megabytes() -> None:
    assert PDF_MEMORY_BYTES <= 200_000_000


def test_the_craft_itself_says_the_same_without_a_process() -> None:
    pages.warm_up()
    done = pages.paint(pdfs.pdf(2))
    assert len(done.pictures) == 3
    assert opened(done.pictures[1]).size == (done.width, done.height)
