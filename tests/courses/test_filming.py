"""What happens to a film: received, taken in ready-made, tried again."""

from pathlib import Path

import pytest
from sqlalchemy import select

from portal.core.db import Database
from portal.core.errors import Conflict
from portal.courses.films.folders import Folders
from portal.courses.models import Film
from portal.courses.published import MadeFilm
from portal.courses.rules.reasons import FilmReason
from portal.courses.rules.workflow import FilmState
from portal.courses.service import filming
from portal.platform.jobs.models import Job
from tests.factories.film_rows import NOW, a_film
from tests.factories.media import made_folder


def test_a_whole_upload_waits_and_the_worker_is_told(database: Database) -> None:
    with database.write() as session:
        film = a_film(session)
        filming.received(session, film, now=NOW)
        first = film.key
        filming.received(session, film, now=NOW)
        assert film.state is FilmState.WAITING
        jobs = session.scalars(select(Job).order_by(Job.id)).all()
        assert [(job.name, job.lane) for job in jobs] == [(filming.ENCODE, filming.LANE)] * 2
        assert [job.payload["key"] for job in jobs] == [first, film.key]
        assert first != film.key


def test_media_made_elsewhere_are_copied_and_the_film_is_ready(database: Database, tmp_path: Path) -> None:
    folders, source = Folders.below(tmp_path / "var"), made_folder(tmp_path / "source")
    with database.write() as session:
        film_id = a_film(session).id
    with database.write() as session:
        film = session.get_one(Film, film_id)
        made = filming.adopt_made(session, film, source, folders=folders, now=NOW)
    with database.read() as session:
        film = session.get_one(Film, film_id)
        assert film.state is FilmState.READY
        assert (film.key, film.seconds, film.percent, film.reason) == (made.key, 8.0, 100, None)
        assert MadeFilm.read(film.made or {}) == made
    kept = folders.film(made.key)
    assert (kept / "240/000.m4s").read_bytes() == (source / "240/000.m4s").read_bytes()
    assert [path.name for path in folders.films.iterdir()] == [made.key]


def test_a_folder_that_is_not_whole_changes_nothing(database: Database, tmp_path: Path) -> None:
    folders, source = Folders.below(tmp_path / "var"), made_folder(tmp_path / "source")
    (source / "240/000.m4s").unlink()
    with database.write() as session:
        film = a_film(session)
        with pytest.raises(filming.Unsound):
            filming.adopt_made(session, film, source, folders=folders, now=NOW)
        assert film.state is FilmState.RECEIVING
    assert not folders.films.exists()


@pytest.mark.parametrize("reason", [FilmReason.DISK, FilmReason.PROGRAM, FilmReason.NO_PROGRAM])
def test_a_fault_of_the_server_may_be_tried_again_with_the_same_key(database: Database, reason: FilmReason) -> None:
    with database.write() as session:
        film = a_film(session)
        filming.received(session, film, now=NOW)
        key = film.key
        film.state, film.reason, film.percent = FilmState.FAILED, reason, 40
        filming.encode_again(session, film, now=NOW)
        assert (film.state, film.reason, film.key) == (FilmState.WAITING, None, key)


@pytest.mark.parametrize("state", [FilmState.REFUSED, FilmState.READY, FilmState.ENCODING])
def test_what_did_not_fail_cannot_be_tried_again(database: Database, state: FilmState) -> None:
    with database.write() as session:
        film = a_film(session, state)
        film.reason = FilmReason.BROKEN
        with pytest.raises(Conflict):
            filming.encode_again(session, film, now=NOW)
