"""How the work on a film is divided: into pieces of whole segments, each encoded by itself; plain arithmetic.

Written down once as JSON in the work folder, so that whoever goes on divides it in the same way.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from portal.courses.films.look import Look
from portal.courses.films.sniff import Container
from portal.courses.rules.ladder import HEIGHTS, SEGMENT_SECONDS, Rung, frame_rate, frames_a_segment, rungs

PIECE_SEGMENTS = 15
_SPARSE = Fraction(5)
_RUN_UP, _LONG_RUN_UP = 1, 3


@dataclass(frozen=True)
class Piece:
    """Part of a film: `frames` pictures from picture `first`, decoded from `run_up` pictures before."""

    number: int
    first: int
    frames: int
    run_up: int

    @property
    def name(self) -> str:
        """The folder it is made in."""
        return f"piece-{self.number:04}"


@dataclass(frozen=True)
class Plan:
    """What is made of a film: `frames` pictures at `rate` a second in each of `ladder`, and sound or none.

    `run_up` is how many segments before its own a piece begins to decode: more where pictures are rare or the
    place of a picture in the file can only be guessed.
    """

    container: Container
    picture: int
    sound: int | None
    is_interlaced: bool
    rate: Fraction
    frames: int
    ladder: tuple[Rung, ...]
    run_up: int
    piece_segments: int

    @property
    def seconds(self) -> float:
        """How long the film becomes."""
        return float(self.frames / self.rate)

    @property
    def segment_frames(self) -> int:
        """How many pictures every segment but the last holds."""
        return frames_a_segment(self.rate)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The film in order."""
        size = self.segment_frames * self.piece_segments
        return tuple(self._piece(number, number * size, size) for number in range(math.ceil(self.frames / size)))

    def _piece(self, number: int, first: int, size: int) -> Piece:
        return Piece(number, first, min(size, self.frames - first), min(first, self.run_up * self.segment_frames))

    def written(self) -> str:
        """This plan as JSON."""
        own = asdict(self) | {"rate": str(self.rate), "ladder": [asdict(rung) for rung in self.ladder]}
        return json.dumps(own)

    @classmethod
    def read(cls, text: str) -> "Plan":
        """The plan that `written` wrote."""
        raw: dict[str, Any] = json.loads(text)
        ladder = tuple(Rung(**rung) for rung in raw.pop("ladder"))
        rate, container = Fraction(raw.pop("rate")), Container(raw.pop("container"))
        return cls(container=container, rate=rate, ladder=ladder, **raw)


def planned(
    look: Look, seconds: float, shown: int, heights: Sequence[int] = HEIGHTS, piece_segments: int = PIECE_SEGMENTS
) -> Plan:
    """How to make a film whose pictures last `seconds` and are `shown` in number."""
    rate = frame_rate(look.rate)
    is_sparse = shown < _SPARSE * Fraction(seconds) or look.container is Container.TRANSPORT
    return Plan(
        container=look.container,
        picture=look.picture,
        sound=look.sound,
        is_interlaced=look.is_interlaced,
        rate=rate,
        frames=max(1, round(seconds * rate)),
        ladder=rungs(look.width, look.height, heights),
        run_up=_LONG_RUN_UP if is_sparse else _RUN_UP,
        piece_segments=piece_segments,
    )


def most_bytes(plan: Plan) -> int:
    """More bytes than any file of the film can sensibly take."""
    return int(sum(rung.bits for rung in plan.ladder) * (plan.seconds + 10 * SEGMENT_SECONDS)) + (64 << 20)
