"""Painting apart: a photo cannot take the worker, its keys, its time or another photo with it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from portal.platform.files.rules import Reason
from portal.platform.files.workshop import Interrupted, Unpaintable, Workshop
from tests.factories.pictures import encoded, jpeg, phone_jpeg

SAMPLES = Path(__file__).parent / "samples"
MISBEHAVING = "tests.platform.files.misbehaving_painter"


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop() as shop:
        yield shop


@pytest.fixture(scope="module")
def bad_workshop() -> Iterator[Workshop]:
    with Workshop(painter=MISBEHAVING) as shop:
        yield shop


def why(workshop: Workshop, raw: bytes) -> Reason:
    with pytest.raises(Unpaintable) as refused:
        workshop.repaint(raw)
    return refused.value.reason


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_every_kind_is_painted_without_opening_a_file(workshop: Workshop, kind: str) -> None:
    done = workshop.repaint(encoded(Image.new("RGB", (2000, 1000)), kind))
    assert (done.width, done.height, done.display[:2], done.thumb[:4]) == (1600, 800, b"\xff\xd8", b"RIFF")


def test_photos_of_phones_are_painted(workshop: Workshop) -> None:
    assert workshop.repaint(phone_jpeg()).width == 96
    assert workshop.repaint((SAMPLES / "phone.heic").read_bytes()).width == 64


def test_a_photo_with_a_colour_profile_is_painted(workshop: Workshop) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = profile.replace("sRGB".encode("utf-16-be"), "odd!".encode("utf-16-be"))
    assert workshop.repaint(encoded(Image.new("RGB", (96, 64)), icc_profile=profile)).width == 96


def test_a_large_upload_passes_whole(workshop: Workshop) -> None:
    assert workshop.repaint(jpeg() + bytes(11_000_000)).width == 96


def test_a_broken_photo_is_named_so_and_the_next_one_is_painted(workshop: Workshop) -> None:
    assert why(workshop, jpeg()[:300]) is Reason.BROKEN
    assert why(workshop, b"") is Reason.BROKEN
    assert workshop.repaint(jpeg()).width == 96


def test_photos_from_several_threads_do_not_mix(workshop: Workshop) -> None:
    with ThreadPoolExecutor(4) as pool:
        sizes = list(pool.map(lambda width: workshop.repaint(jpeg(width, 64)).width, range(100, 116)))
    assert sizes == list(range(100, 116))


@pytest.mark.parametrize("deed", [b"file", b"socket"])
def test_a_decoder_taken_over_opens_neither_file_nor_socket(bad_workshop: Workshop, deed: bytes) -> None:
    assert why(bad_workshop, deed) is Reason.BROKEN


def test_it_sees_no_setting_of_ours(bad_workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET_KEY", "secret")
    with Workshop(painter=MISBEHAVING) as shop:
        assert b"PORTAL" not in shop.repaint(b"environment").display


def test_it_meets_one_photo_only(bad_workshop: Workshop) -> None:
    assert bad_workshop.repaint(b"process").display != bad_workshop.repaint(b"process").display


def test_memory_and_time_are_bounded(bad_workshop: Workshop) -> None:
    assert why(bad_workshop, b"memory") is Reason.TOO_HEAVY
    assert why(bad_workshop, b"spin") is Reason.TOO_HEAVY


def test_one_that_never_answers_is_stopped() -> None:
    with Workshop(seconds=2, painter=MISBEHAVING) as shop:
        assert why(shop, b"sleep") is Reason.TOO_HEAVY
        assert shop.repaint(b"process").width == 1


def test_a_crash_is_the_photos_doing_and_the_next_one_is_painted(bad_workshop: Workshop) -> None:
    assert why(bad_workshop, b"crash") is Reason.BROKEN
    assert bad_workshop.repaint(b"process").width == 1


def test_a_kill_by_the_machine_is_not_held_against_the_photo(bad_workshop: Workshop) -> None:
    with pytest.raises(Interrupted):
        bad_workshop.repaint(b"killed")
    assert bad_workshop.repaint(b"process").width == 1


def test_a_painter_that_does_not_start_is_not_held_against_the_photo() -> None:
    with Workshop(painter="portal.platform.files.rules") as shop, pytest.raises(Interrupted):
        shop.repaint(jpeg())


def test_closing_twice_is_harmless_and_the_next_photo_starts_anew() -> None:
    shop = Workshop(painter=MISBEHAVING)
    shop.close()
    first = shop.repaint(b"process").display
    shop.close()
    shop.close()
    assert shop.repaint(b"process").display != first
    shop.close()
