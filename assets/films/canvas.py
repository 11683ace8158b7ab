"""A sheet to draw on: shapes with soft edges, in the units of a slide (960 × 540), drawn three times as large."""

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, TIMES = 960, 540, 3
INK, INK_2 = "#12232e", "#3d4f5a"
SEA, SEA_DEEP, SEA_SOFT, SEA_MID = "#0b4f6c", "#083a50", "#e3eef2", "#5d93a8"
STONE, STONE_2, LINE, PAPER = "#f6f2ea", "#e6dfd2", "#d5ccbc", "#fffdf9"
AMBER, AMBER_SOFT = "#f2b134", "#fdf1d7"
GREEN, GREEN_SOFT, CLAY = "#17694a", "#e0f0e8", "#c8694c"
FONTS = Path(__file__).parents[2] / "portal" / "platform" / "paper" / "fonts"

Point = tuple[float, float]


@cache
def font(size: float, is_bold: bool) -> ImageFont.FreeTypeFont:
    """The portal's own typeface, `size` units high."""
    name = "NotoSans-Bold.ttf" if is_bold else "NotoSans-Regular.ttf"
    return ImageFont.truetype(FONTS / name, round(size * TIMES))


class Sheet:
    """What is drawn lies `at` a point of the slide and is `zoom` times as large as it says."""

    def __init__(self, image: Image.Image, at: Point = (0, 0), zoom: float = 1) -> None:
        self.image, self.at, self.zoom = image, at, zoom
        self._draw = ImageDraw.Draw(image)

    @classmethod
    def blank(cls, colour: str) -> "Sheet":
        """An empty slide."""
        return cls(Image.new("RGB", (WIDTH * TIMES, HEIGHT * TIMES), colour))

    def moved(self, x: float, y: float, zoom: float = 1) -> "Sheet":
        """The same sheet, its origin at (x, y) of this one."""
        return Sheet(self.image, (self.at[0] + x * self.zoom, self.at[1] + y * self.zoom), self.zoom * zoom)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        self.oval(x, y, radius, radius, fill)

    def oval(self, x: float, y: float, across: float, down: float, fill: str) -> None:
        self._draw.ellipse([*self._to(x - across, y - down), *self._to(x + across, y + down)], fill)

    def ring(self, x: float, y: float, radius: float, width: float, colour: str) -> None:
        corners = [*self._to(x - radius, y - radius), *self._to(x + radius, y + radius)]
        self._draw.ellipse(corners, outline=colour, width=round(width * self.zoom * TIMES))

    def slice(self, x: float, y: float, radius: float, start: float, end: float, fill: str) -> None:
        """A piece of a disc; degrees run clockwise from three o'clock."""
        corners = [*self._to(x - radius, y - radius), *self._to(x + radius, y + radius)]
        self._draw.pieslice(corners, start, end, fill)

    def box(self, x: float, y: float, width: float, height: float, radius: float, fill: str) -> None:
        corners = [*self._to(x, y), *self._to(x + width, y + height)]
        self._draw.rounded_rectangle(corners, round(radius * self.zoom * TIMES), fill)

    def shape(self, points: Sequence[Point], fill: str) -> None:
        self._draw.polygon([self._to(*point) for point in points], fill)

    def line(self, points: Sequence[Point], width: float, colour: str) -> None:
        """A line with round ends and corners."""
        thick = width * self.zoom * TIMES
        ends = [self._to(*point) for point in points]
        self._draw.line(ends, colour, round(thick), joint="curve")
        for x, y in ends:
            half = thick / 2 - 0.5
            self._draw.ellipse([x - half, y - half, x + half, y + half], colour)

    def curve(self, points: Sequence[Point], width: float, colour: str) -> None:
        """A smooth line through four points of Bézier."""
        self.line(bezier(points), width, colour)

    def arc(self, x: float, y: float, radius: float, start: float, end: float, width: float, colour: str) -> None:
        steps = range(33)
        turns = [math.radians(start + (end - start) * step / 32) for step in steps]
        self.line([(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns], width, colour)

    def text(
        self, x: float, y: float, words: str, size: float, colour: str, bold: bool = False, to: str = "la"
    ) -> None:
        """One line of text; `to` says which corner of it lies at (x, y), as Pillow's anchors."""
        self._draw.text(self._to(x, y), words, colour, font(size * self.zoom, bold), to)

    def finished(self) -> Image.Image:
        """The slide in its own size."""
        return self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)

    def _to(self, x: float, y: float) -> Point:
        return (self.at[0] + x * self.zoom) * TIMES, (self.at[1] + y * self.zoom) * TIMES


def bezier(points: Sequence[Point]) -> list[Point]:
    """Twenty-five points of the cubic curve that four points describe."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    found = []
    for step in range(25):
        t = step / 24
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        found.append((a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy))
    return found


def width_of(words: str, size: float, bold: bool) -> float:
    """How wide a line of text is."""
    return font(size, bold).getlength(words) / TIMES
