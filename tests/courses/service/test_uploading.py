"""A film arrives in pieces: resumed where it stopped, never mixed with another, refused before the disk is full."""

import contextlib
import hashlib
import io
import os
import resource
import shutil
import uuid
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.core.db import Database
from portal.core.errors import NotFound, Refused
from portal.core.settings import Settings
from portal.courses import queries
from portal.courses.films.folders import Folders
from portal.courses.models import Film
from portal.courses.rules.catalogue import Variant
from portal.courses.rules.uploads import CHUNK_MOST, PROOF, SIZE_MOST, Announced, shown_name
from portal.courses.rules.workflow import FilmState, State
from portal.courses.service import editing, filming, uploading
from portal.platform.jobs.models import Job
from tests.factories import workshop
from tests.factories.accounts import NOON

FILM = os.urandom(150_000)
LATER = NOON + timedelta(minutes=5)


class Place(NamedTuple):
    session: Session
    film: Film
    folders: Folders
    editor: Viewer

    def begin(self, content: bytes = FILM, **changes: Any) -> int:
        given: dict[str, Any] = {"name": "film.mp4", "size": len(content)} | changes
        by = given.pop("by", self.editor)
        return uploading.begin(
            self.session,
            self.film.id,
            Announced(**given),
            folders=self.folders,
            by=by,
            now=given.pop("now", LATER),
        )

    def send(self, piece: bytes, at: int, **changes: Any) -> Film:
        given: dict[str, Any] = {"folders": self.folders, "by": self.editor, "now": LATER} | changes
        return uploading.append(self.session, self.film.id, piece, at=at, **given)

    @property
    def content(self) -> bytes:
        return self.folders.upload(self.film.id).read_bytes()


@pytest.fixture
def place(database: Database, settings: Settings) -> Iterator[Place]:
    with database.write() as session:
        editor = workshop.editor(session)
        course = workshop.draft(session, editor)
        part = editing.add_part(session, course.id, title="Ett", by=editor, now=NOON)
        film = editing.add_film(session, part.id, Variant.PLAIN, by=editor, now=NOON)
        found = queries.film_by_id(session, film.id)
        assert found is not None
        yield Place(session, found, Folders.below(settings.data_dir), editor)


def proof(content: bytes, seam: int) -> str:
    first, last = content[: min(PROOF, seam)], content[max(seam - PROOF, 0) : seam]
    return hashlib.sha256(first + last).hexdigest()


def test_the_last_piece_hands_the_film_on_and_makes_the_course_a_draft_again(place: Place) -> None:
    course = place.film.part.course
    course.state = State.APPROVED
    before = course.version
    assert place.begin() == 0
    place.send(FILM[:100_000], 0)
    assert (place.film.state, place.film.received, course.state) == (FilmState.RECEIVING, 100_000, State.APPROVED)
    film = place.send(FILM[100_000:], 100_000, digest=hashlib.sha256(FILM[100_000:]).hexdigest())
    assert film.state is FilmState.WAITING
    assert place.content == FILM
    assert place.session.scalars(select(Job.name)).all() == [filming.ENCODE]
    assert (course.state, course.version) == (State.DRAFT, before + 1)


def test_an_upload_goes_on_where_it_stopped(place: Place) -> None:
    place.begin()
    place.send(FILM[:100_000], 0)
    assert place.begin(seam=100_000, proof=proof(FILM, 100_000)) == 100_000
    assert place.send(FILM[100_000:], 100_000).state is FilmState.WAITING
    assert place.content == FILM


def test_another_file_of_the_same_name_and_size_begins_anew(place: Place) -> None:
    place.begin()
    place.send(FILM[:100_000], 0)
    other = FILM[:90_000] + os.urandom(60_000)
    assert place.begin(seam=100_000, proof=proof(other, 100_000)) == 0
    assert place.content == b""


@pytest.mark.parametrize("changes", [{"name": "annan.mp4"}, {"size": 140_000}])
def test_a_file_of_another_name_or_size_begins_anew(place: Place, changes: dict[str, Any]) -> None:
    place.begin()
    place.send(FILM[:100_000], 0)
    assert place.begin(seam=100_000, **changes) == 0


@pytest.mark.parametrize("at", [0, 99_999, 100_001, 150_000, -1])
def test_a_piece_from_another_place_is_told_the_right_one(place: Place, at: int) -> None:
    place.begin()
    place.send(FILM[:100_000], 0)
    with pytest.raises(uploading.OtherPlace) as refused:
        place.send(b"x", at)
    assert refused.value.received == 100_000
    assert place.content == FILM[:100_000]


def test_what_was_written_and_not_counted_is_written_over(place: Place) -> None:
    place.begin()
    place.send(FILM[:50_000], 0)
    with place.folders.upload(place.film.id).open("ab") as file:
        file.write(b"x" * 30_000)
    place.send(FILM[50_000:60_000], 50_000)
    assert place.content == FILM[:60_000]


