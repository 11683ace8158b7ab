"""Films of many kinds become what every browser plays: each file is asked of ffprobe, none trusted by its name."""

import io
import json
import subprocess
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from portal.courses.films.made import measured
from portal.courses.films.making import Making, make
from portal.courses.films.playlist import read_master, read_segments
from portal.courses.published import MadeFilm
from portal.courses.rules.ladder import SOUND_MOST_BITS
from tests.factories import odd_films
from tests.factories.films import source_film

KEY = "0" * 32
SECONDS = 14


def probe(path: Path, entries: str, *more: str) -> dict[str, Any]:
    asked = ["ffprobe", "-v", "error", "-show_entries", entries, "-of", "json", *more, str(path)]
    answer: dict[str, Any] = json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)
    return answer


def streams(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = probe(path, "stream=codec_type,codec_name,width,height,bit_rate,duration")[
        "streams"
    ]
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film of fourteen seconds on all four rungs, made in pieces of two segments."""
    work = tmp_path_factory.mktemp("work")
    source_film(work / "film.mp4", seconds=SECONDS)
    (work / "film.mp4").rename(work / "source")
    making = Making(work, piece_segments=2)
    for step in making.steps():
        step.do()
    return making.made


@pytest.fixture(scope="module")
def made(folder: Path) -> MadeFilm:
    return measured(folder, KEY)


def test_every_rung_is_there_in_its_size_with_picture_and_sound(folder: Path, made: MadeFilm) -> None:
    assert [rung.height for rung in made.renditions] == [240, 360, 540, 720]
    for rung in made.renditions:
        found = streams(folder / str(rung.height) / "index.m3u8")
        assert [one["codec_name"] for one in found] == ["h264", "aac"]
        assert (found[0]["width"], found[0]["height"]) == (rung.width, rung.height)


def test_the_film_is_as_long_as_its_source_on_every_rung(folder: Path, made: MadeFilm) -> None:
    assert made.seconds == pytest.approx(SECONDS, abs=0.1)
    for rung in made.renditions:
        counted = probe(folder / f"{rung.height}/index.m3u8", "stream=nb_read_packets", "-count_packets")
        assert int(counted["streams"][0]["nb_read_packets"]) == SECONDS * 25


def test_segments_begin_with_a_key_picture_at_the_same_instants_on_all_rungs(folder: Path, made: MadeFilm) -> None:
    beginnings = [key_pictures(folder / f"{rung.height}/index.m3u8") for rung in made.renditions]
    assert beginnings[0] == [0.0, 4.0, 8.0, 12.0]
    assert all(one == beginnings[0] for one in beginnings)
    for rung in made.renditions:
        lengths = read_segments((folder / f"{rung.height}/index.m3u8").read_text()).seconds
        assert [round(seconds, 3) for seconds in lengths[:-1]] == [4.0, 4.0, 4.0]


def key_pictures(path: Path) -> list[float]:
    packets = probe(path, "packet=pts_time,flags", "-select_streams", "v")["packets"]
    keys = [float(one["pts_time"]) for one in packets if "K" in one["flags"]]
    return [round(instant - keys[0], 3) for instant in keys]


def test_no_picture_is_lost_or_doubled_where_pieces_meet(folder: Path) -> None:
    packets = probe(folder / "240.mp4", "packet=pts_time", "-select_streams", "v")["packets"]
    instants = sorted(float(one["pts_time"]) for one in packets)
    assert {round(b - a, 3) for a, b in pairwise(instants)} == {0.04}


def test_the_master_playlist_tells_the_truth(folder: Path, made: MadeFilm) -> None:
    variants = read_master((folder / "master.m3u8").read_text())
    for variant, rung in zip(variants, made.renditions, strict=True):
        assert (variant.width, variant.height) == (rung.width, rung.height)
        assert variant.codecs.startswith("avc1.")
        assert variant.codecs.endswith(",mp4a.40.2")
        segments = read_segments((folder / variant.uri).read_text())
        sizes = [(folder / str(rung.height) / name).stat().st_size for name in segments.names]
        peak = max(size * 8 / seconds for size, seconds in zip(sizes[:-1], segments.seconds, strict=False))
        assert variant.bandwidth >= peak * 0.99
        assert variant.average <= variant.bandwidth


def test_the_lowest_rung_and_the_sound_fit_a_poor_line(folder: Path, made: MadeFilm) -> None:
    lowest = read_master((folder / "master.m3u8").read_text())[0]
    assert lowest.bandwidth <= 250_000
    sound = streams(folder / "audio.m4a")
    assert [one["codec_name"] for one in sound] == ["aac"]
    assert int(sound[0]["bit_rate"]) <= SOUND_MOST_BITS
    assert float(sound[0]["duration"]) == pytest.approx(made.seconds, abs=0.1)


@pytest.mark.parametrize(("name", "height"), [("240.mp4", 240), ("360.mp4", 360)])
def test_files_that_play_as_they_are_begin_with_what_they_hold(folder: Path, name: str, height: int) -> None:
    raw = (folder / name).read_bytes()
    assert 0 < raw.find(b"moov") < raw.find(b"mdat")
    found = streams(folder / name)
    assert [one["codec_name"] for one in found] == ["h264", "aac"]
    assert found[0]["height"] == height


def test_poster_and_storyboard_show_the_film(folder: Path, made: MadeFilm) -> None:
    with Image.open(folder / "storyboard.jpg") as board:
        assert board.size == (1600, 90)
        assert not board.info.get("comment")
    assert (made.storyboard, made.storyboard_step) == (4, 4.0)
    assert len(made.poster) <= 4096
    with Image.open(io.BytesIO((folder / "poster.jpg").read_bytes())) as poster:
        assert poster.width >= 128
        assert len(poster.convert("RGB").getcolors(1 << 20) or ()) > 10


def made_of(source: Callable[[Path], Path], tmp_path: Path) -> tuple[Path, MadeFilm]:
    folder = make(source(tmp_path / "source.film"), tmp_path / "work")
    return folder, measured(folder, KEY)


def test_a_telephones_film_stands_up_and_says_nothing_of_where_it_was_made(tmp_path: Path) -> None:
    folder, made = made_of(odd_films.portrait, tmp_path)
    assert [(rung.width, rung.height) for rung in made.renditions] == [(136, 240), (202, 360)]
    for path in folder.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            assert not [word for word in (b"HEMLIG", b"56.66", b"Lavf", b"Lavc", b"x264") if word in raw]
    tags = probe(folder / "240.mp4", "format_tags:stream_tags")
    assert "title" not in json.dumps(tags)
    assert "rotate" not in json.dumps(tags)


def test_a_webm_of_odd_size_becomes_even(tmp_path: Path) -> None:
    folder, made = made_of(odd_films.in_webm, tmp_path)
    assert [(rung.width, rung.height) for rung in made.renditions] == [(408, 240)]
    assert made.seconds == pytest.approx(3.0, abs=0.1)
    assert probe(folder / "240.mp4", "stream=r_frame_rate", "-select_streams", "v")["streams"] == [
        {"r_frame_rate": "24/1"}
    ]


def test_a_broadcast_is_made_square_and_progressive(tmp_path: Path) -> None:
    folder, made = made_of(odd_films.in_transport, tmp_path)
    assert [(rung.width, rung.height) for rung in made.renditions] == [(426, 240)]
    found = probe(folder / "240.mp4", "stream=sample_aspect_ratio,field_order,r_frame_rate", "-select_streams", "v")
    assert found["streams"] == [{"sample_aspect_ratio": "1:1", "field_order": "progressive", "r_frame_rate": "25/1"}]


def test_a_film_without_sound_has_no_sound_and_can_still_be_watched(tmp_path: Path) -> None:
    folder, made = made_of(odd_films.silent, tmp_path)
    assert set(made.downloads) == {"240.mp4"}
    assert [one["codec_type"] for one in streams(folder / "240/index.m3u8")] == ["video"]
    assert "mp4a" not in (folder / "master.m3u8").read_text()


def test_a_film_with_time_codes_keeps_picture_and_sound_alone(tmp_path: Path) -> None:
    folder, _ = made_of(odd_films.with_data, tmp_path)
    assert [one["codec_type"] for one in streams(folder / "240.mp4")] == ["video", "audio"]


def test_a_recorded_screen_shows_each_picture_at_its_time_wherever_pieces_meet(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    odd_films.slides(tmp_path / "slides.mp4").rename(work / "source")
    making = Making(work, piece_segments=1)
    for step in making.steps():
        step.do()
    assert changes(work / "made/240.mp4") == [3.0, 6.0, 9.0]


def changes(path: Path) -> list[float]:
    """The seconds at which another picture is shown."""
    asked = ["ffmpeg", "-v", "info", "-i", str(path), "-vf", "select='gt(scene,0.1)',showinfo", "-f", "null", "-"]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stderr
    times = [float(line.split("pts_time:")[1].split()[0]) for line in said.splitlines() if "pts_time:" in line]
    return [round(time, 1) for time in times]


def test_another_ladder_may_be_asked_for(tmp_path: Path) -> None:
    folder = make(source_film(tmp_path / "film.mp4", seconds=2), tmp_path / "work", heights=(240, 540))
    assert [rung.height for rung in measured(folder, KEY).renditions] == [240, 540]


def test_the_rate_of_ntsc_is_kept_exactly(tmp_path: Path) -> None:
    folder, _ = made_of(odd_films.portrait, tmp_path)
    found = probe(folder / "240.mp4", "stream=avg_frame_rate", "-select_streams", "v")["streams"]
    assert Fraction(found[0]["avg_frame_rate"]) == Fraction(30000, 1001)
