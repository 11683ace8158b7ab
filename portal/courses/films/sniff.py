"""What a file is by its first bytes; its name says nothing.

Three families are taken, each opened with a demuxer that is named and no other, so that no file can choose how it is
read: MP4 and QuickTime, Matroska and WebM, MPEG transport streams (cameras).
"""

import re
from enum import StrEnum
from pathlib import Path

from portal.courses.films.refusing import FilmRefused
from portal.courses.rules.reasons import FilmReason

HEAD = 4096
_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_EBML = b"\x1a\x45\xdf\xa3"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"8BPS", b"\0\0\1\0")
_STILL_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1")
_PACKET, _PACKETS = 188, 5


class Container(StrEnum):
    """How a film is packed; the value is the name of ffmpeg's demuxer."""

    MP4 = "mov"
    MATROSKA = "matroska"
    TRANSPORT = "mpegts"


def container_of(path: Path) -> Container:
    """How the film at `path` is packed; raises `FilmRefused` with the best reason for what is no film."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise FilmRefused(FilmReason.EMPTY)
    if head[4:8] in _BOXES and head[8:12] not in _STILL_BRANDS:
        return Container.MP4
    if head.startswith(_EBML):
        return Container.MATROSKA
    if _is_transport(head):
        return Container.TRANSPORT
    raise FilmRefused(_what_else(head))


def _is_transport(head: bytes) -> bool:
    """Whether 0x47 begins every packet: of 188 bytes, or of 192 with a time before each (ISO/IEC 13818-1, AVCHD)."""
    return any(
        all(head[first + number * length : first + number * length + 1] == b"\x47" for number in range(_PACKETS))
        for first, length in ((0, _PACKET), (4, _PACKET + 4))
    )


def _what_else(head: bytes) -> FilmReason:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith((b"#extm3u", b"ffconcat", b"[playlist]", b"<smil", b"<asx")) or re.match(rb"file\s+\S", text):
        return FilmReason.PLAYLIST
    is_svg = text.startswith(b"<") and b"<svg" in text
    is_webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    is_still = head[4:8] == b"ftyp" and head[8:12] in _STILL_BRANDS
    if is_svg or is_webp or is_still or head.startswith(_PICTURES):
        return FilmReason.PICTURE
    return FilmReason.PLAYLIST if b"<mpd" in text else FilmReason.NOT_A_FILM
