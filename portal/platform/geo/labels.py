"""Where names stand on a map: inside what they name, over nothing else, and left out where there is no room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.core.settings import Box
from portal.platform.geo.shapes import boxes_meet

LETTER = 6.4
LINE = 13.0
"""What a letter and a line of a label take up, in units of the drawing."""


@dataclass(frozen=True)
class Label:
    """A name, and where the middle of its base line stands."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Name:
    """A name to place: how wide and high its thing is drawn, and the middles it may have, best first."""

    text: str
    width: float
    height: float
    spots: tuple[tuple[float, float], ...]


def placed(names: Sequence[Name], frame: Box, taken: Sequence[Box]) -> Iterator[Label]:
    """Labels for the names that fit, widest thing first; `frame` and `taken` are in drawing units, y as latitude."""
    full = list(taken)
    for name in sorted(names, key=lambda name: -name.width):
        for x, y in name.spots if _is_large_enough(name) else ():
            room = around(x, y, len(name.text) * LETTER, LINE)
            if _is_within(room, frame) and not any(boxes_meet(room, other) for other in full):
                full.append(room)
                yield Label(name.text, x, round(y + LINE / 3, 1))
                break


def around(x: float, y: float, width: float, height: float) -> Box:
    """The rectangle of this size around a middle."""
    return Box(south=y - height / 2, west=x - width / 2, north=y + height / 2, east=x + width / 2)


def _is_large_enough(name: Name) -> bool:
    return name.width >= len(name.text) * LETTER and name.height >= LINE


def _is_within(room: Box, frame: Box) -> bool:
    return frame.holds(room.south, room.west) and frame.holds(room.north, room.east)
