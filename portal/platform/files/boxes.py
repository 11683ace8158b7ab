"""The size of a HEIC or AVIF picture from its boxes (ISO/IEC 14496-12, properties as in ISO/IEC 23008-12)."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from portal.platform.files.reading import number, skip, take
from portal.platform.files.rules import Kind, NotAPicture

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_SHARED_BRANDS = frozenset({b"mif1", b"msf1"})
_FIRST_BRANDS = _HEIC_BRANDS | _AVIF_BRANDS | _SHARED_BRANDS
_MOST_BOXES = 1000
_MOST_META = 1_000_000
_MOST_BRANDS = 256
_SHORT, _LONG = 8, 16


def kind(stream: BinaryIO) -> Kind:
    """HEIC or AVIF, by the brands in the first box; raises `NotAPicture` for any other family member (a film)."""
    length = number(stream, 4)
    if take(stream, 4) != b"ftyp" or not _LONG <= length <= _MOST_BRANDS:
        raise NotAPicture
    body = take(stream, length - _SHORT)
    if body[:4] not in _FIRST_BRANDS:
        raise NotAPicture
    brands = {body[at : at + 4] for at in range(0, len(body), 4)}
    if brands & _AVIF_BRANDS:
        return Kind.AVIF
    if brands & _HEIC_BRANDS:
        return Kind.HEIC
    raise NotAPicture


def size(stream: BinaryIO) -> tuple[int, int]:
    """Width and height of the largest picture described after the first box.

    A phone's photo is a grid of tiles with a thumbnail beside it; the largest is the whole.
    """
    meta = io.BytesIO(_child(stream, b"meta"))
    skip(meta, 4)
    properties = io.BytesIO(_child(io.BytesIO(_child(meta, b"iprp")), b"ipco"))
    extents = [_extent(body) for body in _children(properties, b"ispe")]
    if not extents:
        raise NotAPicture
    return max(extents, key=lambda extent: extent[0] * extent[1])


def _extent(body: bytes) -> tuple[int, int]:
    fields = io.BytesIO(body)
    skip(fields, 4)
    return number(fields, 4), number(fields, 4)


def _child(stream: BinaryIO, name: bytes) -> bytes:
    for body in _children(stream, name):
        return body
    raise NotAPicture


def _children(stream: BinaryIO, name: bytes) -> Iterator[bytes]:
    """The bodies of the boxes called `name` from here to the end of `stream`; all others are passed over."""
    for _ in range(_MOST_BOXES):
        head = stream.read(_SHORT)
        if len(head) < _SHORT:
            return
        length = int.from_bytes(head[:4], "big")
        body = number(stream, 8) - _LONG if length == 1 else length - _SHORT
        if head[4:] == name:
            yield _body(stream, body)
        else:
            skip(stream, body)


def _body(stream: BinaryIO, length: int) -> bytes:
    if not 0 <= length <= _MOST_META:
        raise NotAPicture
    return take(stream, length)
