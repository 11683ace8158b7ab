"""The work on one upload, as steps that each leave something whole; whoever goes on begins at the one missing."""

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from portal.courses.films import joining, recipes
from portal.courses.films.boxes import is_whole
from portal.courses.films.cells import Fault, Limits, ProgramFault, run
from portal.courses.films.folders import PART, sync, tree
from portal.courses.films.look import look
from portal.courses.films.made import measured
from portal.courses.films.measuring import measured_pictures, true_length
from portal.courses.films.plan import PIECE_SEGMENTS, Piece, Plan, most_bytes, planned
from portal.courses.films.playlist import Unsound
from portal.courses.films.progress import Progress
from portal.courses.films.refusing import FilmRefused, Interrupted, ServerFault
from portal.courses.published.shape import SOUND
from portal.courses.rules.ladder import HEIGHTS
from portal.courses.rules.reasons import FilmReason

SOURCE, PLAN, MADE = "source", "plan.json", "made"
RESERVE = 256 << 20
"""Bytes that a film never takes from the disk: everything else in the portal writes there too."""

_NEARLY_NOTHING = 4 << 20
_NO_KEY = ""
_LOOKED, _HEARD, _CUT = 2, 6, 95

Told = Callable[[int], None]
"""Told how many per cent are done; what it raises ends the work and goes on upwards."""


@dataclass(frozen=True)
class Step:
    """One step that is still to be done."""

    name: str
    do: Callable[[], None]


class Making:
    """The work in the folder `work`, which holds the `source`; `told` hears of the progress.

    A step raises `FilmRefused` (the file is at fault), `ServerFault` (no room, no program) or `Interrupted` (try
    again); whatever it was making is gone then, and what other steps made is there.
    """

    def __init__(
        self,
        work: Path,
        told: Told = lambda percent: None,
        *,
        heights: Sequence[int] = HEIGHTS,
        piece_segments: int = PIECE_SEGMENTS,
        reserve: int = RESERVE,
    ) -> None:
        self.work = work
        self.made = work / MADE
        self._told = told
        self._heights = heights
        self._piece_segments = piece_segments
        self._reserve = reserve

    def steps(self) -> Iterator[Step]:
        """The steps that are missing, in order; each has to be done before the next is asked for."""
        if not (self.work / PLAN).exists():
            yield Step("plan", self._guarded(self._plan))
        plan = Plan.read((self.work / PLAN).read_text(encoding="utf-8"))
        if plan.sound is not None and not (self.work / SOUND).exists():
            yield Step("sound", self._guarded(partial(self._sound, plan)))
        for piece in plan.pieces:
            if not (self.work / piece.name).exists():
                yield Step(piece.name, self._guarded(partial(self._piece, plan, piece)))
        if not self.made.exists():
            yield Step("join", self._guarded(partial(self._join, plan)))

    def _guarded(self, do: Callable[[], None]) -> Callable[[], None]:
        def guarded() -> None:
            try:
                if shutil.disk_usage(self.work).free < self._reserve:
                    raise ServerFault(FilmReason.DISK)
                do()
            except OSError as error:
                raise _of_disk(error) from error
            except ProgramFault as fault:
                raise _of_program(fault) from fault
            except Unsound as error:
                raise self._of_result(error) from error
            finally:
                self._sweep()

        return guarded

    def _of_result(self, error: Unsound) -> Exception:
        """Why what was made is not whole: ffmpeg says nothing of a disk that fills while it closes a file."""
        is_full = shutil.disk_usage(self.work).free < max(self._reserve, _NEARLY_NOTHING)
        return ServerFault(FilmReason.DISK) if is_full else Interrupted(str(error))

    def _sweep(self) -> None:
        for path in self.work.glob(f"*{PART}"):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _plan(self) -> None:
        seen = look(self.work)
        measure = measured_pictures(seen, self.work, lambda: self._told(0))
        seconds = true_length(seen.seconds, measure.end)
        plan = planned(seen, seconds, measure.pictures, self._heights, self._piece_segments)
        part = self.work / f"{PLAN}{PART}"
        part.write_text(plan.written(), encoding="utf-8")
        _keep(part, self.work / PLAN)
        self._told(_LOOKED)

    def _sound(self, plan: Plan) -> None:
        part = self.work / f"{SOUND}{PART}"
        share = Progress(lambda seconds: self._told(_between(_LOOKED, _HEARD, seconds / plan.seconds)))
        run("ffmpeg", recipes.sound(plan, f"file:{part.name}"), self.work, _limits(plan), share)
        _keep(part, self.work / SOUND)
        self._told(_HEARD)

    def _piece(self, plan: Plan, piece: Piece) -> None:
        part = self.work / f"{piece.name}{PART}"
        part.mkdir()

        def told(seconds: float) -> None:
            done = (piece.first / plan.rate + seconds) / plan.seconds
            self._told(_between(_HEARD, _CUT, float(done)))

        progress = Progress(told)
        run("ffmpeg", recipes.piece(plan, piece, part.name), self.work, _limits(plan), progress)
        if progress.frames != piece.frames:
            raise FilmRefused(FilmReason.BROKEN)
        if any(not is_whole(part / f"{rung.height}.mp4") for rung in plan.ladder):
            raise Unsound(piece.name)
        _keep(part, self.work / piece.name)
        self._told(_between(_HEARD, _CUT, (piece.first + piece.frames) / plan.frames))

    def _join(self, plan: Plan) -> None:
        self._told(_CUT)
        part = self.work / f"{MADE}{PART}"
        part.mkdir()
        try:
            joining.join(plan, self.work, part, _limits(plan), lambda: self._told(_CUT))
        except ProgramFault as fault:
            if fault.fault is Fault.FAILED:  # these are our own files by now
                raise Interrupted(fault.fault.value) from fault
            raise
        measured(part, _NO_KEY)
        _keep(part, self.made)


def make(source: Path, work: Path, told: Told = lambda percent: None, *, heights: Sequence[int] = HEIGHTS) -> Path:
    """All steps at once for the film at `source`, in the empty folder `work`; gives the folder of what was made."""
    work.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, work / SOURCE)
    making = Making(work, told, heights=heights)
    for step in making.steps():
        step.do()
    return making.made


def _limits(plan: Plan) -> Limits:
    return Limits(file_bytes=most_bytes(plan))


def _between(low: int, high: int, share: float) -> int:
    return round(low + (high - low) * min(max(share, 0.0), 1.0))


def _keep(part: Path, whole: Path) -> None:
    """Give what was made its name, durably."""
    for path in (*(tree(part) if part.is_dir() else ()), part):
        sync(path)
    os.replace(part, whole)
    sync(whole.parent)


def _of_disk(error: OSError) -> Exception:
    is_full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    if isinstance(error, FileNotFoundError) and error.filename and str(error.filename).endswith(SOURCE):
        return FilmRefused(FilmReason.LOST)
    return ServerFault(FilmReason.DISK) if is_full else Interrupted(type(error).__name__)


def _of_program(fault: ProgramFault) -> Exception:
    match fault.fault:
        case Fault.MISSING:
            return ServerFault(FilmReason.NO_PROGRAM)
        case Fault.FULL:
            return ServerFault(FilmReason.DISK)
        case Fault.OVERTIME | Fault.STARVED:
            return FilmRefused(FilmReason.TOO_HEAVY)
        case Fault.FAILED:
            return FilmRefused(FilmReason.BROKEN)
        case Fault.KILLED:
            return Interrupted(fault.fault.value)
