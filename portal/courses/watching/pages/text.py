"""Texts as editors write them: paragraphs between empty lines, lines that begin with `- ` a list."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

_MARK = "- "
_EMPTY_LINE = re.compile(r"\n\s*\n")


class Block(NamedTuple):
    """A paragraph (one line after the other) or a list (one point after the other)."""

    is_list: bool
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """The paragraphs and lists of `text`, in order."""
    return [block for passage in _EMPTY_LINE.split(text.replace("\r", "")) for block in _blocks_of(passage)]


def _blocks_of(passage: str) -> Iterator[Block]:
    lines = [line.strip() for line in passage.split("\n") if line.strip()]
    for is_list, group in groupby(lines, key=lambda line: line.startswith(_MARK)):
        yield Block(is_list, tuple(line.removeprefix(_MARK).strip() for line in group))
