"""What a painted photo is, and how the worker and the painting process say so over two pipes."""

import struct
from dataclasses import dataclass

CPU_SECONDS = 10
WALL_SECONDS = 20
MEMORY_BYTES = 1_000_000_000
"""Address space, libraries included; a photo of 50 megapixels of any kind fits."""

LENGTH = struct.Struct(">Q")
ANSWER = struct.Struct(">cIIII")
READY = PAINTED = b"\x01"
BROKEN = b"\x02"
HEAVY = b"\x03"
DIED, OVERTIME, STARVED = 3, 4, 5
"""Exit codes: the photo crashed its decoder; it used up `CPU_SECONDS`; the machine killed the fork (try again)."""


@dataclass(frozen=True)
class Repainted:
    """What is kept of a photo: a JPEG of at most `DISPLAY_SIDE` pixels a side, its size, a square WebP thumbnail."""

    display: bytes
    thumb: bytes
    width: int
    height: int
