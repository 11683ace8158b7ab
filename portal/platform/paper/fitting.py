"""How text is broken into lines and made to fit its box: plain arithmetic, told by the caller how wide a word is."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Measure = Callable[[str], float]
"""The width of a text in ems, all of it on one line."""

_STEP = 0.96
_SENTENCE = re.compile(r"(?<=[.!?؟።]) ")
_PIECES = re.compile(r"(?:[^ /-]|-(?=\d))+[/-]*|[/-]+| ")  # no break before a digit: 0480-45, 2026-11-30
_LETTERS = re.compile(r".[\u0300-\u036f\u064b-\u065f\u0670]*", re.DOTALL)
_POINT = 25.4 / 72


@dataclass(frozen=True)
class Fitted:
    """Lines, and the size in points at which they fit."""

    lines: tuple[str, ...]
    size: float


def millimetres(points: float) -> float:
    """A length in points as millimetres (72 points are an inch)."""
    return points * _POINT


def wrap(text: str, width: float, measure: Measure) -> list[str]:
    """Break the text after spaces, hyphens and slashes into lines of at most `width` ems.

    A single word wider than that is broken inside, so that no line is ever wider, except by one lone character.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, width, measure):
        if line and measure((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def fit(text: str, width: float, height: float, measure: Measure, *, size: float, leading: float) -> Fitted:
    """The largest size up to `size` points at which the text fits a box (in millimetres) without breaking a word.

    Where words must be broken to stay readable (below 45 % of the size), they are. Always fits, however long;
    raises ValueError for a box without an area.
    """
    if width <= 0 or height <= 0:
        raise ValueError(f"a box of {width} x {height} mm has no room for text")
    tried = size
    while True:
        ems = width / millimetres(tried)
        lines = wrap(text, ems, measure)
        whole = tried < 0.45 * size or all(measure(word) <= ems for word in text.split(" "))
        if whole and len(lines) * millimetres(tried) * leading <= height + 1e-6:
            return Fitted(tuple(_balanced(text, ems, lines, measure)), tried)
        tried *= _STEP


def _balanced(text: str, ems: float, lines: list[str], measure: Measure) -> list[str]:
    """The same number of lines: a sentence each where that fits, else as equal in length as can be."""
    sentences = _SENTENCE.split(text)
    if len(sentences) == len(lines) and all(measure(sentence) <= ems for sentence in sentences):
        return sentences
    best = lines
    for _ in range(12):
        ems = max(map(measure, best), default=0.0) - 0.01
        closer = wrap(text, ems, measure)
        if len(closer) != len(lines) or any(measure(line) > ems for line in closer) or _cuts(text, closer):
            return best
        best = closer
    return best


def _cuts(text: str, lines: list[str]) -> bool:
    """Whether a line ends inside a word."""
    return " ".join(lines).replace("- ", "-").replace("/ ", "/") != text.replace("- ", "-").replace("/ ", "/")


def _pieces(text: str, width: float, measure: Measure) -> Iterator[str]:
    for piece in _PIECES.findall(text):
        if measure(piece) <= width:
            yield piece
        else:
            yield from _broken(piece, width, measure)


def _broken(word: str, width: float, measure: Measure) -> Iterator[str]:
    part = ""
    for letter in _LETTERS.findall(word):
        if part and measure(part + letter) > width:
            yield part
            part = ""
        part += letter
    yield part
