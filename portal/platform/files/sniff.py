"""What kind of picture some bytes claim to be and how large, read from the header alone.

Nothing is decoded and no picture library is asked, so a bomb costs as little as a photo: a few hundred bytes are
read, however many the file has. Whether the rest is sound shows when the worker re-encodes it; whatever trails a
picture (a ZIP, a page of HTML) is lost there, because only pixels are kept.

Sources of the layouts: JPEG ITU-T T.81 annex B; PNG (W3C) 5.2 and 11.2.2; WebP RFC 9649.
"""

import io
from dataclasses import dataclass
from typing import BinaryIO

from portal.platform.files import boxes
from portal.platform.files.reading import number, skip, take
from portal.platform.files.rules import Kind, NotAPicture, check_pixels

_HEAD = 12
_MOST_SEGMENTS = 1000
_MOST_FILL = 16
_MARK = 0xFF
_START_OF_FRAME = frozenset({0xC0, 0xC1, 0xC2})
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD8)})
_END_OR_SCAN = frozenset({0xD9, 0xDA})
_PNG_START = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Picture:
    """A picture's kind and its size in pixels as stored, before any turning upright."""

    kind: Kind
    width: int
    height: int


def look(source: bytes | BinaryIO) -> Picture:
    """The picture that `source` (bytes or a seekable stream, left at its start) begins with.

    Raises `NotAPicture` or, past the pixel limits, `TooLarge`; nothing else, whatever the bytes.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(0)
    picture = _picture(head, stream)
    stream.seek(0)
    check_pixels(picture.width, picture.height)
    return picture


def _picture(head: bytes, stream: BinaryIO) -> Picture:
    if head.startswith(b"\xff\xd8\xff"):
        return Picture(Kind.JPEG, *_jpeg_size(stream))
    if head.startswith(_PNG_START):
        return Picture(Kind.PNG, *_png_size(stream))
    if head.startswith(b"RIFF") and head[8:] == b"WEBP":
        return Picture(Kind.WEBP, *_webp_size(stream))
    if head[4:8] == b"ftyp":
        return Picture(boxes.kind(stream), *boxes.size(stream))
    raise NotAPicture


def _jpeg_size(stream: BinaryIO) -> tuple[int, int]:
    skip(stream, 2)
    for _ in range(_MOST_SEGMENTS):
        marker = _jpeg_marker(stream)
        if marker in _START_OF_FRAME:
            skip(stream, 3)
            height, width = number(stream, 2), number(stream, 2)
            return width, height
        if marker in _END_OR_SCAN:
            break
        if marker not in _WITHOUT_LENGTH:
            skip(stream, number(stream, 2) - 2)
    raise NotAPicture


def _jpeg_marker(stream: BinaryIO) -> int:
    """The next marker; some fill bytes may stand before it, junk may not."""
    if number(stream, 1) != _MARK:
        raise NotAPicture
    for _ in range(_MOST_FILL):
        marker = number(stream, 1)
        if marker != _MARK:
            return marker
    raise NotAPicture


def _png_size(stream: BinaryIO) -> tuple[int, int]:
    skip(stream, len(_PNG_START))
    if take(stream, 8) != b"\x00\x00\x00\x0dIHDR":
        raise NotAPicture
    return number(stream, 4), number(stream, 4)


def _webp_size(stream: BinaryIO) -> tuple[int, int]:
    skip(stream, _HEAD)
    chunk = take(stream, 4)
    skip(stream, 4)
    if chunk == b"VP8X":
        skip(stream, 4)
        return _little(stream, 3) + 1, _little(stream, 3) + 1
    if chunk == b"VP8L":
        return _lossless_size(stream)
    if chunk == b"VP8 ":
        return _lossy_size(stream)
    raise NotAPicture


def _lossless_size(stream: BinaryIO) -> tuple[int, int]:
    if take(stream, 1) != b"\x2f":
        raise NotAPicture
    bits = _little(stream, 4)
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def _lossy_size(stream: BinaryIO) -> tuple[int, int]:
    skip(stream, 3)
    if take(stream, 3) != b"\x9d\x01\x2a":
        raise NotAPicture
    return _little(stream, 2) & 0x3FFF, _little(stream, 2) & 0x3FFF


def _little(stream: BinaryIO, count: int) -> int:
    return int.from_bytes(take(stream, count), "little")
