"""A full disk is the server's fault: it is said so, whole pieces stay, and nothing half is left."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.courses.films.making import SOURCE, Making
from portal.courses.films.refusing import ServerFault
from portal.courses.rules.reasons import FilmReason
from tests.factories.films import source_film

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return source_film(tmp_path_factory.mktemp("film") / "film.mp4", seconds=12, size="640x360")


def made_on_a_disk_of(size: int, film: Path, folder: Path) -> list[str]:
    """What the work says on a disk of so many bytes."""
    script = [sys.executable, str(Path(__file__).with_name("on_a_small_disk.py")), str(film), str(folder), str(size)]
    apart = ["unshare", "--user", "--map-root-user", "--mount", *script]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(apart, check=True, capture_output=True, text=True, env=environ).stdout.splitlines()


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3])
def test_a_disk_that_fills_on_the_way_keeps_what_is_whole_and_nothing_else(
    share: float, film: Path, tmp_path: Path
) -> None:
    said = made_on_a_disk_of(round(film.stat().st_size * (1 + share)), film, tmp_path)
    done = [line.removeprefix("done ") for line in said if line.startswith("done ")]
    assert "fault disk" in said
    assert "join" not in done
    names = {"plan": "plan.json", "sound": "audio.m4a"}
    assert set(said[-1].split()[1:]) - {"240.ffconcat", "360.ffconcat"} == {
        SOURCE,
        *(names.get(step, step) for step in done),
    }


def test_the_same_film_is_made_where_there_is_room(film: Path, tmp_path: Path) -> None:
    said = made_on_a_disk_of(200_000_000, film, tmp_path)
    assert "done join" in said
    assert not [line for line in said if line.startswith("fault")]


def test_a_film_leaves_room_for_the_rest_of_the_portal(film: Path, tmp_path: Path) -> None:
    (tmp_path / SOURCE).write_bytes(film.read_bytes())
    step = next(Making(tmp_path, reserve=1 << 60).steps())
    with pytest.raises(ServerFault) as caught:
        step.do()
    assert caught.value.reason is FilmReason.DISK
    assert [path.name for path in tmp_path.iterdir()] == [SOURCE]
