"""What can be wrong with captions or chapters, where, and in which words it is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.core.words import Word, word


class Problem(StrEnum):
    """What is wrong."""

    NOT_TEXT = "not_text"
    NOT_CAPTIONS = "not_captions"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    NO_TIME = "no_time"
    BAD_TIME = "bad_time"
    BACKWARDS = "backwards"
    UNORDERED = "unordered"
    OVERLAP = "overlap"
    BEYOND = "beyond"
    EMPTY = "empty"
    LONG_WORDS = "long_words"
    MANY_LINES = "many_lines"
    LONG_LINE = "long_line"
    TOO_FAST = "too_fast"


WARNINGS = frozenset({Problem.MANY_LINES, Problem.LONG_LINE, Problem.TOO_FAST})
"""Captions with these can be used; somebody should look at them."""

PROBLEM_NAMES: Mapping[Problem, Word] = {
    Problem.NOT_TEXT: word("The file is not text. Choose a file that ends in .srt or .vtt."),
    Problem.NOT_CAPTIONS: word("There are no times here. Captions look like 00:00:01.000 --> 00:00:04.000."),
    Problem.TOO_LARGE: word("The file is too large for captions."),
    Problem.TOO_MANY: word("There are too many lines with times; only the first ones were read."),
    Problem.NO_TIME: word("There are words here without a time before them."),
    Problem.BAD_TIME: word("We cannot read the time. Write it like 00:01:02.500."),
    Problem.BACKWARDS: word("The end is not after the start."),
    Problem.UNORDERED: word("This begins before the one above it."),
    Problem.OVERLAP: word("This begins before the one above it has ended."),
    Problem.BEYOND: word("This goes on after the film has ended."),
    Problem.EMPTY: word("There are no words."),
    Problem.LONG_WORDS: word("There are too many words in one."),
    Problem.MANY_LINES: word("More than two lines cover the picture."),
    Problem.LONG_LINE: word("A line is longer than 42 characters."),
    Problem.TOO_FAST: word("There is too little time to read this: more than 20 characters a second."),
}
"""What is said of each."""


@dataclass(frozen=True)
class Fault:
    """A problem at `line` of the file (from 1) and with the `number`-th cue (from 1); 0 where there is none."""

    problem: Problem
    line: int = 0
    number: int = 0

    @property
    def is_warning(self) -> bool:
        """True when the captions can be used all the same."""
        return self.problem in WARNINGS
