"""Photos as a phone takes them: twelve megapixels, grainy, turned, with its position in them."""

import functools
import random
from pathlib import Path

from PIL import Image, ImageFilter

from tests.factories.pictures import XMP, encoded, exif, four_colours

TWELVE_MEGAPIXELS = (4000, 3000)


@functools.cache
def camera_photo(quality: int = 93) -> bytes:
    """A JPEG of 12 megapixels and about 4 MB, lying on its side, that says where it was taken."""
    wide, high = TWELVE_MEGAPIXELS
    picture = four_colours(wide, high).filter(ImageFilter.GaussianBlur(8))
    return encoded(
        Image.blend(picture, _grain(wide, high), 0.24).transpose(Image.Transpose.ROTATE_90),
        quality=quality,
        exif=exif(6),
        xmp=XMP,
        comment=b"hidden comment of Anna",
    )


def _grain(wide: int, high: int) -> Image.Image:
    """What a sensor adds, the same in every run."""
    dice = random.Random(12)  # noqa: S311 (a drawing)
    small = Image.frombytes("RGB", (wide // 4, high // 4), dice.randbytes(wide * high // 16 * 3))
    return small.resize((wide, high), Image.Resampling.BICUBIC)


def camera_file(folder: Path) -> Path:
    """The photo as a file, as the phone's gallery hands it over."""
    file = folder / "IMG_20261122_1614.jpg"
    file.write_bytes(camera_photo())
    return file


def oversized_file(folder: Path) -> Path:
    """A file of 13 MB that says it is a JPEG."""
    file = folder / "IMG_20261122_1615.jpg"
    file.write_bytes(camera_photo() + bytes(13_000_000 - len(camera_photo())))
    return file
