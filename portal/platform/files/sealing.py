"""Sealing what is too large to hold twice in memory: in pieces, each bound to its place in the whole.

The associated data of a piece says where the whole belongs, which piece this is and whether it is the last, so that
pieces can neither be moved, nor swapped, nor cut off at the end.
"""

from collections.abc import Iterator
from typing import BinaryIO

from portal.core.keys import BrokenSeal, Keyring

PIECE = 1 << 20
_LENGTH = 4


def sealed(keyring: Keyring, stream: BinaryIO, size: int, place: str) -> Iterator[bytes]:
    """The next `size` bytes of `stream`, sealed for `place`, piece by piece; raises EOFError if there are fewer."""
    last = max(0, (size - 1) // PIECE)
    for index in range(last + 1):
        length = min(PIECE, size - index * PIECE)
        plain = _exactly(stream, length)
        piece = keyring.seal(plain, _aad(place, index, is_last=index == last))
        yield len(piece).to_bytes(_LENGTH, "big") + piece


def opened(keyring: Keyring, whole: bytes, place: str) -> bytes:
    """The bytes that were sealed for `place`; raises `BrokenSeal`."""
    return b"".join(_opened(keyring, memoryview(whole), place))


def _opened(keyring: Keyring, rest: memoryview, place: str) -> Iterator[bytes]:
    index = 0
    while rest or index == 0:
        end = _LENGTH + int.from_bytes(rest[:_LENGTH], "big")
        if not _LENGTH < end <= len(rest):
            raise BrokenSeal("cut off")
        piece, rest = bytes(rest[_LENGTH:end]), rest[end:]
        yield keyring.open(piece, _aad(place, index, is_last=not rest))
        index += 1


def _exactly(stream: BinaryIO, length: int) -> bytes:
    pieces = []
    while length:
        piece = stream.read(length)
        if not piece:
            raise EOFError("the stream ended early")
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


def _aad(place: str, index: int, *, is_last: bool) -> bytes:
    return f"{place}:{index}:{'last' if is_last else 'more'}".encode()
