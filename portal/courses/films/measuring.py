"""How long a film's pictures really last and how many there are, whatever its head says: every packet is counted."""

from collections.abc import Callable
from pathlib import Path

from portal.courses.films.cells import Limits, run
from portal.courses.films.look import Look, source_arguments
from portal.courses.films.refusing import FilmRefused
from portal.courses.rules.ladder import MOST_SECONDS
from portal.courses.rules.reasons import FilmReason

_SLACK_SECONDS, _SLACK_SHARE = 2.0, 0.02
_TELL_EVERY = 20_000


class Measure:
    """Listens to ffprobe's lines `time,length`; `end` is when the last picture is over, `pictures` how many came.

    Raises `FilmRefused` as soon as more comes than a film may hold.
    """

    def __init__(self, told: Callable[[], None]) -> None:
        self.pictures = 0
        self._first: float | None = None
        self._last = 0.0
        self._told = told

    @property
    def end(self) -> float:
        """Seconds from the first picture to the end of the last."""
        return self._last - (self._first or 0.0)

    def __call__(self, line: str) -> None:
        """Hear of one packet."""
        begins, _, lasts = line.strip().partition(",")
        begin = _number(begins)
        if begin is None:
            return
        self.pictures += 1
        self._first = begin if self._first is None else min(self._first, begin)
        self._last = max(self._last, begin + (_number(lasts.strip(",")) or 0.0))
        if self.end > MOST_SECONDS + 60:
            raise FilmRefused(FilmReason.TOO_LONG)
        if self.pictures % _TELL_EVERY == 0:
            self._told()


def measured_pictures(look: Look, folder: Path, told: Callable[[], None]) -> Measure:
    """Read all of the film `source` in `folder` without decoding it; raises `ProgramFault` and `FilmRefused`."""
    measure = Measure(told)
    asked = ["-v", "error", "-show_entries", "packet=pts_time,duration_time", "-of", "csv=p=0"]
    picked = ["-select_streams", str(look.picture)]
    run("ffprobe", [*asked, *picked, *source_arguments(look.container)], folder, Limits(file_bytes=0), measure)
    return measure


def true_length(declared: float, read: float) -> float:
    """How long the film becomes; one whose pictures end well before it says was cut off and is refused."""
    slack = max(_SLACK_SECONDS, declared * _SLACK_SHARE)
    if read < declared - slack:
        raise FilmRefused(FilmReason.CUT_OFF)
    if read > MOST_SECONDS:
        raise FilmRefused(FilmReason.TOO_LONG)
    return declared if read <= declared + slack else read


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
