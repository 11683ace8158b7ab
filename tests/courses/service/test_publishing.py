"""Onto the shelf and off it, and what a crash in between leaves behind."""

import os
import signal
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.core.db import Database
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.courses import adding, queries
from portal.courses.models import Course
from portal.courses.published import CourseWords, Shelf
from portal.courses.rules.catalogue import Variant
from portal.courses.rules.changes import Change, What
from portal.courses.rules.workflow import FilmState, State
from portal.courses.service import editing, publishing, workflow
from portal.courses.service.publishing import Desk
from portal.courses.service.publishing.staging import FilesMissing
from tests.factories import workshop
from tests.factories.accounts import NOON


@pytest.fixture
def desk(settings: Settings) -> Desk:
    return Desk.of(settings)


def approved(database: Database, settings: Settings) -> tuple[Course, Viewer]:
    """A course that lacks nothing and was approved, and who approved it."""
    with database.write() as session:
        by, other = workshop.editor(session), workshop.publisher(session)
        course = workshop.complete(session, settings, by)
        workflow.submit(session, course.id, version=course.version, by=by, now=NOON)
        workflow.approve(session, course.id, version=course.version, by=other, now=NOON)
        return workshop.whole(session, course), other


def published(database: Database, settings: Settings) -> tuple[Course, Viewer]:
    """The same, on the shelf."""
    course, by = approved(database, settings)
    put(database, Desk.of(settings), course, by)
    return course, by


def put(database: Database, desk: Desk, course: Course, by: Viewer) -> None:
    with publishing.stage(course, desk, now=NOON) as staged, database.write() as session:
        publishing.publish(session, course.id, staged, desk, by=by, now=NOON)


def change(database: Database, course: Course, by: Viewer) -> Course:
    """Another Swedish title on the working copy."""
    with database.write() as session:
        words = CourseWords("Nya gränser", "Att säga nej.")
        return editing.write_course(session, course.id, "sv", words, seen=None, by=by, now=NOON)


def faults(database: Database, settings: Settings) -> list[str]:
    with database.read() as session:
        return publishing.fsck(session, settings)


def test_publication_puts_words_media_captions_chapters_and_paper_on_the_shelf(
    database: Database, settings: Settings, desk: Desk
) -> None:
    course, _ = published(database, settings)
    shown = desk.shelf.course(course.slug)
    assert shown is not None
    assert (shown.words["sv"].title, shown.version, shown.month) == ("Gränser", course.version, "2026-11")
    film = shown.parts[0].films[Variant.PLAIN]
    folder = desk.shelf.media / course.slug / film.made.key
    names = {path.name for path in folder.iterdir()}
    assert {"master.m3u8", "sv.vtt", "chapters-sv.vtt", "sv.pdf", "240.mp4"} <= names
    captions = (folder / "sv.vtt").read_text()
    assert captions.startswith("WEBVTT\n\n1\n00:00:00.000 --> 00:00:05.000\nAlla barn säger nej ibland.\n")
    assert "Säg &lt;nej&gt; &amp; håll fast." in captions
    assert "X-TIMESTAMP-MAP" not in captions
    assert "00:00:06.000 --> 00:00:12.000\nÖva" in (folder / "chapters-sv.vtt").read_text()
    assert (folder / "sv.pdf").read_bytes().startswith(b"%PDF-")
    assert film.hand_outs == {"sv": (folder / "sv.pdf").stat().st_size}
    assert not list(desk.staging.iterdir())
    assert faults(database, settings) == []


def test_what_the_workshop_made_is_never_written_to(database: Database, settings: Settings, desk: Desk) -> None:
    course, _ = approved(database, settings)
    made = desk.folders.film(course.parts[0].films[0].key or "")
    before = {path: path.read_bytes() for path in made.rglob("*") if path.is_file()}
    with publishing.stage(course, desk, now=NOON):
        assert {path: path.read_bytes() for path in made.rglob("*") if path.is_file()} == before


def test_editing_leaves_the_shelf_as_it_is_until_published_anew(
    database: Database, settings: Settings, desk: Desk
) -> None:
    course, by = published(database, settings)
    changed = change(database, course, by)
    assert changed.state is State.DRAFT
    shown = desk.shelf.course(course.slug)
    assert shown is not None
    assert shown.words["sv"].title == "Gränser"
    assert faults(database, settings) == []


