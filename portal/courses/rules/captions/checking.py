"""Whether cues can be shown and read: their order, the film's end, and the time that reading takes."""

from collections.abc import Iterator, Sequence

from portal.courses.rules.captions.faults import Fault, Problem
from portal.courses.rules.captions.words import WORDS_MOST
from portal.courses.rules.cues import Cue

FAULTS_MOST = 100
LINES_MOST, LINE_MOST, PACE_MOST = 2, 42, 20
GRACE = 0.5
"""Seconds that the last words may stand after the film: encoders round its length."""


def check(cues: Sequence[Cue], seconds: float | None = None, lines: Sequence[int] = ()) -> list[Fault]:
    """What is wrong with `cues`, at most `FAULTS_MOST`; `seconds` is the film's length, `lines` where each stands."""
    faults: list[Fault] = []
    latest = Cue(0.0, 0.0, "")
    for index, cue in enumerate(cues):
        line = lines[index] if lines else 0
        problems = [*_of_time(cue, latest, seconds), *_of_words(cue)]
        faults += [Fault(problem, line, index + 1) for problem in problems]
        latest = Cue(max(latest.start, cue.start), max(latest.end, cue.end), "")
        if len(faults) >= FAULTS_MOST:
            break
    return faults[:FAULTS_MOST]


def shifted(cues: Sequence[Cue], by: float) -> tuple[Cue, ...]:
    """All cues `by` seconds later (earlier when negative), none before the film; without time left they are out."""
    moved = (Cue(max(round(cue.start + by, 3), 0.0), round(cue.end + by, 3), cue.words) for cue in cues)
    return tuple(cue for cue in moved if cue.end > cue.start)


def _of_time(cue: Cue, latest: Cue, seconds: float | None) -> Iterator[Problem]:
    if cue.end <= cue.start:
        yield Problem.BACKWARDS
    if cue.start < latest.start:
        yield Problem.UNORDERED
    elif cue.start < latest.end:
        yield Problem.OVERLAP
    if seconds is not None and cue.end > seconds + GRACE:
        yield Problem.BEYOND


def _of_words(cue: Cue) -> Iterator[Problem]:
    lines = cue.words.split("\n")
    if not cue.words.strip():
        yield Problem.EMPTY
    if len(cue.words) > WORDS_MOST:
        yield Problem.LONG_WORDS
    if len(lines) > LINES_MOST:
        yield Problem.MANY_LINES
    if any(len(line) > LINE_MOST for line in lines):
        yield Problem.LONG_LINE
    if 0 < (cue.end - cue.start) * PACE_MOST < sum(len(line) for line in lines):
        yield Problem.TOO_FAST
