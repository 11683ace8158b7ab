"""The worker and films: from the upload to a film that is ready, refused or failed, and everything tidied."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from portal.core import clock
from portal.core.db import Database
from portal.core.feature import Job as JobKind
from portal.core.settings import Settings
from portal.courses import handlers
from portal.courses.feature import FEATURE
from portal.courses.films import tidying
from portal.courses.films.folders import Folders
from portal.courses.films.making import Making, Step
from portal.courses.films.refusing import Interrupted, ServerFault
from portal.courses.models import Film
from portal.courses.published import MadeFilm
from portal.courses.rules.reasons import FilmReason
from portal.courses.rules.workflow import FilmState
from portal.courses.service import filming
from portal.platform.jobs import enqueue
from portal.platform.jobs.models import Job, JobState
from portal.platform.jobs.worker import Worker
from tests.factories.film_rows import a_film
from tests.factories.films import source_film
from tests.factories.media import made_folder

TIDY = "courses.tidy-films"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film of six seconds in 240p: one rung, two segments."""
    return source_film(tmp_path_factory.mktemp("source") / "film.mp4", seconds=6, size="426x240")


@pytest.fixture
def folders(settings: Settings) -> Folders:
    return Folders.below(settings.data_dir)


def uploaded(database: Database, folders: Folders, source: Path) -> uuid.UUID:
    """The film whose upload has just been finished."""
    with database.write() as session:
        film = a_film(session)
        folders.uploads.mkdir(parents=True)
        shutil.copyfile(source, folders.upload(film.id))
        filming.received(session, film, now=clock.now())
        return film.id


def work(database: Database, settings: Settings, encode: Callable[..., None] = handlers.encode) -> int:
    """Let a worker do what is due; gives how many jobs it tried."""
    return Worker(database, settings, {filming.ENCODE: JobKind(encode, lane=filming.LANE)}).drain()


def film(database: Database, film_id: uuid.UUID) -> Film:
    with database.read() as session:
        return session.get_one(Film, film_id)


def left_over(folders: Folders) -> list[str]:
    """The names of everything below uploads and work."""
    return [path.name for folder in (folders.uploads, folders.works) if folder.exists() for path in folder.iterdir()]


def test_an_upload_becomes_a_film_and_leaves_nothing_else(
    database: Database, settings: Settings, folders: Folders, source: Path
) -> None:
    film_id = uploaded(database, folders, source)
    assert work(database, settings) == 1
    ready = film(database, film_id)
    assert (ready.state, ready.reason, ready.percent) == (FilmState.READY, None, 100)
    made = MadeFilm.read(ready.made or {})
    assert made.key == ready.key
    assert made.seconds == ready.seconds == pytest.approx(6.0, abs=0.1)
    assert [rung.height for rung in made.renditions] == [240]
    assert (folders.film(made.key) / "240/index.m3u8").is_file()
    assert left_over(folders) == []


def test_a_film_that_is_none_is_refused_with_its_reason_and_leaves_nothing(
    database: Database, settings: Settings, folders: Folders, tmp_path: Path
) -> None:
    (tmp_path / "film.mp4").write_text("#EXTM3U\nhttp://127.0.0.1/film.ts\n")
    film_id = uploaded(database, folders, tmp_path / "film.mp4")
    work(database, settings)
    refused = film(database, film_id)
    assert (refused.state, refused.reason) == (FilmState.REFUSED, FilmReason.PLAYLIST)
    assert left_over(folders) == []
    assert not folders.films.exists()


def test_an_upload_that_is_gone_is_refused(database: Database, settings: Settings, folders: Folders) -> None:
    with database.write() as session:
        lost = a_film(session)
        filming.received(session, lost, now=clock.now())
    work(database, settings)
    assert film(database, lost.id).reason == FilmReason.LOST


class Recorded(Making):
    """Makes pieces of one segment and writes down the steps it does; `fault` is raised in the step of that name."""

    def __init__(
        self, done: list[str], folder: Path, told: Callable[[int], None], faults: dict[str, Exception] | None = None
    ) -> None:
        super().__init__(folder, told, piece_segments=1)
        self._done = done
        self._faults = faults or {}

    def steps(self) -> Iterator[Step]:
        for step in super().steps():
            yield Step(step.name, partial(self._do, step))

    def _do(self, step: Step) -> None:
        if fault := self._faults.get(step.name):
            raise fault
        step.do()
        self._done.append(step.name)


