"""What is kept of a photo: upright, small, in the right colours, and nothing of the file it came from."""

import io
import json
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageCms, UnidentifiedImageError

from portal.platform.files.painting import Repainted
from portal.platform.files.reencode import fit, repaint
from portal.platform.files.rules import MOST_THUMB_BYTES, PhotoRefused
from tests.factories.pictures import (
    BLUE,
    CORNERS,
    GREEN,
    RED,
    SECRETS,
    TURNS,
    YELLOW,
    encoded,
    exif,
    four_colours,
    jpeg,
    phone_jpeg,
    png_header,
)

SAMPLES = Path(__file__).parent / "samples"


def opened(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        return image


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    right, bottom = image.width - 6, image.height - 6
    places = ((5, 5), (right, 5), (5, bottom), (right, bottom))
    return [tuple(image.convert("RGB").getpixel(place)) for place in places]  # type: ignore[arg-type]


def assert_corners(done: Repainted, expected: tuple[tuple[int, int, int], ...] = CORNERS) -> None:
    for found, wanted in zip(corners(opened(done.display)), expected, strict=True):
        assert max(abs(a - b) for a, b in zip(found, wanted, strict=True)) < 16


def segments(content: bytes) -> list[int]:
    """The markers of a JPEG up to its scan."""
    found, at = [], 2
    while content[at + 1] != 0xDA:
        found.append(content[at + 1])
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return found


@pytest.mark.parametrize("orientation", TURNS)
def test_a_photo_is_upright_whichever_way_the_phone_was_held(orientation: int) -> None:
    done = repaint(phone_jpeg(orientation))
    assert (done.width, done.height) == (96, 64)
    assert_corners(done)


def test_nothing_personal_is_left_in_a_jpeg() -> None:
    raw = phone_jpeg()
    assert all(secret in raw for secret in SECRETS if secret != b"GPS")
    done = repaint(raw)
    assert not [secret for secret in SECRETS if secret in done.display + done.thumb]
    assert set(segments(done.display)) <= {0xE0, 0xDB, 0xC0, 0xC4}


def test_nothing_personal_is_left_of_text_in_a_png() -> None:
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415

    info = PngInfo()
    info.add_text("Author", "Anna Andersson")
    info.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>Anna</x:xmpmeta>", zip=True)
    done = repaint(encoded(four_colours(), "PNG", pnginfo=info, exif=exif()))
    assert not [secret for secret in SECRETS if secret in done.display + done.thumb]


def test_exiftool_finds_only_the_shape_of_the_picture(tmp_path: Path) -> None:
    source = tmp_path / "source.jpg"
    source.write_bytes(phone_jpeg())
    small = tmp_path / "small.jpg"
    small.write_bytes(jpeg(32, 32))
    tags = ["-IPTC:By-line=Anna", f"-ThumbnailImage<={small}", "-XMP:CreatorTool=Anna", "-MakerNoteUnknownText=Anna"]
    exiftool("-q", "-m", "-overwrite_original", *tags, str(source))
    assert {"ThumbnailImage", "SerialNumber", "GPSPosition", "By-line"} <= described(source).keys()
    done = repaint(source.read_bytes())
    for name, content in (("display.jpg", done.display), ("thumb.webp", done.thumb)):
        kept = tmp_path / name
        kept.write_bytes(content)
        assert described(kept).keys() <= SHAPE


SHAPE = {
    *("SourceFile", "ExifToolVersion", "FileName", "Directory", "FileSize", "FileModifyDate", "FileAccessDate"),
    *("FileInodeChangeDate", "FilePermissions", "FileType", "FileTypeExtension", "MIMEType", "ImageWidth"),
    *("ImageHeight", "ImageSize", "Megapixels", "EncodingProcess", "BitsPerSample", "ColorComponents"),
    *("YCbCrSubSampling", "JFIFVersion", "ResolutionUnit", "XResolution", "YResolution", "VP8Version"),
    *("HorizontalScale", "VerticalScale"),
}


def exiftool(*arguments: str) -> str:
    return subprocess.run(["exiftool", *arguments], check=True, capture_output=True, text=True, timeout=30).stdout


def described(path: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(exiftool("-j", str(path)))[0]
    return found


def test_a_heic_of_a_phone_is_turned_once_and_stripped() -> None:
    done = repaint((SAMPLES / "phone.heic").read_bytes())
    assert (done.width, done.height) == (64, 96)
    assert_corners(done, (BLUE, RED, YELLOW, GREEN))
    assert not [secret for secret in SECRETS if secret in done.display + done.thumb]


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_the_other_kinds_are_upright_and_stripped_too(kind: str) -> None:
    stored = four_colours().transpose(Image.Transpose.ROTATE_90)
    done = repaint(encoded(stored, kind, exif=exif(6), quality=95))
    assert_corners(done)
    assert not [secret for secret in SECRETS if secret in done.display + done.thumb]


def test_a_large_photo_is_made_small_in_its_own_shape() -> None:
    done = repaint(jpeg(4000, 3000))
    assert (done.width, done.height) == (1600, 1200) == opened(done.display).size
    assert_corners(done)


def test_a_small_photo_stays_as_small_as_it_is() -> None:
    for size in ((3, 2), (1, 1)):
        done = repaint(encoded(Image.new("RGB", size)))
        assert (done.width, done.height) == size


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [(4000, 3000, (1600, 1200)), (3000, 4000, (1200, 1600)), (20_000, 1, (1600, 1)), (10, 20, (10, 20))],
)
def test_a_size_is_fitted_without_changing_its_shape(width: int, height: int, expected: tuple[int, int]) -> None:
    assert fit(width, height, 1600) == expected


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "1", "CMYK", "I;16"])
def test_every_way_of_storing_colours_ends_as_a_plain_picture(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    grey = Image.new("L", (96, 64), 128)
    source = grey.convert("I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else grey
    done = opened(repaint(encoded(source if mode == "I;16" else source.convert(mode), kind)).display)
    middle = done.getpixel((48, 32))
    assert done.mode == "RGB"
    assert isinstance(middle, tuple)
    assert mode == "1" or all(abs(value - 128) < 8 for value in middle)


def test_what_was_transparent_is_paper() -> None:
    layer = four_colours().convert("RGBA")
    layer.paste((0, 0, 0, 0), (0, 0, 48, 32))
    assert_corners(repaint(encoded(layer, "PNG")), ((255, 255, 255), *CORNERS[1:]))
    palette = Image.new("P", (96, 64), 0)
    palette.putpalette([0, 0, 0, 200, 30, 30])
    assert_corners(repaint(encoded(palette, "PNG", transparency=0)), ((255, 255, 255),) * 4)


def test_colours_are_turned_into_srgb_and_the_profile_is_gone() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for embedded in (profile, srgb, b"no profile at all", bytes(2000)):
        done = repaint(encoded(four_colours(), "JPEG", quality=95, icc_profile=embedded))
        assert_corners(done)
        assert "icc_profile" not in opened(done.display).info


def test_a_wide_gamut_is_really_converted() -> None:
    done = repaint(encoded(Image.new("RGB", (96, 64), RED), quality=95, icc_profile=red_and_green_swapped()))
    red, green, _ = corners(opened(done.display))[0]
    assert green > red


def red_and_green_swapped() -> bytes:
    """A profile in which the first channel is green: sRGB with the names of two primaries exchanged."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = profile.replace(b"rXYZ", b"....").replace(b"gXYZ", b"rXYZ").replace(b"....", b"gXYZ")
    return profile.replace("sRGB".encode("utf-16-be"), "odd!".encode("utf-16-be"))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_frame_is_kept(kind: str) -> None:
    moving = encoded(four_colours(), kind, save_all=True, append_images=[Image.new("RGB", (96, 64))], lossless=True)
    assert_corners(repaint(moving))


def test_the_thumbnail_is_square_and_small_even_of_pure_noise() -> None:
    noise = Image.merge("RGB", [Image.effect_noise((900, 1400), 200) for _ in range(3)])
    for raw in (encoded(noise, quality=95), jpeg(2000, 50)):
        thumb = repaint(raw).thumb
        assert opened(thumb).size == (112, 112)
        assert len(thumb) <= MOST_THUMB_BYTES


def test_what_trails_a_photo_is_lost() -> None:
    done = repaint(jpeg() + b"PK\x03\x04<script>alert(1)</script>")
    assert b"script" not in done.display + done.thumb


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's words about it
def test_exif_that_cannot_be_read_does_not_cost_the_photo() -> None:
    broken = b"Exif\x00\x00II*\x00\xff\xff\xff\x7f" + bytes(20)
    assert_corners(repaint(encoded(four_colours(), quality=95, exif=broken)))


def test_a_photo_that_was_cut_off_is_refused() -> None:
    whole = encoded(Image.effect_noise((600, 400), 90))
    with pytest.raises(OSError, match="truncated"):
        repaint(whole[: len(whole) // 2])


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n" + bytes(30), b"GIF89a", png_header(30_000, 30_000)])
def test_what_the_header_forbids_is_never_decoded(raw: bytes) -> None:
    with pytest.raises(PhotoRefused):
        repaint(raw)


def test_a_header_alone_is_no_photo() -> None:
    with pytest.raises((OSError, SyntaxError, UnidentifiedImageError)):
        repaint(png_header(100, 100))
