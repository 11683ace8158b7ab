"""The ladder: in which sizes a film is made, how many bits each may take, and where its segments begin.

Heights are 240, 360, 540 and 720 pixels and never above the source. All rungs share their sound and begin a segment
at the same instants, so that a player may change rung at any of them (RFC 8216, section 6.2.4).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

HEIGHTS = (240, 360, 540, 720)
PROGRESSIVE = (240, 360)
"""The rungs that are also made as one MP4 that plays while it loads."""

SEGMENT_SECONDS = 4
SOUND_BITS, SOUND_MOST_BITS = 44_000, 48_000
"""What the encoder is told, and what the sound takes at most with all that is wrapped around it."""

SOUND_RATE = 48_000
MOST_SECONDS = 3 * 3600
MOST_SIDE, LEAST_SIDE = 4096, 64
MOST_FRAMES = Fraction(30)
RATES = (Fraction(24000, 1001), Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(30))
LOWEST_RATE = Fraction(20)
STORYBOARD_WIDTH, STORYBOARD_COLUMNS, STORYBOARD_MOST = 160, 10, 100
_BITS = {240: 150_000, 360: 420_000, 540: 850_000, 720: 1_500_000}
_QUALITY = {240: 27, 360: 25, 540: 24, 720: 23}


@dataclass(frozen=True)
class Rung:
    """One size: `height` and `width` in pixels, both even; at most `bits` a second of picture, `quality` as CRF."""

    height: int
    width: int
    bits: int
    quality: int


def rungs(width: int, height: int, heights: Sequence[int] = HEIGHTS) -> tuple[Rung, ...]:
    """The rungs for a picture of that size, lowest first; one of its own height when it is lower than all."""
    fitting = [one for one in sorted(heights) if one <= height] or [_even(height)]
    return tuple(_rung(one, width, height) for one in fitting)


def _rung(height: int, width: int, source_height: int) -> Rung:
    above = min((one for one in HEIGHTS if one >= height), default=HEIGHTS[-1])
    return Rung(height, _even(height * width / source_height), _BITS[above], _QUALITY[above])


def _even(number: float) -> int:
    return max(2, 2 * round(number / 2))


def frame_rate(source: Fraction) -> Fraction:
    """How many pictures a second are made: the source's own, halved above 30, the nearest usual one if it is odd."""
    while source > MOST_FRAMES * Fraction(101, 100):
        source /= 2
    if source < LOWEST_RATE:
        return RATES[2]
    return min(RATES, key=lambda rate: abs(rate - source))


def frames_a_segment(rate: Fraction) -> int:
    """How many pictures a segment holds: as near four seconds as whole pictures allow."""
    return math.floor(rate * SEGMENT_SECONDS + Fraction(1, 2))


def progressive_name(height: int) -> str | None:
    """The name of the one-file film of a rung, or None when it has none; the lowest may be lower than its name."""
    if height <= PROGRESSIVE[0]:
        return f"{PROGRESSIVE[0]}.mp4"
    return f"{height}.mp4" if height in PROGRESSIVE else None


def storyboard_every(segments: int) -> int:
    """Every how many segments a frame of the storyboard is taken, so that there are at most a hundred."""
    return max(1, math.ceil(segments / STORYBOARD_MOST))


def storyboard_frames(segments: int) -> int:
    """How many frames the storyboard of a film of so many segments has."""
    return math.ceil(segments / storyboard_every(segments))