STEPS = ["plan", "sound", "piece-0000", "piece-0001", "join"]


def test_a_long_film_is_done_by_several_jobs_and_no_step_twice(
    database: Database, settings: Settings, folders: Folders, source: Path
) -> None:
    film_id, done = uploaded(database, folders, source), list[str]()
    jobs = work(database, settings, partial(handlers.encode, make=partial(Recorded, done), budget=0.0))
    assert film(database, film_id).state is FilmState.READY
    assert done == STEPS
    assert jobs == len(STEPS) + 1


@pytest.mark.parametrize("reason", [FilmReason.DISK, FilmReason.NO_PROGRAM])
def test_after_a_fault_of_the_server_a_press_goes_on_where_it_stopped(
    database: Database, settings: Settings, folders: Folders, source: Path, reason: FilmReason
) -> None:
    film_id, done = uploaded(database, folders, source), list[str]()
    failing = partial(Recorded, done, faults={"piece-0001": ServerFault(reason)})
    work(database, settings, partial(handlers.encode, make=failing))
    failed = film(database, film_id)
    assert (failed.state, failed.reason) == (FilmState.FAILED, reason)
    assert not folders.films.exists()
    with database.write() as session:
        filming.encode_again(session, session.get_one(Film, film_id), now=clock.now())
    work(database, settings, partial(handlers.encode, make=partial(Recorded, done)))
    assert film(database, film_id).state is FilmState.READY
    assert done == STEPS


def test_a_program_that_is_lost_is_tried_again_and_in_the_end_the_film_has_failed(
    database: Database, settings: Settings, folders: Folders, source: Path
) -> None:
    film_id = uploaded(database, folders, source)
    lost = partial(Recorded, [], faults={"sound": Interrupted("killed")})
    encode = partial(handlers.encode, make=lost)
    worker = Worker(database, settings, {filming.ENCODE: JobKind(encode, lane=filming.LANE, attempts=2)})
    worker.drain()
    assert film(database, film_id).state is FilmState.ENCODING
    hurry(database)
    worker.drain()
    failed = film(database, film_id)
    assert (failed.state, failed.reason) == (FilmState.FAILED, FilmReason.PROGRAM)


def hurry(database: Database) -> None:
    """Let the pause before the next try be over."""
    with database.write() as session:
        session.execute(update(Job).values(run_at=clock.now() - timedelta(seconds=1)))


class Deleting(Making):
    """Deletes the film while it is worked on, before the first piece."""

    def __init__(self, database: Database, folder: Path, told: Callable[[int], None]) -> None:
        super().__init__(folder, told)
        self._database = database

    def steps(self) -> Iterator[Step]:
        for step in super().steps():
            if step.name == "piece-0000":
                with self._database.write() as session:
                    session.execute(delete(Film))
            yield step


def test_the_work_ends_when_the_film_is_deleted_and_nothing_is_left(
    database: Database, settings: Settings, folders: Folders, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers, "TELL_SECONDS", 0.0)
    uploaded(database, folders, source)
    work(database, settings, partial(handlers.encode, make=partial(Deleting, database)))
    assert left_over(folders) == []
    assert not folders.films.exists()
    with database.read() as session:
        assert [job.state for job in session.scalars(select(Job))] == [JobState.DONE]


