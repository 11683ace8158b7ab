"""A folder of media is a film when every file that a player asks for is there, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.courses.films.made import MOST_POSTER_BYTES, measured
from portal.courses.films.playlist import Unsound
from portal.courses.published import MadeFilm, Rendition
from tests.factories.media import BOX, box, made_folder

KEY = "f" * 32
RUNG_BYTES = len(BOX) + 2 * 7008


def test_a_whole_folder_says_how_long_and_how_large_the_film_is(tmp_path: Path) -> None:
    made = measured(made_folder(tmp_path), KEY)
    assert made.key == KEY
    assert made.seconds == 8.0
    assert made.renditions == (
        Rendition(240, 426, RUNG_BYTES, RUNG_BYTES),
        Rendition(540, 960, RUNG_BYTES, RUNG_BYTES),
    )
    assert set(made.downloads) == {"240.mp4", "audio.m4a"}
    assert (made.poster, made.storyboard) == ("", 0)
    assert MadeFilm.read(made.written()) == made


def test_poster_and_storyboard_are_found(tmp_path: Path) -> None:
    made_folder(tmp_path)
    (tmp_path / "poster.jpg").write_bytes(b"\xff\xd8\xff" + b"p" * (MOST_POSTER_BYTES - 3))
    (tmp_path / "storyboard.jpg").write_bytes(b"\xff\xd8\xffboard")
    made = measured(tmp_path, KEY)
    assert made.poster.startswith("data:image/jpeg;base64,")
    assert len(made.poster) <= 4096
    assert (made.storyboard, made.storyboard_step) == (2, 4.0)


def write(name: str, content: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(content)


def remove(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).unlink()


def edit(name: str, old: str, new: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        text = (folder / name).read_text()
        assert old in text
        (folder / name).write_text(text.replace(old, new))

    return change


@pytest.mark.parametrize(
    "harm",
    [
        remove("master.m3u8"),
        remove("240/index.m3u8"),
        remove("240/init.mp4"),
        remove("540/001.m4s"),
        remove("240.mp4"),
        write("240/000.m4s", b""),
        write("240/999.m4s", b"more"),
        write("240/000.m4s", box(b"mdat", b"segment")[:-1]),
        write("240.mp4", BOX + b"mdat"),
        write("script.sh", b"#!/bin/sh"),
        write("audio.m4a", BOX + box(b"mdat", b"a" * 100_000)),
        write("audio.m4a", b"#EXTM3U"),
        write("poster.jpg", b"\xff\xd8\xff" + b"p" * 4000),
        write("storyboard.jpg", b"<svg/>"),
        write("master.m3u8", b"\xff\xfe"),
        write("master.m3u8", b"#EXTM3U\n"),
        edit("master.m3u8", "540/index.m3u8", "https://example.org/index.m3u8"),
        edit("240/index.m3u8", "001.m4s", "../../../etc/passwd"),
        edit("240/index.m3u8", "init.mp4", "../540/missing.mp4"),
        edit("240/index.m3u8", "#EXT-X-ENDLIST", ""),
        edit("240/index.m3u8", "#EXTINF:4.0", "#EXTINF:3.0"),
        edit("240/index.m3u8", "#EXTINF:4.0", "#EXTINF:four"),
        edit("master.m3u8", "RESOLUTION=426x240", "RESOLUTION=small"),
        lambda folder: (folder / "link.mp4").symlink_to("/etc/passwd"),
        lambda folder: (folder / "elsewhere").symlink_to("/etc"),
    ],
)
def test_a_folder_that_is_not_whole_or_holds_more_is_refused(harm: Callable[[Path], object], tmp_path: Path) -> None:
    harm(made_folder(tmp_path))
    with pytest.raises(Unsound):
        measured(tmp_path, KEY)
