"""What a painted file is, and how the worker and a painting process say so over two pipes."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.platform.files.rules import Reason

CPU_SECONDS = 10
WALL_SECONDS = 20
MEMORY_BYTES = 1_000_000_000
"""Address space, libraries included; a photo of 50 megapixels of any kind fits."""

PDF_CPU_SECONDS = 15
PDF_WALL_SECONDS = 30
PDF_MEMORY_BYTES = 200_000_000
"""Address space, libraries included; a page that is a scan of 600 dots per inch fits (its rows are read in turn)."""

LENGTH = struct.Struct(">Q")
ANSWER = struct.Struct(">cIII")
"""The verdict, width, height, the number of pictures; each follows after its `LENGTH`."""

MOST_PICTURES = 50
MOST_PICTURE_BYTES = 20_000_000
READY = PAINTED = b"\x01"
BROKEN = b"\x02"
VERDICTS: Mapping[Reason, bytes] = MappingProxyType(
    {
        Reason.BROKEN: BROKEN,
        Reason.TOO_HEAVY: b"\x03",
        Reason.LOCKED: b"\x04",
        Reason.TOO_MANY_PAGES: b"\x05",
    }
)
DIED, OVERTIME, STARVED = 3, 4, 5
"""Exit codes: the file crashed its decoder; it used up its seconds; the machine killed the fork (try again)."""


@dataclass(frozen=True)
class Painted:
    """What a painting process answers: the size in pixels of the first picture that counts, and the pictures."""

    width: int
    height: int
    pictures: tuple[bytes, ...]


@dataclass(frozen=True)
class Repainted:
    """What is kept of a photo: a JPEG of at most `DISPLAY_SIDE` pixels a side, its size, a square WebP thumbnail."""

    display: bytes
    thumb: bytes
    width: int
    height: int


@dataclass(frozen=True)
class PaintedPages:
    """What is shown of a PDF: a JPEG of each page, the first one's size, and a square WebP thumbnail of that."""

    pages: tuple[bytes, ...]
    thumb: bytes
    width: int
    height: int