def test_a_language_is_offered_when_every_title_is_there(database: Database, settings: Settings) -> None:
    with database.write() as session:
        by = workshop.editor(session)
        course = workshop.complete(session, settings, by)
        editing.write_course(session, course.id, "en", CourseWords("Limits"), seen=None, by=by, now=NOON)
        course = workshop.whole(session, course)
    assert set(publishing.as_published(course, now=NOON).words) == {"sv"}
    assert set(publishing.as_seen_now(course, now=NOON).words) == {"sv", "en"}


def test_captions_that_nobody_read_stay_in_the_workshop(database: Database, settings: Settings, desk: Desk) -> None:
    with database.write() as session:
        course = workshop.complete(session, settings, workshop.editor(session))
        workshop.captions(session, course.parts[0].films[0], "en", is_approved=False)
        course = workshop.whole(session, course)
    with publishing.stage(course, desk, now=NOON) as staged:
        (folder,) = staged.films.values()
        assert (folder / "sv.vtt").exists()
        assert not (folder / "en.vtt").exists()


def test_the_gate_is_tried_again_at_publication(database: Database, settings: Settings, desk: Desk) -> None:
    course, by = approved(database, settings)
    with database.write() as session:
        session.delete(workshop.whole(session, course).parts[0].films[0].tracks[0])
    with database.read() as session:
        found = queries.course_by_id(session, course.id)
    assert found is not None
    with pytest.raises(workflow.GateShut):
        put(database, desk, found, by)
    assert desk.shelf.course(course.slug) is None


def test_what_was_changed_since_it_was_laid_ready_is_not_published(
    database: Database, settings: Settings, desk: Desk
) -> None:
    course, by = approved(database, settings)
    with publishing.stage(course, desk, now=NOON) as staged:
        change(database, course, by)
        with pytest.raises(editing.Stale), database.write() as session:
            publishing.publish(session, course.id, staged, desk, by=by, now=NOON)
    assert desk.shelf.courses() == {}


def test_a_film_that_is_gone_from_the_disk_stops_publication(
    database: Database, settings: Settings, desk: Desk
) -> None:
    course, by = approved(database, settings)
    desk.folders.forget(course.parts[0].films[0].key or "")
    with pytest.raises(FilesMissing):
        put(database, desk, course, by)
    assert not list(desk.staging.iterdir())


