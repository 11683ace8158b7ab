"""Thumbnails, apart from the decoders of photos: the process that paints pages does not need those."""

import io

from PIL import Image
from PIL.Image import Resampling

from portal.platform.files.rules import MOST_THUMB_BYTES, THUMB_SIDE

_QUALITIES = (70, 50, 30, 15, 5, 0)


def thumb(painted: Image.Image) -> bytes:
    """The middle square as WebP; sharpness gives way until it is small enough for a page of many."""
    side = min(painted.size)
    left, top = (painted.width - side) // 2, (painted.height - side) // 2
    square = painted.resize(
        (THUMB_SIDE, THUMB_SIDE), Resampling.BICUBIC, (left, top, left + side, top + side), reducing_gap=2.0
    )
    for quality in _QUALITIES:
        saved = io.BytesIO()
        square.save(saved, "WEBP", quality=quality)
        if saved.tell() <= MOST_THUMB_BYTES:
            break
    return saved.getvalue()
