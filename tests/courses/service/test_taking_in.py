"""A folder becomes a course, and again the same folder changes nothing."""

import shutil
from pathlib import Path

import pytest

from portal.core.db import Database
from portal.core.settings import Settings
from portal.courses import queries
from portal.courses.bundle import read_bundle
from portal.courses.models import Course
from portal.courses.rules.catalogue import Variant
from portal.courses.rules.workflow import FilmState, State
from portal.courses.service import filming
from portal.courses.service.publishing import Desk
from portal.courses.service.taking_in import TakenIn, take_in
from portal.platform.jobs.models import Job
from tests.factories import workshop
from tests.factories.accounts import NOON
from tests.factories.course_folder import COURSE, ENGLISH, course_folder, write
from tests.factories.media import box


def take(database: Database, settings: Settings, folder: Path) -> TakenIn:
    """The folder, stored."""
    bundle = read_bundle(folder)
    with database.write() as session:
        return take_in(session, bundle, folders=Desk.of(settings).folders, by=None, now=NOON)


def kept(database: Database) -> Course:
    with database.read() as session:
        found = queries.course_by_slug(session, "granser")
    assert found is not None
    return found


def test_a_folder_becomes_a_draft_with_words_films_and_captions(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    taken = take(database, settings, course_folder(tmp_path))
    course = kept(database)
    assert (taken.is_new, taken.waiting, course.state) == (True, 0, State.DRAFT)
    assert (course.position, course.survey[0]["code"]) == (7, "support")
    first, second = course.parts
    assert {text.language for text in first.texts} == {"sv", "en"}
    (film,) = first.films
    assert (film.state, film.seconds) == (FilmState.READY, 8.0)
    assert {track.kind for track in film.tracks} == {"captions", "chapters"}
    assert second.films == []
    assert (Desk.of(settings).folders.film(film.key or "") / "master.m3u8").is_file()


def test_the_same_folder_again_leaves_no_trace(database: Database, settings: Settings, tmp_path: Path) -> None:
    folder = course_folder(tmp_path)
    take(database, settings, folder)
    before = kept(database)
    again = take(database, settings, folder)
    assert (again.is_new, again.is_changed) == (False, False)
    assert (kept(database).version, kept(database).parts[0].films[0].key) == (
        before.version,
        before.parts[0].films[0].key,
    )


def test_what_changed_in_the_folder_changes_in_the_course(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    folder = course_folder(tmp_path)
    take(database, settings, folder)
    key = kept(database).parts[0].films[0].key
    write(
        folder / "course.toml", COURSE.replace('[texts.en]\ntitle = "Limits"\n', "").replace("Gränser", "Nya gränser")
    )
    write(folder / "2-halla-fast" / "en.toml", ENGLISH.replace("child", "teenager"))
    (folder / "1-nej" / "chapters.sv.vtt").unlink()
    taken = take(database, settings, folder)
    course = kept(database)
    assert taken.is_changed
    assert [(text.language, text.title) for text in course.texts] == [("sv", "Nya gränser")]
    assert course.parts[1].texts[0].title == "When the teenager says no"
    assert [track.kind for track in course.parts[0].films[0].tracks] == ["captions"]
    assert course.parts[0].films[0].key == key


def test_another_film_gets_another_key_and_a_part_that_is_gone_is_removed(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    folder = course_folder(tmp_path)
    take(database, settings, folder)
    key = kept(database).parts[0].films[0].key
    with (folder / "1-nej" / "media" / "240" / "000.m4s").open("ab") as file:
        file.write(box(b"free", b"more"))
    shutil.rmtree(folder / "2-halla-fast")
    take(database, settings, folder)
    course = kept(database)
    assert course.parts[0].films[0].key != key
    assert len(course.parts) == 1
    shutil.rmtree(folder / "1-nej" / "media")
    for track in (folder / "1-nej").glob("*.vtt"):
        track.unlink()
    take(database, settings, folder)
    assert kept(database).parts[0].films == []


def test_a_film_to_be_encoded_waits_for_the_worker_once(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    folder = course_folder(tmp_path)
    write(folder / "2-halla-fast" / "described" / "film.mp4", "x")
    write(folder / "2-halla-fast" / "film.mp4", "a film, says its name")
    for _ in range(2):
        assert take(database, settings, folder).waiting == 2
    films = {film.variant: film for film in kept(database).parts[1].films}
    assert films[Variant.PLAIN].state is FilmState.WAITING
    upload = Desk.of(settings).folders.upload(films[Variant.PLAIN].id)
    assert upload.read_text() == "a film, says its name"
    with database.read() as session:
        assert session.query(Job).filter(Job.name == filming.ENCODE).count() == 2


def test_a_full_disk_stores_nothing(
    database: Database, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = course_folder(tmp_path)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("portal.courses.service.filming.shutil.copytree", full)
    with pytest.raises(OSError, match="No space"):
        take(database, settings, folder)
    with database.read() as session:
        assert queries.all_courses(session) == []


def test_a_folder_changes_what_editors_made_under_the_same_address(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    with database.write() as session:
        made = workshop.complete(session, settings, workshop.editor(session))
    taken = take(database, settings, course_folder(tmp_path))
    assert (taken.is_new, taken.course.id) == (False, made.id)
    assert len(kept(database).parts) == 2