def test_a_file_that_lost_its_end_is_believed_and_not_the_count(place: Place) -> None:
    place.begin()
    place.send(FILM[:50_000], 0)
    os.truncate(place.folders.upload(place.film.id), 40_000)
    with pytest.raises(uploading.OtherPlace) as refused:
        place.send(FILM[50_000:], 50_000)
    assert refused.value.received == 40_000
    place.send(FILM[40_000:], 40_000)
    assert place.content == FILM


def test_more_than_was_announced_and_pieces_that_are_too_large_or_empty_are_refused(place: Place) -> None:
    place.begin()
    for piece in (FILM + b"x", b"", b"x" * (CHUNK_MOST + 1)):
        with pytest.raises(uploading.TooMuch):
            place.send(piece, 0)
    assert place.content == b""


def test_a_piece_that_arrives_damaged_is_not_kept(place: Place) -> None:
    place.begin()
    with pytest.raises(uploading.Garbled):
        place.send(FILM[:10], 0, digest=hashlib.sha256(b"other").hexdigest())
    assert place.content == b""


def test_nobody_touches_somebody_else_s_upload_until_it_has_stood_still_for_a_day(place: Place) -> None:
    other = workshop.editor(place.session, "Omar Test")
    place.begin()
    place.send(FILM[:10], 0)
    with pytest.raises(uploading.Elsewhere):
        place.begin(by=other)
    with pytest.raises(uploading.Elsewhere):
        place.send(FILM[10:20], 10, by=other)
    with pytest.raises(uploading.Elsewhere):
        uploading.cancel(place.session, place.film.id, by=other, now=LATER)
    assert place.content == FILM[:10]
    tomorrow = LATER + timedelta(hours=25)
    announced = Announced("film.mp4", 5)
    given: dict[str, Any] = {"folders": place.folders, "by": other, "now": tomorrow}
    assert uploading.begin(place.session, place.film.id, announced, **given) == 0
    assert place.film.uploaded_by_id == other.account_id


@pytest.mark.parametrize(("name", "size"), [("a.mp4", 0), ("a.mp4", SIZE_MOST + 1), ("a.mp4", -1), (" / ", 5)])
def test_a_file_without_bytes_or_name_or_above_the_limit_is_refused(place: Place, name: str, size: int) -> None:
    with pytest.raises(Refused):
        place.begin(name=name, size=size)


def test_a_film_for_which_there_is_no_room_is_refused_before_it_is_sent(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=10**8))
    with pytest.raises(uploading.DiskFull):
        place.begin()
    assert place.film.size == 0


def test_a_disk_that_is_full_in_the_middle_loses_nothing_that_was_sent(place: Place) -> None:
    place.begin()
    place.send(FILM[:10_000], 0)
    with files_of_at_most(15_000), pytest.raises(uploading.DiskFull):
        place.send(FILM[10_000:20_000], 10_000)
    assert place.content == FILM[:10_000]
    assert place.film.received == 10_000
    place.send(FILM[10_000:], 10_000)
    assert place.content == FILM


@contextlib.contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """A system that refuses to let a file grow beyond `size` bytes, in the middle of a write."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_film_that_is_being_made_ready_is_not_replaced(place: Place) -> None:
    place.begin(b"film")
    place.send(b"film", 0)
    with pytest.raises(uploading.AtWork):
        place.begin()
    with pytest.raises(uploading.AtWork):
        place.send(b"more", 4)
    with pytest.raises(uploading.AtWork):
        uploading.cancel(place.session, place.film.id, by=place.editor, now=LATER)


def test_a_cancelled_replacement_leaves_the_film_that_was_there(place: Place) -> None:
    workshop.ready(place.session, place.film, place.folders.films)
    place.begin()
    assert place.film.state is FilmState.RECEIVING
    film = uploading.cancel(place.session, place.film.id, by=place.editor, now=LATER)
    uploading.sweep(film.id, place.folders)
    assert (film.state, film.size, film.name) == (FilmState.READY, 0, "")
    assert film.made is not None
    assert not place.folders.upload(film.id).exists()


def test_a_browser_without_scripts_sends_all_at_once(place: Place) -> None:
    film = uploading.take_whole(
        place.session, place.film.id, "C:\\Mina\\film.mp4", io.BytesIO(FILM),
        folders=place.folders, by=place.editor, now=LATER,
    )  # fmt: skip
    assert (film.state, film.name) == (FilmState.WAITING, "film.mp4")
    assert place.content == FILM


def test_a_film_that_is_none_cannot_be_uploaded(place: Place) -> None:
    given: dict[str, Any] = {"folders": place.folders, "by": place.editor, "now": LATER}
    with pytest.raises(NotFound):
        uploading.begin(place.session, uuid.uuid4(), Announced("a", 1), **given)


def test_a_name_is_shown_without_its_folders_and_control_characters() -> None:
    assert shown_name("../../etc/pass\x00wd\n.mp4") == "passwd .mp4"
    assert len(shown_name("a" * 500)) == 120


def test_the_film_is_found_as_it_was_left(place: Place) -> None:
    place.begin()
    place.send(FILM[:10], 0)
    place.session.flush()
    place.session.expire_all()
    found = queries.film_by_id(place.session, place.film.id)
    assert found is not None
    assert uploading.arrived(found, place.folders) == 10
