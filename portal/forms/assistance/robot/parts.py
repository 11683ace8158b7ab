"""Headings with sentences: the form in which the robot's words reach a page, a PDF or a terminal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.core.words import word

Say = Callable[[str], str]
"""Translates a word."""

UNKNOWN = word("an unknown amount")


@dataclass(frozen=True)
class Part:
    """A heading and its sentences, in the language of the reader."""

    title: str
    sentences: tuple[str, ...]


def plain(parts: Sequence[Part]) -> str:
    """The parts as text to read in a terminal or a mail."""
    return "\n\n".join("\n".join((part.title, *(f"  - {each}" for each in part.sentences))) for part in parts)
