"""The boxes of an MP4 (ISO/IEC 14496-12): is a file whole, what does it say of itself, which codecs."""

import struct
from collections.abc import Iterator
from pathlib import Path

_HEAD, _LONG = struct.Struct(">I4s"), struct.Struct(">Q")


def without_remarks(init: bytes) -> bytes:
    """The beginning of a segmented MP4 without the box in which programs write who they are (`moov/udta`)."""
    return b"".join(
        _box(kind, _children(body)) if kind == b"moov" else _box(kind, body) for kind, body in _boxes(init)
    )


def codecs(init: bytes) -> str:
    """The codecs of a segmented MP4 of H.264 and AAC-LC as a playlist names them (RFC 6381)."""
    at = init.find(b"avcC")
    picture = f"avc1.{init[at + 5 : at + 8].hex()}"
    return f"{picture},mp4a.40.2" if b"mp4a" in init else picture


def is_whole(path: Path) -> bool:
    """Whether the boxes of the file at `path` end where it ends; only their heads are read, however large it is."""
    size, at = path.stat().st_size, 0
    with path.open("rb") as file:
        while at < size:
            file.seek(at)
            length = _length(file.read(_HEAD.size + _LONG.size))
            if length < _HEAD.size:
                return False
            at += length
    return 0 < at == size


def _length(head: bytes) -> int:
    if len(head) < _HEAD.size:
        return 0
    length = int(_HEAD.unpack_from(head)[0])
    return int(_LONG.unpack_from(head, _HEAD.size)[0]) if length == 1 and len(head) > _HEAD.size else length


def _children(moov: bytes) -> bytes:
    return b"".join(_box(kind, body) for kind, body in _boxes(moov) if kind != b"udta")


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + _HEAD.size <= len(data):
        size, kind = _HEAD.unpack_from(data, at)
        if size < _HEAD.size:
            raise ValueError("a box without an end")
        yield kind, data[at + _HEAD.size : at + size]
        at += size


def _box(kind: bytes, body: bytes) -> bytes:
    return _HEAD.pack(_HEAD.size + len(body), kind) + body
