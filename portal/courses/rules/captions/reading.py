"""SRT and WebVTT into cues; what cannot be read is named by its line and left out.

The reader is one pass over the lines, so that its time grows with the file alone; files and numbers have limits.
"""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from portal.courses.rules.captions.checking import FAULTS_MOST, check
from portal.courses.rules.captions.faults import Fault, Problem
from portal.courses.rules.captions.times import read_time
from portal.courses.rules.captions.words import RAW_MOST, WORDS_MOST, plain
from portal.courses.rules.cues import Cue

BYTES_MOST = 1024 * 1024
CUES_MOST = 3000
ARROW = "-->"
_LINE_END = re.compile(r"\r\n|\r|\n")
_BESIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_NUMBER = re.compile(r"\s*[0-9]{1,9}\s*")


class Read(NamedTuple):
    """What was read: all cues that could be, in the order of the file, and what is wrong."""

    cues: tuple[Cue, ...]
    faults: tuple[Fault, ...]


class Block(NamedTuple):
    """Lines between empty lines; `line` is where the first one stands."""

    line: int
    lines: list[str]


class Timed(NamedTuple):
    """A cue and the line that its time stands on."""

    line: int
    cue: Cue


def decoded(raw: bytes) -> str | None:
    """The text of a caption file: UTF-8, UTF-16 with its mark, or Windows-1252; None when it is no text."""
    marks = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
    chosen = [encoding for mark, encoding in marks.items() if raw.startswith(mark)]
    for encoding in chosen or ["utf-8", "cp1252"]:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None


def read_captions(text: str, seconds: float | None = None) -> Read:
    """The cues of an SRT or WebVTT text, and its faults by line; `seconds` is how long the film is, when known."""
    refused = _refused(text)
    if refused:
        return Read((), (Fault(refused),))
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    is_webvtt = lines[0].startswith("WEBVTT")
    timed, faults = _cues(_blocks(lines, is_webvtt=is_webvtt), is_webvtt=is_webvtt)
    faults += check([one.cue for one in timed], seconds, [one.line for one in timed])
    in_order = sorted(faults, key=lambda fault: fault.line)
    return Read(tuple(one.cue for one in timed), tuple(in_order[:FAULTS_MOST]))


def _refused(text: str) -> Problem | None:
    if len(text) > BYTES_MOST:
        return Problem.TOO_LARGE
    if "\x00" in text:
        return Problem.NOT_TEXT
    return None if ARROW in text else Problem.NOT_CAPTIONS


def _blocks(lines: list[str], *, is_webvtt: bool) -> Iterator[Block]:
    """The blocks of cues; a time in the middle of one begins the next, with the number that stands before it."""
    present = Block(1, [])
    for line, text in enumerate([*lines, ""], start=1):
        if not text.strip():
            if present.lines and not _is_beside(present, is_webvtt=is_webvtt):
                yield present
            present = Block(line + 1, [])
        elif ARROW in text and any(ARROW in earlier for earlier in present.lines):
            number = [present.lines.pop()] if _NUMBER.fullmatch(present.lines[-1]) else []
            yield present
            present = Block(line - len(number), [*number, text])
        else:
            present.lines.append(text)


def _is_beside(block: Block, *, is_webvtt: bool) -> bool:
    """True for the head, notes and styles; one that holds a time lacks its empty line and is read as a cue."""
    first = block.lines[0]
    is_head = block.line == 1 and first.startswith("WEBVTT")
    holds_time = any(ARROW in line for line in block.lines)
    return is_webvtt and not holds_time and (is_head or _BESIDE.match(first) is not None)


def _cues(blocks: Iterator[Block], *, is_webvtt: bool) -> tuple[list[Timed], list[Fault]]:
    timed: list[Timed] = []
    faults: list[Fault] = []
    for block in blocks:
        if len(timed) >= CUES_MOST:
            return timed, [*faults, Fault(Problem.TOO_MANY, block.line)]
        found = _cue(block, is_webvtt=is_webvtt)
        if isinstance(found, Timed):
            timed.append(found)
        elif len(faults) < FAULTS_MOST:
            faults.append(found)
    return timed, faults


def _cue(block: Block, *, is_webvtt: bool) -> Timed | Fault:
    place = next((index for index, line in enumerate(block.lines[:2]) if ARROW in line), None)
    if place is None:
        return Fault(Problem.NO_TIME, block.line)
    times, raw = _times(block.lines[place]), "\n".join(block.lines[place + 1 :])
    if times is None:
        return Fault(Problem.BAD_TIME, block.line + place)
    words = plain(raw, is_webvtt=is_webvtt) if len(raw) <= RAW_MOST else raw
    if len(words) > WORDS_MOST:
        return Fault(Problem.LONG_WORDS, block.line + place)
    return Timed(block.line + place, Cue(*times, words))


def _times(line: str) -> tuple[float, float] | None:
    """Start and end; what stands after the end (how to place the words) is left out."""
    before, _, after = line.partition(ARROW)
    start, end = read_time(before), read_time((after.split(maxsplit=1) or [""])[0])
    return None if start is None or end is None else (start, end)
