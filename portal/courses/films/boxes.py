"""The boxes of an MP4 (ISO/IEC 14496-12): taking the remarks out of a film's beginning, reading its codecs' names."""

import struct
from collections.abc import Iterator

_HEAD = struct.Struct(">I4s")


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
