"""A page that is compressed once and gets a fresh token in every answer.

The text around each token is deflated beforehand and ends in a full flush, after which nothing refers back; the token
goes between as a stored block (RFC 1951, 3.2.4). So an answer costs a checksum instead of a compression, and a token
never shares a compression context with anything (BREACH).
"""

import struct
import zlib
from dataclasses import dataclass

from flask import Response, request

GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
LEVEL = 9
RAW_DEFLATE = -15
MOST_STORED = 65_535


@dataclass(frozen=True)
class SplicedPage:
    """The text between the tokens, as it is and deflated."""

    parts: tuple[bytes, ...]
    deflated: tuple[bytes, ...]

    @classmethod
    def of(cls, html: str, mark: str) -> "SplicedPage":
        """The page `html`, in which `mark` stands wherever the token goes."""
        parts = tuple(part.encode() for part in html.split(mark))
        packer = zlib.compressobj(LEVEL, zlib.DEFLATED, RAW_DEFLATE)
        packed = [packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH) for part in parts[:-1]]
        packed.append(packer.compress(parts[-1]) + packer.flush(zlib.Z_FINISH))
        return cls(parts, tuple(packed))

    def plain(self, token: str) -> bytes:
        """The page with `token` (at most 65 535 bytes)."""
        return token.encode().join(self.parts)

    def gzipped(self, token: str) -> bytes:
        """The same page as a gzip file of one member."""
        plain = self.plain(token)
        end = struct.pack("<II", zlib.crc32(plain), len(plain) & 0xFFFFFFFF)
        return GZIP_HEADER + _stored(token.encode()).join(self.deflated) + end

    def answer(self, token: str) -> Response:
        """The page as an answer to this request, compressed where the browser takes it."""
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            return Response(self.plain(token), content_type="text/html; charset=utf-8")
        packed = Response(self.gzipped(token), content_type="text/html; charset=utf-8")
        packed.headers["Content-Encoding"] = "gzip"
        packed.headers["Vary"] = "Accept-Encoding"
        return packed


def _stored(data: bytes) -> bytes:
    return b"\x00" + struct.pack("<HH", len(data), len(data) ^ 0xFFFF) + data
