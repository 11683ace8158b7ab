"""How to make one of each kind of photo, with what a phone hides in it."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw

RED, GREEN, BLUE, YELLOW = (200, 30, 30), (30, 160, 60), (30, 60, 200), (230, 220, 60)
CORNERS = (RED, GREEN, BLUE, YELLOW)
"""Top left, top right, bottom left, bottom right."""

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><creator>Anna Andersson</creator></x:xmpmeta>'
SECRETS = (b"Anna", b"SN12345", b"Exif", b"GPS", b"xmpmeta", b"hidden comment")
TURNS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera that notes an orientation has turned the pixels it stores."""


def four_colours(width: int = 96, height: int = 64) -> Image.Image:
    """A picture whose corners tell which way up it is."""
    image = Image.new("RGB", (width, height), RED)
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 2, 0, width, height // 2 - 1), fill=GREEN)
    draw.rectangle((0, height // 2, width // 2 - 1, height), fill=BLUE)
    draw.rectangle((width // 2, height // 2, width, height), fill=YELLOW)
    return image


def encoded(image: Image.Image, name: str = "JPEG", **options: Any) -> bytes:
    """The image as a file of the format called `name`."""
    saved = io.BytesIO()
    image.save(saved, name, **options)
    return saved.getvalue()


def jpeg(width: int = 96, height: int = 64) -> bytes:
    """A plain JPEG."""
    return encoded(four_colours(width, height), quality=95)


def exif(orientation: int = 1) -> Image.Exif:
    """What a phone writes: where, whose, which camera, which way up."""
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = "Phone"
    tags[0x013B] = "Anna Andersson"
    tags.get_ifd(0x8769).update({0xA430: "Anna Andersson", 0xA431: "SN12345"})
    tags.get_ifd(0x8825).update({1: "N", 2: (56.0, 39.0, 48.0), 3: "E", 4: (16.0, 21.0, 24.0)})
    return tags


def phone_jpeg(orientation: int = 6, width: int = 96, height: int = 64) -> bytes:
    """A JPEG that, turned upright, is `four_colours(width, height)`, and is full of what must not be kept."""
    image = four_colours(width, height)
    turn = TURNS[orientation]
    stored = image if turn is None else image.transpose(turn)
    return encoded(stored, quality=95, exif=exif(orientation), xmp=XMP, comment=b"hidden comment of Anna")


def png_header(width: int, height: int, content: bytes = b"") -> bytes:
    """A PNG that claims any size it likes, followed by `content`."""
    ihdr = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d" + ihdr + struct.pack(">I", zlib.crc32(ihdr)) + content
