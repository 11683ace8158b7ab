"""How commands answer: exit codes, plain sentences, progress that is quiet when nobody watches."""

import sys
from collections.abc import Iterable

DONE, FAILED, ASKED_WRONGLY = 0, 1, 2


def say(sentence: str) -> None:
    """A result, for the operator or a script to read."""
    print(sentence, flush=True)


def complain(sentences: Iterable[str], code: int = FAILED) -> int:
    """Say on standard error what is wrong and give the exit code."""
    for sentence in sentences:
        print(f"portal: {sentence}", file=sys.stderr, flush=True)
    return code


class Progress:
    """Counts long work on one line of a terminal; says nothing into a file or a pipe."""

    def __init__(self, what: str, every: int = 100) -> None:
        self._what = what
        self._every = every
        self._is_watched = sys.stderr.isatty()
        self.done = 0

    def step(self, number: int = 1) -> None:
        """`number` more are done."""
        before, self.done = self.done, self.done + number
        if self._is_watched and before // self._every != self.done // self._every:
            print(f"\r{self._what}: {self.done}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self._is_watched and self.done >= self._every:
            print(f"\r{self._what}: {self.done}", file=sys.stderr, flush=True)
