"""The pictures of a film in order: which slide with how many of its points is seen when, one fading into the next."""

from collections.abc import Iterator
from functools import cached_property

from PIL import Image

from assets.films.encoding import RATE
from assets.films.parts import Part
from assets.films.slides import Place, drawn
from assets.films.speech import Spoken

FADE = 0.32
"""Seconds that one picture takes to become the next."""

EARLY = 0.15
"""Seconds that a picture comes before its sentence."""


class Reel:
    """The pictures of `part` while `spoken` is heard; without speech only its slides."""

    def __init__(self, part: Part, spoken: Spoken | None) -> None:
        self.part, self.spoken = part, spoken

    def frames(self) -> Iterator[bytes]:
        """Every frame as RGB bytes."""
        seconds = self.spoken.seconds if self.spoken else 0.0
        for number in range(round(seconds * RATE)):
            yield self._frame(float(number / RATE)).tobytes()

    def picture_at(self, at: float) -> Image.Image:
        """What is seen `at` seconds."""
        return self._frame(at)

    def last_states(self) -> list[Image.Image]:
        """Every slide as it is when all its points have come."""
        return [drawn(slide, self._place(index), slide.cues) for index, slide in enumerate(self.part.slides)]

    @cached_property
    def _states(self) -> list[tuple[float, Image.Image]]:
        """When each picture begins to come, and what it looks like."""
        times = iter(self.spoken.times if self.spoken else ())
        found = []
        for index, slide in enumerate(self.part.slides):
            for said in range(1, slide.cues + 1):
                start = next(times)[0] - EARLY - FADE
                found.append((max(0.0, start), drawn(slide, self._place(index), said)))
        return [(-FADE, found[0][1]), *found[1:]]

    def _frame(self, at: float) -> Image.Image:
        latest = max(index for index, (start, _) in enumerate(self._states) if start <= at)
        start, picture = self._states[latest]
        share = (at - start) / FADE
        if share >= 1 or latest == 0:
            return picture
        return Image.blend(self._states[latest - 1][1], picture, share)

    def _place(self, index: int) -> Place:
        return Place(self.part.course, self.part.title, self.part.number, index, len(self.part.slides))
