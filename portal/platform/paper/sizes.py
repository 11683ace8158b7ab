"""Sizes of paper and boxes upon it; everything in millimetres, from the upper left corner."""

from dataclasses import dataclass
from enum import Enum


class Paper(Enum):
    """How a print is laid out; `.width` and `.height` are those of one page (ISO 216, portrait)."""

    A4 = "a4"
    A6 = "a6"
    A4_SHEET = "a4-sheet"  # four A6 on one A4, with marks to cut along

    @property
    def width(self) -> float:
        """Width of one page in millimetres."""
        return 105.0 if self is Paper.A6 else 210.0

    @property
    def height(self) -> float:
        """Height of one page in millimetres."""
        return 148.0 if self is Paper.A6 else 297.0


@dataclass(frozen=True)
class Box:
    """A rectangle on the page: upper left corner, width and height in millimetres."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Distance of the right edge from the page's left edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Distance of the lower edge from the page's upper edge."""
        return self.y + self.height

    def inset(self, by: float) -> "Box":
        """The box that lies `by` millimetres inside this one on every side."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)
