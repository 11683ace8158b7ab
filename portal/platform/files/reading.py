"""Reading the header of a file that may end anywhere or lie about its lengths."""

import io
from typing import BinaryIO

from portal.platform.files.rules import MOST_DOCUMENT_BYTES, NotAPicture


def take(stream: BinaryIO, count: int) -> bytes:
    """The next `count` bytes; raises `NotAPicture` if there are fewer."""
    taken = stream.read(count)
    if len(taken) != count:
        raise NotAPicture
    return taken


def number(stream: BinaryIO, count: int) -> int:
    """The next `count` bytes as an unsigned number, highest byte first."""
    return int.from_bytes(take(stream, count), "big")


def skip(stream: BinaryIO, count: int) -> None:
    """Go `count` bytes on; raises `NotAPicture` for a step back or past what any upload may hold."""
    if not 0 <= count <= MOST_DOCUMENT_BYTES:
        raise NotAPicture
    stream.seek(count, io.SEEK_CUR)
