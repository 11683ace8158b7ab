from datetime import timedelta, timezone
from io import BytesIO

import pytest
from PIL import Image, ImageOps, UnidentifiedImageError

from portal.platform.paper.canvas import Canvas, Style
from portal.platform.paper.sizes import Box, Paper
from tests.platform.paper.reading import pages, text, words
from tests.platform.paper.signs import MADE_AT


def _canvas() -> Canvas:
    canvas = Canvas(title="Prov", language="sv", made_at=MADE_AT)
    canvas.page(Paper.A6)
    return canvas


def _picture(width: int, height: int) -> bytes:
    target = BytesIO()
    Image.new("RGB", (width, height), "#204060").save(target, "JPEG")
    return target.getvalue()


@pytest.mark.parametrize(
    ("direction", "align", "left", "right"),
    [("ltr", "start", 10, None), ("ltr", "end", None, 95), ("rtl", "start", None, 95), ("rtl", "end", 10, None)],
)
def test_text_starts_where_its_direction_starts(
    direction: str, align: str, left: float | None, right: float | None
) -> None:
    canvas = _canvas()
    canvas.line("Kalmar", Box(10, 10, 85, 10), Style(12, direction=direction, align=align))  # type: ignore[arg-type]
    (word,) = words(canvas.to_bytes())
    assert left is None or word.left == pytest.approx(left, abs=0.5)
    assert right is None or word.right == pytest.approx(right, abs=0.5)


def test_what_is_placed_is_moved_and_enlarged() -> None:
    canvas = _canvas()
    with canvas.placed(20, 30, 2):
        canvas.line("Kalmar", Box(5, 5, 40, 10), Style(10))
    canvas.line("Ängö", Box(5, 5, 40, 10), Style(10))
    big, small = sorted(words(canvas.to_bytes()), key=lambda word: word.left, reverse=True)
    assert (big.left, small.left) == (pytest.approx(30, abs=0.5), pytest.approx(5, abs=0.5))
    assert big.bottom - big.top == pytest.approx(2 * (small.bottom - small.top), rel=0.05)


def test_the_measured_width_is_the_printed_width() -> None:
    canvas = _canvas()
    style = Style(20, bold=True)
    canvas.line("Skälbyträdgården", Box(10, 10, 85, 10), style)
    width = canvas.width("Skälbyträdgården", style)
    (word,) = words(canvas.to_bytes())
    assert word.right - word.left == pytest.approx(width, abs=0.3)


def test_arabic_is_joined_and_not_drawn_letter_by_letter() -> None:
    canvas = _canvas()
    alone = sum(canvas.width(letter, Style(20, direction="rtl")) for letter in "مكسور")
    assert canvas.width("مكسور", Style(20, direction="rtl")) < 0.85 * alone


@pytest.mark.parametrize(("plain", "marked"), [("يحول", "يُحوَّل"), ("تمنح", "تُمنح"), ("أولا", "أولًا")])
def test_vowel_marks_leave_the_letters_beside_them_joined(plain: str, marked: str) -> None:
    edges = zip(_ink(marked), _ink(plain), strict=True)
    assert max(abs(printed - expected) for printed, expected in edges) < 0.5


def _ink(arabic: str) -> tuple[float, float]:
    """Where the printed word begins and ends, in millimetres from the left."""
    canvas = _canvas()
    canvas.line(arabic, Box(10, 10, 85, 10), Style(20, direction="rtl"))
    (page,) = pages(canvas.to_bytes())
    left, _top, right, _bottom = ImageOps.invert(page.convert("L")).getbbox() or (0, 0, 0, 0)
    return left * 25.4 / 150, right * 25.4 / 150


def test_words_that_look_like_a_page_count_are_printed_as_they_are() -> None:
    canvas = _canvas()
    canvas.line("a {nb} b", Box(10, 10, 85, 10), Style(12))
    assert "{nb}" in text(canvas.to_bytes())


def test_a_picture_is_not_distorted_and_lies_where_it_was_put() -> None:
    canvas = _canvas()
    placed = canvas.picture(_picture(400, 200), Box(10, 10, 80, 80), "Gungan", align="end")
    assert (placed.x, placed.width, placed.height) == (10, 80, 40)
    page = pages(canvas.to_bytes(), dpi=127)[0]  # five pixels to a millimetre
    assert page.getpixel((250, 150)) == pytest.approx((0x20, 0x40, 0x60), abs=4)
    assert page.getpixel((250, 270)) == (255, 255, 255)


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(UnidentifiedImageError):
        _canvas().picture(b"no picture", Box(10, 10, 80, 80), "")


def test_the_file_says_its_title_language_and_day() -> None:
    pdf = _canvas().to_bytes()
    assert b"/Lang (sv)" in pdf
    assert b"/DisplayDocTitle true" in pdf
    assert b"/CreationDate (D:20261122083000Z" in pdf


def test_one_instant_in_two_time_zones_gives_the_same_bytes() -> None:
    elsewhere = MADE_AT.astimezone(timezone(timedelta(hours=2)))
    other = Canvas(title="Prov", language="sv", made_at=elsewhere)
    other.page(Paper.A6)
    assert other.to_bytes() == _canvas().to_bytes()
