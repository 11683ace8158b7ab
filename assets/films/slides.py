"""A slide: a few large words to the left, a picture in a circle to the right, dots for how far it is."""

import math
from dataclasses import dataclass

from PIL import Image, ImageDraw

from assets.films.canvas import (
    AMBER,
    HEIGHT,
    INK,
    INK_2,
    LINE,
    PAPER,
    SEA,
    SEA_DEEP,
    STONE,
    TIMES,
    WIDTH,
    Sheet,
    width_of,
)
from assets.films.pictures import PICTURES

LEFT, COLUMN, RADIUS = 60, 440, 195
HEADING, POINT, SMALL = 44, 28, 18
TOP, ROOM = 104, 380
DEMONSTRATION = "Demonstration: rösten är en dator"
COVER = "cover"


@dataclass(frozen=True)
class Slide:
    """One slide: its `picture`, its `heading`, and the `points` that come one by one as `cues` sentences are said."""

    picture: str
    heading: str
    points: tuple[str, ...]
    cues: int
    is_chapter: bool


@dataclass(frozen=True)
class Place:
    """Where a slide stands: in which course and part, and as which of how many."""

    course: str
    part: str
    number: int
    index: int
    count: int


def drawn(slide: Slide, place: Place, shown: int) -> Image.Image:
    """The slide as it looks when `shown` of its points have come."""
    if slide.picture == COVER:
        return _cover(place).finished()
    sheet = Sheet.blank(STONE)
    _picture(sheet, slide.picture)
    _overline(sheet, place)
    _words(sheet, slide, shown)
    _progress(sheet, place)
    return sheet.finished()


def wrapped(words: str, size: float, bold: bool, most: float) -> list[str]:
    """`words` in as few lines of at most `most` units as they need, all of about the same length."""
    count = len(_filled(words, size, bold, most))
    narrow = most
    while len(_filled(words, size, bold, narrow - 10)) == count and narrow > most / 2:
        narrow -= 10
    return _filled(words, size, bold, narrow)


def _filled(words: str, size: float, bold: bool, most: float) -> list[str]:
    lines: list[str] = []
    for each in words.split():
        longer = f"{lines[-1]} {each}" if lines else each
        if lines and width_of(longer, size, bold) <= most:
            lines[-1] = longer
        else:
            lines.append(each)
    return lines


def words_height(slide: Slide) -> float:
    """How high the heading and all points of a slide are together; there is room for `ROOM`."""
    heading, points = _lines(slide)
    return len(heading) * 54 + 42 + sum(len(point) * 37 + 13 for point in points)


def _lines(slide: Slide) -> tuple[list[str], list[list[str]]]:
    heading = wrapped(slide.heading, HEADING, True, COLUMN)
    return heading, [wrapped(point, POINT, False, COLUMN - 34) for point in slide.points]


def _words(sheet: Sheet, slide: Slide, shown: int) -> None:
    heading, points = _lines(slide)
    y = max(TOP, (HEIGHT - words_height(slide)) / 2 - 4)
    for line in heading:
        sheet.text(LEFT, y, line, HEADING, INK, True)
        y += 54
    sheet.box(LEFT, y + 14, 64, 7, 3.5, AMBER)
    y += 42
    for number, point in enumerate(points):
        if number < shown:
            _point(sheet, y, point)
        y += len(point) * 37 + 13


def _point(sheet: Sheet, y: float, lines: list[str]) -> None:
    sheet.disc(LEFT + 8, y + 20, 6.5, SEA)
    for row, line in enumerate(lines):
        sheet.text(LEFT + 34, y + row * 37, line, POINT, INK_2)


def _picture(sheet: Sheet, name: str) -> None:
    colour, draw = PICTURES[name]
    x, y = 724, 256
    behind = Image.new("RGB", sheet.image.size, colour)
    draw(Sheet(behind, (x, y)))
    mask = Image.new("L", sheet.image.size, 0)
    corners = [(x - RADIUS) * TIMES, (y - RADIUS) * TIMES, (x + RADIUS) * TIMES, (y + RADIUS) * TIMES]
    ImageDraw.Draw(mask).ellipse(corners, 255)
    sheet.image.paste(behind, (0, 0), mask)


def _overline(sheet: Sheet, place: Place) -> None:
    sheet.text(LEFT, 42, f"Del {place.number} · {place.part}", SMALL, SEA, True)
    sheet.text(WIDTH - LEFT, 42, "Demonstration", SMALL - 2, INK_2, to="ra")


def _progress(sheet: Sheet, place: Place) -> None:
    x = float(LEFT)
    for number in range(1, place.count):
        is_here = number == place.index
        wide = 34 if is_here else 11
        sheet.box(x, 493, wide, 11, 5.5, SEA if is_here else "#9fb4bd" if number < place.index else LINE)
        x += wide + 10


def _cover(place: Place) -> Sheet:
    sheet = Sheet.blank(SEA_DEEP)
    sheet.disc(790, 200, 150, "#0f5f80")
    sheet.disc(790, 200, 104, "#1f7592")
    sheet.disc(790, 200, 62, AMBER)
    for y, step, colour in ((330, 0, SEA), (390, 70, "#0d5b6f"), (450, 30, "#14664f")):
        _wave(sheet, y, step, colour)
    sheet.text(LEFT, 92, f"Del {place.number}", 24, AMBER, True)
    y = 126
    for line in wrapped(place.part, 60, True, 560):
        sheet.text(LEFT, y, line, 60, PAPER, True)
        y += 72
    sheet.text(LEFT, y + 8, place.course, 28, "#d9e9ee")
    wide = width_of(DEMONSTRATION, 22, True) + 56
    sheet.box(LEFT, 426, wide, 52, 26, AMBER)
    sheet.text(LEFT + wide / 2, 452, DEMONSTRATION, 22, INK, True, "mm")
    return sheet


def _wave(sheet: Sheet, y: float, step: float, colour: str) -> None:
    top = [(x, y + 12 * math.sin((x + step) / 62) + 6 * math.sin((x + step) / 27)) for x in range(-8, WIDTH + 9, 4)]
    sheet.shape([*top, (WIDTH + 8, HEIGHT), (-8, HEIGHT)], colour)
