"""Photos as a phone takes them: twelve megapixels, grainy, turned, with its position in them."""

import io
import random
from pathlib import Path

from PIL import Image, ImageFilter

from portal.demo import pictures
from tests.factories.pictures import XMP, encoded, exif, four_colours

TWELVE_MEGAPIXELS = (4000, 3000)
QUALITY = 93


def camera_photo(scene: Image.Image | None = None) -> bytes:
    """A JPEG of 12 megapixels and about 4 MB, lying on its side, that says where it was taken.

    Without a `scene` its corners tell which way up it is.
    """
    wide, high = TWELVE_MEGAPIXELS
    drawn = scene or four_colours(wide, high)
    picture = drawn.resize(TWELVE_MEGAPIXELS, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(4))
    turned = Image.blend(picture, _grain(wide, high), 0.24 if scene is None else 0.06).transpose(
        Image.Transpose.ROTATE_90
    )
    return encoded(turned, quality=QUALITY, exif=exif(6), xmp=XMP, comment=b"hidden comment of Anna")


def swing() -> Image.Image:
    """What the reporter saw."""
    with Image.open(io.BytesIO(pictures.photo("broken", 1))) as picture:
        return picture.convert("RGB")


def _grain(wide: int, high: int) -> Image.Image:
    """What a sensor adds, the same in every run."""
    dice = random.Random(12)  # noqa: S311 (a drawing)
    small = Image.frombytes("RGB", (wide // 4, high // 4), dice.randbytes(wide * high // 16 * 3))
    return small.resize((wide, high), Image.Resampling.BICUBIC)


def camera_file(folder: Path, scene: Image.Image | None = None) -> Path:
    """The photo as a file, as the phone's gallery hands it over."""
    file = folder / "IMG_20261122_1614.jpg"
    file.write_bytes(camera_photo(scene))
    return file


def oversized_file(folder: Path) -> Path:
    """A file of 13 MB that says it is a JPEG."""
    photo = camera_photo()
    file = folder / "IMG_20261122_1615.jpg"
    file.write_bytes(photo + bytes(13_000_000 - len(photo)))
    return file
