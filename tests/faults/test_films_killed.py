"""A worker is killed with SIGKILL in the middle of a film: the next one goes on and does no whole piece again."""

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.core import clock
from portal.core.db import Database
from portal.core.settings import Settings
from portal.courses.films.folders import Folders
from portal.courses.films.made import measured
from portal.courses.models import Film
from portal.courses.rules.workflow import FilmState
from portal.courses.service import filming
from tests.factories.film_rows import a_film
from tests.factories.films import source_film

ROOT = Path(__file__).resolve().parents[2]
SECONDS, PIECES = 12, 3


@contextmanager
def worker(database: Database, folder: Path, notes: Path) -> Iterator[subprocess.Popen[bytes]]:
    url = database.url.render_as_string(hide_password=False)
    program = [sys.executable, "-W", "error", str(ROOT / "tests/faults/film_worker.py"), url, str(folder), str(notes)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(program, cwd=ROOT, env=environ, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until(truth: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not truth() and time.monotonic() < end:
        time.sleep(0.02)
    assert truth()


def lines(notes: Path) -> list[str]:
    return notes.read_text().splitlines() if notes.exists() else []


def state(database: Database, film_id: uuid.UUID) -> tuple[FilmState, int]:
    with database.read() as session:
        film = session.get_one(Film, film_id)
        return film.state, film.percent


def programs_in(folder: Path) -> list[int]:
    """The processes that work in `folder` or below."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").resolve().is_relative_to(folder):
                found.append(int(process.name))
        except OSError:
            continue
    return found


def test_a_killed_worker_loses_one_piece_and_nothing_else(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    folders, notes = Folders.below(settings.data_dir), tmp_path / "notes"
    with database.write() as session:
        film = a_film(session)
        folders.uploads.mkdir(parents=True)
        source_film(tmp_path / "film.mp4", seconds=SECONDS, size="426x240")
        shutil.move(tmp_path / "film.mp4", folders.upload(film.id))
        filming.received(session, film, now=clock.now())
        film_id = film.id
    for piece in ("piece-0001", "join"):
        with worker(database, settings.data_dir, notes) as victim:
            wait_until(lambda piece=piece: f"begun {piece}" in lines(notes))  # type: ignore[misc]
            victim.send_signal(signal.SIGKILL)
            victim.wait()
        wait_until(lambda: not programs_in(folders.works), 10)
        assert state(database, film_id)[0] is FilmState.ENCODING
        assert not folders.films.exists()
    with worker(database, settings.data_dir, notes):
        wait_until(lambda: state(database, film_id) == (FilmState.READY, 100))
        wait_until(lambda: not list(folders.works.iterdir()), 10)
    with database.read() as session:
        key = session.get_one(Film, film_id).key or ""
    assert measured(folders.film(key), key).seconds == SECONDS
    done = Counter(line for line in lines(notes) if line.startswith("done"))
    assert len(done) == PIECES + 3
    assert set(done.values()) == {1}