def test_a_full_disk_leaves_shelf_and_database_as_they_were(
    database: Database, settings: Settings, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    course, by = approved(database, settings)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with publishing.stage(course, desk, now=NOON) as staged:
        monkeypatch.setattr("portal.courses.published.shelf.shutil.copytree", full)
        with pytest.raises(OSError, match="No space"), database.write() as session:
            publishing.publish(session, course.id, staged, desk, by=by, now=NOON)
    with database.read() as session:
        found = queries.course_by_id(session, course.id)
    assert found is not None
    assert (found.state, found.published_at) == (State.APPROVED, None)
    assert desk.shelf.courses() == {}


def test_withdrawing_takes_page_and_media_away_and_can_be_repeated(
    database: Database, settings: Settings, desk: Desk
) -> None:
    course, by = published(database, settings)
    for _ in range(2):
        with database.write() as session:
            now = publishing.withdraw(session, course.id, desk, by=by, now=NOON)
            assert (now.state, now.published_at) == (State.WITHDRAWN, None)
        assert desk.shelf.courses() == {}
        assert not (desk.shelf.media / course.slug).exists()
    assert faults(database, settings) == []


def killed_before_the_commit(database_url: str, keyring: Keyring, act: object) -> None:
    """Do `act` in a process of its own that is killed just before its transaction would be committed."""
    child = os.fork()
    if child == 0:
        other = Database(database_url, keyring)
        with other.session(writes=True) as session, session.begin():
            act(session)  # type: ignore[operator]
            os.kill(os.getpid(), signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL


def test_killed_between_shelf_and_commit_publishing_again_mends_it(
    database: Database, settings: Settings, desk: Desk, database_url: str, keyring: Keyring
) -> None:
    course, by = approved(database, settings)
    with publishing.stage(course, desk, now=NOON) as staged:
        killed_before_the_commit(
            database_url,
            keyring,
            lambda session: publishing.publish(session, course.id, staged, desk, by=by, now=NOON),
        )
    assert faults(database, settings) == [
        "course granser: is on the shelf and not said to be published; publish it again or withdraw it"
    ]
    put(database, desk, course, by)
    assert faults(database, settings) == []


def test_killed_while_withdrawing_nothing_is_shown_and_withdrawing_again_mends_it(
    database: Database, settings: Settings, desk: Desk, database_url: str, keyring: Keyring
) -> None:
    course, by = published(database, settings)
    killed_before_the_commit(
        database_url, keyring, lambda session: publishing.withdraw(session, course.id, desk, by=by, now=NOON)
    )
    assert desk.shelf.courses() == {}
    assert faults(database, settings) == [
        "course granser: is said to be published and is not on the shelf; publish it again or withdraw it"
    ]
    with database.write() as session:
        publishing.withdraw(session, course.id, desk, by=by, now=NOON)
    assert faults(database, settings) == []


def test_killed_in_the_middle_of_the_shelf_publishing_again_mends_it(
    database: Database, settings: Settings, desk: Desk, database_url: str, keyring: Keyring
) -> None:
    course, by = published(database, settings)
    with database.write() as session:
        course = workshop.whole(session, course)
        workshop.ready(session, course.parts[0].films[0], desk.folders.films)
        editing.changed(session, course, Change(What.FILM, 1), by=workshop.editor(session), now=NOON)
        other = workshop.publisher(session)
        workflow.submit(session, course.id, version=course.version, by=by, now=NOON)
        workflow.approve(session, course.id, version=course.version, by=other, now=NOON)
        course = workshop.whole(session, course)

    def dies(session: Session) -> None:
        Shelf._add = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]
        publishing.publish(session, course.id, staged, desk, by=other, now=NOON)

    with publishing.stage(course, desk, now=NOON) as staged:
        killed_before_the_commit(database_url, keyring, dies)
    assert desk.shelf.courses()["granser"].version == course.published_version
    assert any("left of a publication" in fault for fault in faults(database, settings))
    put(database, desk, course, other)
    assert desk.shelf.courses()["granser"].version == course.version
    assert faults(database, settings) == []


def test_what_a_dead_process_laid_ready_is_swept_away_after_a_day(
    database: Database, settings: Settings, desk: Desk
) -> None:
    course, _ = approved(database, settings)
    old, new = desk.staging / "granser-old", desk.staging / "granser-new"
    for folder, age in ((old, 2 * 86400), (new, 60)):
        folder.mkdir(parents=True)
        os.utime(folder, times=(NOON.timestamp() - age,) * 2)
    with publishing.stage(course, desk, now=NOON):
        assert (old.exists(), new.exists()) == (False, True)


def test_a_lost_shelf_is_filled_again_from_what_has_not_been_changed(
    database: Database, settings: Settings, desk: Desk
) -> None:
    course, by = published(database, settings)
    desk.shelf.withdraw(course.slug)
    with database.read() as session:
        kept = queries.course_by_id(session, course.id)
    assert kept is not None
    with publishing.stage(kept, desk, now=NOON) as staged:
        assert publishing.restock(kept, staged, desk)
    assert faults(database, settings) == []
    changed = change(database, course, by)
    desk.shelf.withdraw(course.slug)
    with publishing.stage(changed, desk, now=NOON) as staged:
        assert not publishing.restock(changed, staged, desk)
    assert desk.shelf.courses() == {}


@pytest.mark.parametrize("state", [FilmState.RECEIVING, FilmState.WAITING, FilmState.ENCODING])
def test_a_course_whose_film_is_being_replaced_is_not_put_back_without_it(
    database: Database, settings: Settings, desk: Desk, state: FilmState
) -> None:
    course, _ = published(database, settings)
    shown = desk.shelf.course(course.slug)
    with database.write() as session:
        workshop.whole(session, course).parts[0].films[0].state = state
    assert adding.restock(database, desk, now=NOON) == []
    assert desk.shelf.course(course.slug) == shown


def test_the_check_names_missing_media_strangers_and_leavings(
    database: Database, settings: Settings, desk: Desk, tmp_path: Path
) -> None:
    course, _ = published(database, settings)
    (desk.shelf.media / "ingen").mkdir()
    (desk.shelf.root / ".old-ingen").mkdir()
    key = course.parts[0].films[0].key
    (desk.shelf.media / course.slug / f"{key}" / "master.m3u8").unlink()
    (desk.shelf.media / course.slug / "another").mkdir()
    found = faults(database, settings)
    assert found == [
        f"course granser: the media of film {key} are missing on the shelf; publish it again",
        "course granser: the media of another lie there and are not its own; publish it again",
        "media of ingen lie on the shelf without their course",
        ".old-ingen is left of a publication that was cut off; publishing or withdrawing clears it",
    ]
    (settings.published_dir / "courses" / "granser.json").write_text("{")
    assert faults(database, settings)[:2] == [
        "granser.json on the shelf cannot be read (JSONDecodeError) and is not shown; publish that course again",
        "course granser: is said to be published and is not on the shelf; publish it again or withdraw it",
    ]
