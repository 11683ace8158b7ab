"""The header check: right about every kind, cheap and calm about everything else."""

import io
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from portal.platform.files.rules import Kind, NotAPicture, PhotoRefused, Reason, TooLarge
from portal.platform.files.sniff import Picture, look
from tests.factories.pictures import encoded, four_colours, jpeg, phone_jpeg, png_header

SAMPLES = Path(__file__).parent / "samples"


def made(kind: str, **options: object) -> bytes:
    return encoded(four_colours(), kind, **options)


AVIF_START = b"\x00\x00\x00\x14ftypavif\x00\x00\x00\x00avif"

GOOD = {
    "jpeg": (jpeg(), Kind.JPEG),
    "progressive jpeg": (made("JPEG", progressive=True), Kind.JPEG),
    "jpeg with everything before the frame": (phone_jpeg(1), Kind.JPEG),
    "png": (made("PNG"), Kind.PNG),
    "lossy webp": (made("WEBP"), Kind.WEBP),
    "lossless webp": (made("WEBP", lossless=True), Kind.WEBP),
    "extended webp": (made("WEBP", exif=b"Exif\x00\x00II*\x00"), Kind.WEBP),
    "animated webp": (made("WEBP", save_all=True, append_images=[Image.new("RGB", (96, 64))]), Kind.WEBP),
    "animated png": (made("PNG", save_all=True, append_images=[Image.new("RGB", (96, 64))]), Kind.PNG),
    "avif": (made("AVIF"), Kind.AVIF),
    "heic": ((SAMPLES / "plain.heic").read_bytes(), Kind.HEIC),
    "heic of a phone": ((SAMPLES / "phone.heic").read_bytes(), Kind.HEIC),
}

BAD = {
    "nothing": b"",
    "gif": made("GIF"),
    "gif that is also a page": made("GIF") + b"<html><script>alert(1)</script>",
    "tiff": made("TIFF"),
    "bmp": made("BMP"),
    "jpeg 2000": b"\x00\x00\x00\x0cjP  \r\n\x87\n",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "pdf": b"%PDF-1.7\n",
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n",
    "zip": b"PK\x03\x04" + bytes(40),
    "html": b"<!doctype html><title>x</title>",
    "mp4": b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42" + bytes(40),
    "jpeg without a frame": b"\xff\xd8\xff\xd9",
    "jpeg of nothing but fill": b"\xff\xd8" + b"\xff" * 5000,
    "jpeg with a backward length": b"\xff\xd8\xff\xe1\x00\x01" + bytes(40),
    "jpeg of endless segments": b"\xff\xd8" + b"\xff\xe1\x00\x02" * 500_000,
    "lossless jpeg": b"\xff\xd8\xff\xc3\x00\x0b\x08\x00\x10\x00\x10\x01\x01\x11\x00",
    "jpeg without height": b"\xff\xd8\xff\xc0\x00\x0b\x08\x00\x00\x00\x10\x01\x01\x11\x00",
    "png without its header": b"\x89PNG\r\n\x1a\n" + bytes(40),
    "empty png": png_header(0, 10),
    "webp of an unknown kind": b"RIFF\x20\x00\x00\x00WEBPVP9 " + bytes(40),
    "avif without a picture": AVIF_START,
    "avif with a box of all sizes": AVIF_START + b"\x00\x00\x00\x01mdat" + b"\xff" * 16,
    "avif with a box of no size": AVIF_START + bytes(800),
}

LARGE = {
    "png bomb": png_header(30_000, 30_000, bytes(1000)),
    "png of one long line": png_header(1, 500_000_000),
    "png longer than a panorama": png_header(20_001, 1),
    "jpeg": b"\xff\xd8\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x01\x01\x11\x00",
    "webp": b"RIFF\x20\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00" + bytes(4) + b"\xff\xff\xff" * 2,
    "avif": made("AVIF").replace(struct.pack(">II", 96, 64), struct.pack(">II", 65_535, 65_535)),
}


@pytest.mark.parametrize("name", GOOD)
def test_every_kind_that_a_phone_makes_is_known_with_its_size(name: str) -> None:
    raw, kind = GOOD[name]
    assert look(raw) == Picture(kind, 96, 64)


@pytest.mark.parametrize("name", BAD)
def test_everything_else_is_refused_as_no_picture(name: str) -> None:
    with pytest.raises(NotAPicture) as refused:
        look(BAD[name])
    assert refused.value.reason is Reason.NOT_A_PICTURE


@pytest.mark.parametrize("name", LARGE)
def test_a_bomb_is_refused_by_what_its_header_says(name: str) -> None:
    with pytest.raises(TooLarge) as refused:
        look(LARGE[name])
    assert refused.value.reason is Reason.TOO_MANY_PIXELS


def test_the_largest_photo_of_a_phone_is_let_in() -> None:
    assert look(png_header(8160, 6120)).width == 8160


def test_a_stream_is_left_at_its_start() -> None:
    stream = io.BytesIO(jpeg())
    stream.seek(50)
    look(stream)
    assert stream.tell() == 0


class Counting(io.BytesIO):
    """A stream that knows how often and how much was read of it."""

    reads = 0
    bytes_read = 0

    def read(self, size: int | None = -1, /) -> bytes:
        taken = super().read(size)
        self.reads += 1
        self.bytes_read += len(taken)
        return taken


def test_only_the_header_of_a_large_file_is_read() -> None:
    stream = Counting(jpeg() + bytes(10_000_000))
    look(stream)
    assert stream.bytes_read < 500


@pytest.mark.parametrize(
    "worst",
    [
        b"\xff\xd8" + (b"\xff" * 16 + b"\xe1\x00\x02") * 500_000,
        b"\xff\xd8" + b"\xff\x01" * 5_000_000,
        AVIF_START + b"\x00\x00\x00\x08free" * 1_000_000,
    ],
    ids=["segments behind fill bytes", "markers without length", "empty boxes"],
)
def test_the_most_tedious_header_is_given_up_on(worst: bytes) -> None:
    stream = Counting(worst)
    with pytest.raises(NotAPicture):
        look(stream)
    assert stream.reads < 20_000


STARTS = [raw[:length] for raw, _ in GOOD.values() for length in (4, 12, 24, 40)]


@given(st.one_of(st.binary(max_size=400), st.builds(bytes.__add__, st.sampled_from(STARTS), st.binary(max_size=200))))
def test_no_bytes_raise_anything_but_a_refusal(raw: bytes) -> None:
    try:
        look(raw)
    except PhotoRefused:
        return


@given(st.sampled_from([raw for raw, _ in GOOD.values()]), st.data())
def test_a_damaged_picture_raises_nothing_but_a_refusal(raw: bytes, data: st.DataObject) -> None:
    damaged = bytearray(raw)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, min(len(raw), 600) - 1))] = data.draw(st.integers(0, 255))
    try:
        look(bytes(damaged[: data.draw(st.integers(0, len(raw)))]))
    except PhotoRefused:
        return