def test_a_film_deleted_at_the_last_moment_leaves_nothing(
    database: Database, settings: Settings, folders: Folders, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploaded(database, folders, source)

    def keep(self: Folders, folder: Path, key: str) -> Path:
        with database.write() as session:
            session.execute(delete(Film))
        return whole(self, folder, key)

    whole = Folders.keep
    monkeypatch.setattr(Folders, "keep", keep)
    work(database, settings)
    assert left_over(folders) == []
    assert list(folders.films.iterdir()) == []


def test_a_new_upload_makes_the_old_job_leave(
    database: Database, settings: Settings, folders: Folders, source: Path
) -> None:
    film_id = uploaded(database, folders, source)
    with database.write() as session:
        filming.received(session, session.get_one(Film, film_id), now=clock.now())
    assert work(database, settings) == 2
    assert film(database, film_id).state is FilmState.READY
    assert len(list(folders.films.iterdir())) == 1


def test_a_worker_that_died_after_the_last_rename_is_followed_by_one_that_says_ready(
    database: Database, settings: Settings, folders: Folders, source: Path
) -> None:
    film_id = uploaded(database, folders, source)
    key = film(database, film_id).key or ""
    folders.keep(made_folder(folders.works / "made"), key)
    work(database, settings)
    assert film(database, film_id).state is FilmState.READY


def test_two_workers_never_work_on_the_same_film(
    database: Database, settings: Settings, folders: Folders, source: Path
) -> None:
    film_id = uploaded(database, folders, source)
    folder = folders.work(film(database, film_id).key or "")
    with handlers._alone(folder):
        work(database, settings)
    with database.read() as session:
        assert session.scalars(select(Job)).one().last_error == "TryLater busy"
    assert film(database, film_id).state is FilmState.ENCODING


def test_what_belongs_to_no_film_is_tidied_away_and_what_is_needed_stays(
    database: Database, settings: Settings, folders: Folders
) -> None:
    now, old = clock.now(), clock.now() - timedelta(days=2)
    with database.write() as session:
        resting, fresh, failed, ready = (
            a_film(session),
            a_film(session),
            a_film(session, FilmState.FAILED),
            a_film(session, FilmState.READY),
        )
        resting.changed_at, fresh.changed_at = old, now
        failed.key, ready.key = "a" * 32, "b" * 32
    paths = {
        folders.upload(resting.id): False,
        folders.upload(fresh.id): True,
        folders.uploads / "stranger": False,
        folders.work("a" * 32): True,
        folders.work("b" * 32): False,
        folders.work("c" * 32): False,
        folders.film("b" * 32): True,
        folders.film("c" * 32): False,
    }
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch() if path.parent == folders.uploads else path.mkdir()
        os.utime(path, (old.timestamp(), old.timestamp()))
    new = folders.film("d" * 32)
    new.mkdir()
    for _ in range(2):
        with database.write() as session:
            session.execute(delete(Job))
            enqueue(session, TIDY, {}, lane=filming.LANE)
        Worker(database, settings, {TIDY: FEATURE.jobs[TIDY]}).drain()
    assert {path: path.exists() for path in paths} == paths
    assert new.exists()
    assert film(database, resting.id).reason == FilmReason.UNFINISHED
    assert film(database, fresh.id).state is FilmState.RECEIVING


def test_a_film_that_nobody_works_on_is_named_and_then_said_to_have_failed(
    database: Database, settings: Settings, folders: Folders
) -> None:
    with database.write() as session:
        stuck = a_film(session, FilmState.ENCODING)
        stuck.key = "e" * 32
    with database.read() as session:
        assert "no job works on it" in "".join(tidying.faults(session, folders, filming.ENCODE))
    with database.write() as session:
        enqueue(session, TIDY, {}, lane=filming.LANE)
    Worker(database, settings, {TIDY: FEATURE.jobs[TIDY]}).drain()
    assert film(database, stuck.id).reason == FilmReason.PROGRAM


def test_fsck_names_films_whose_files_are_missing_and_files_without_a_film(
    database: Database, settings: Settings, folders: Folders, tmp_path: Path
) -> None:
    with database.write() as session:
        whole = filming.adopt_made(
            session, a_film(session), made_folder(tmp_path / "one"), folders=folders, now=clock.now()
        )
        filming.adopt_made(session, a_film(session), made_folder(tmp_path / "two"), folders=folders, now=clock.now())
    with database.read() as session:
        assert FEATURE.fsck[0](session, settings) == []
    (folders.film(whole.key) / "240/000.m4s").unlink()
    folders.film("f" * 32).mkdir()
    with database.read() as session:
        faults = FEATURE.fsck[0](session, settings)
    assert len(faults) == 2
    assert "240/000.m4s is missing" in faults[0]
    assert f"films/{'f' * 32}" in faults[1]
