"""The craft of painting a photo anew: small, upright, in sRGB, with nothing left of the file it came from.

Pixels are pasted into a new image before saving, because Pillow carries a JPEG comment (and a colour profile) from
the opened image into the saved one. A JPEG is decoded at a half, a quarter or an eighth straight away (`draft`),
for which both sides asked for must fit, so they are computed from the picture's own shape.

Runs in `painter`'s child process: decoders are where strangers' bytes reach deepest.
"""

import io

import pi_heif
from PIL import AvifImagePlugin, Image, ImageCms, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin
from PIL.Image import Resampling, Transpose

from portal.platform.files import sniff
from portal.platform.files.painting import Repainted
from portal.platform.files.rules import DISPLAY_QUALITY, DISPLAY_SIDE, MOST_PIXELS, Kind
from portal.platform.files.thumbs import thumb

_PAPER = (255, 255, 255)
_ORIENTATION = 0x0112
_MOST_PROFILE = 1_000_000
_UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
_FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP", Kind.HEIC: "HEIF", Kind.AVIF: "AVIF"}
_PLUGINS = (AvifImagePlugin, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin)
_SRGB = ImageCms.createProfile("sRGB")

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)


def repaint(raw: bytes) -> Repainted:
    """The first frame of `raw`, painted anew.

    Raises `PhotoRefused` for what the header already forbids and whatever a decoder raises for what is not sound.
    """
    kind = sniff.look(raw).kind
    with Image.open(io.BytesIO(raw), formats=[_FORMATS[kind]]) as opened:
        painted = _clean(_upright(_small(opened), opened))
    return Repainted(_display(painted), thumb(painted), painted.width, painted.height)


def fit(width: int, height: int, side: int) -> tuple[int, int]:
    """The largest size of the same shape with no side above `side`; never larger than it was, never empty."""
    longest = max(width, height, side)
    return max(1, round(width * side / longest)), max(1, round(height * side / longest))


def _small(opened: Image.Image) -> Image.Image:
    size = fit(*opened.size, DISPLAY_SIDE)
    opened.draft("RGB", size)
    opened.load()
    smooth = _smooth(opened)
    return smooth if smooth.size == size else smooth.resize(size, Resampling.BICUBIC, reducing_gap=2.0)


def _smooth(image: Image.Image) -> Image.Image:
    """The image in a mode that can be scaled: palettes become colours, 16 bits become 8."""
    if image.mode in {"P", "PA", "1"}:
        return image.convert("RGBA")
    if image.mode.startswith("I") or image.mode == "F":
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image


def _upright(image: Image.Image, opened: Image.Image) -> Image.Image:
    turn = _UPRIGHT.get(_orientation(opened))
    return image if turn is None else image.transpose(turn)


def _orientation(opened: Image.Image) -> int:
    try:
        return int(opened.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 – Exif that cannot be read says nothing; the picture itself may be sound
        return 1


def _clean(image: Image.Image) -> Image.Image:
    """The pixels alone, in sRGB, on paper where they were transparent."""
    canvas = Image.new("RGB", image.size, _PAPER)
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        canvas.paste(_in_srgb(layer.convert("RGB"), image.info.get("icc_profile")), mask=layer.getchannel("A"))
    else:
        canvas.paste(_in_srgb(image, image.info.get("icc_profile")))
    return canvas


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile or len(profile) > _MOST_PROFILE:
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(source):
            return image.convert("RGB")
        turned = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):  # a profile that says nothing usable
        return image.convert("RGB")
    return turned or image.convert("RGB")


def _display(painted: Image.Image) -> bytes:
    saved = io.BytesIO()
    painted.save(saved, "JPEG", quality=DISPLAY_QUALITY)
    return saved.getvalue()
