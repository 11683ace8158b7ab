"""Chapters: read from WebVTT or from lines such as `1:30 What happened`, checked, and written as WebVTT."""

import re
from collections.abc import Iterable, Sequence

from portal.courses.rules.captions.faults import Fault, Problem
from portal.courses.rules.captions.reading import ARROW, BYTES_MOST, Read, read_captions
from portal.courses.rules.captions.times import TIME, read_time
from portal.courses.rules.captions.words import tidied
from portal.courses.rules.captions.writing import as_webvtt
from portal.courses.rules.cues import Chapter, Cue

TITLE_MOST = 90
CHAPTERS_MOST = 60
_LINE = re.compile(rf"({TIME})(?:[\s–—-]+(.*))?")
_OF_CUES_ALONE = frozenset(
    {Problem.BEYOND, Problem.OVERLAP, Problem.UNORDERED, Problem.TOO_FAST, Problem.LONG_LINE, Problem.MANY_LINES}
)


def read_chapters(text: str, seconds: float | None = None) -> tuple[tuple[Chapter, ...], tuple[Fault, ...]]:
    """The chapters of a WebVTT text or of lines with a time and a title each, and what is wrong, by line."""
    if len(text) > BYTES_MOST:
        return (), (Fault(Problem.TOO_LARGE),)
    if "\x00" in text:
        return (), (Fault(Problem.NOT_TEXT),)
    if ARROW in text:
        return _of_webvtt(read_captions(text), seconds)
    return _of_lines(text, seconds)


def check_chapters(
    chapters: Sequence[Chapter], seconds: float | None = None, lines: Sequence[int] = ()
) -> tuple[Fault, ...]:
    """What is wrong with `chapters`: empty or long titles, times that do not rise or lie after the film."""
    faults: list[Fault] = []
    for index, chapter in enumerate(chapters[: CHAPTERS_MOST + 1]):
        problem = _problem(chapter, chapters[index - 1] if index else None, seconds)
        if index == CHAPTERS_MOST:
            problem = Problem.TOO_MANY
        if problem:
            faults.append(Fault(problem, lines[index] if lines else 0, index + 1))
    return tuple(faults)


def chapters_of(cues: Iterable[Sequence[object]]) -> tuple[Chapter, ...]:
    """The chapters that a track keeps as `[start, end, title]`."""
    return tuple(Chapter(float(str(cue[0])), str(cue[2])) for cue in cues)


def chapter_cues(chapters: Sequence[Chapter], seconds: float | None = None) -> tuple[Cue, ...]:
    """Chapters as cues: each lasts until the next begins, the last one until the film ends."""
    ends = [chapter.start for chapter in chapters[1:]]
    last = max(seconds or 0.0, chapters[-1].start + 1) if chapters else 0.0
    return tuple(Cue(one.start, end, one.title) for one, end in zip(chapters, [*ends, last], strict=False))


def chapters_as_webvtt(chapters: Sequence[Chapter], seconds: float | None = None) -> str:
    """A WebVTT file of chapters."""
    return as_webvtt(chapter_cues(chapters, seconds))


def _of_webvtt(read: Read, seconds: float | None) -> tuple[tuple[Chapter, ...], tuple[Fault, ...]]:
    chapters = tuple(Chapter(cue.start, " ".join(cue.words.split())) for cue in read.cues)
    faults = [fault for fault in read.faults if fault.problem not in _OF_CUES_ALONE]
    said = {fault.number for fault in faults}
    faults += [fault for fault in check_chapters(chapters, seconds) if fault.number not in said]
    return chapters, tuple(faults)


def _of_lines(text: str, seconds: float | None) -> tuple[tuple[Chapter, ...], tuple[Fault, ...]]:
    chapters: list[Chapter] = []
    lines: list[int] = []
    faults: list[Fault] = []
    for line, words in enumerate(tidied_lines(text), start=1):
        found = _LINE.fullmatch(words) if words else None
        start = read_time(found[1]) if found else None
        if found and start is not None and len(chapters) <= CHAPTERS_MOST:
            chapters.append(Chapter(start, tidied(found[6] or "")))
            lines.append(line)
        elif words and start is None and len(faults) < CHAPTERS_MOST:
            faults.append(Fault(Problem.BAD_TIME, line))
    if not chapters and not faults:
        faults.append(Fault(Problem.NOT_CAPTIONS))
    return tuple(chapters), (*faults, *check_chapters(chapters, seconds, lines))


def tidied_lines(text: str) -> list[str]:
    """The lines of `text`, each without spaces around it; empty ones stay, so that lines keep their numbers."""
    return [line.strip() for line in re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))]


def _problem(chapter: Chapter, before: Chapter | None, seconds: float | None) -> Problem | None:
    if not chapter.title.strip():
        return Problem.EMPTY
    if len(chapter.title) > TITLE_MOST:
        return Problem.LONG_WORDS
    if before and chapter.start <= before.start:
        return Problem.UNORDERED
    return Problem.BEYOND if seconds is not None and chapter.start >= seconds else None
