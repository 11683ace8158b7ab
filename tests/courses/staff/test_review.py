"""Two people on the way to publication, in their browsers; what a visitor then meets."""

import shutil

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.core.db import Database
from portal.core.settings import Settings
from portal.courses.models import Course
from portal.courses.published import CourseWords, Shelf
from portal.courses.rules.workflow import State
from portal.courses.service import editing
from portal.courses.watching import create_courses_app
from tests.courses.staff.test_courses import ROOT, kept, made
from tests.factories import workshop
from tests.factories.accounts import NOON, Browser
from tests.factories.markup import Page


def take(browser: Browser, course: Course, step: str, **sent: str) -> int:
    """The status of a step with the version that is shown now."""
    return press(browser, course, step, **sent).status_code


def press(browser: Browser, course: Course, step: str, **sent: str) -> TestResponse:
    """The answer to a step."""
    home = f"{ROOT}/{course.id}"
    return browser.send(home, {"version": str(course.version)} | sent, f"{home}/{step}")


@pytest.fixture
def course(database: Database, settings: Settings) -> Course:
    return made(database, settings)


def test_from_draft_to_the_public_and_off_again(
    editor: Browser, publisher: Browser, course: Course, database: Database, settings: Settings
) -> None:
    shelf, at = Shelf(settings.published_dir), f"{ROOT}/{course.id}"
    assert "Hand in for approval" in editor.get(at).text
    assert take(editor, course, "lamna-in") == 303
    text = publisher.get(at).text
    Page(text)
    assert "Approve" in text
    assert take(publisher, course, "publicera") == 422
    assert take(publisher, course, "godkann") == 303
    assert shelf.courses() == {}
    assert take(publisher, course, "publicera") == 303
    assert kept(database).state is State.PUBLISHED
    visitor = create_courses_app(settings).test_client(use_cookies=False)
    film = next(iter((shelf.media / "granser").iterdir()))
    page, media = "/sv/kurser/granser", f"/media/granser/{film.name}/sv.vtt"
    assert "Gränser" in visitor.get(page).text
    assert visitor.get(media).status_code == 200
    assert "The public page" in editor.get(at).text
    Page(publisher.get(f"{at}/avpublicera").text)
    assert take(publisher, course, "avpublicera") == 303
    assert (visitor.get(page).status_code, visitor.get(media).status_code) == (404, 404)
    assert kept(database).state is State.WITHDRAWN


def test_an_editor_neither_approves_nor_publishes(editor: Browser, course: Course) -> None:
    for step in ("godkann", "publicera", "avpublicera", "skicka-tillbaka"):
        assert take(editor, course, step) == 403


def test_a_course_goes_back_with_a_comment_that_its_editor_reads(
    editor: Browser, publisher: Browser, course: Course
) -> None:
    take(editor, course, "lamna-in")
    assert take(publisher, course, "skicka-tillbaka", comment="") == 422
    assert take(publisher, course, "skicka-tillbaka", comment="Korta del 1.") == 303
    assert "Korta del 1." in editor.get(f"{ROOT}/{course.id}").text


def test_what_changed_after_it_was_read_is_not_approved(
    editor: Browser, publisher: Browser, course: Course, database: Database
) -> None:
    take(editor, course, "lamna-in")
    with database.write() as session:
        by, words = workshop.editor(session), CourseWords("Annat", "S")
        editing.write_course(session, course.id, "sv", words, seen=None, by=by, now=NOON)
    answer = press(publisher, course, "godkann")
    assert answer.status_code == 409
    Page(answer.text)
    assert "Somebody else changed this" in answer.text


def test_a_course_that_lacks_something_says_what_and_is_not_handed_in(editor: Browser, database: Database) -> None:
    with database.write() as session:
        course = workshop.draft(session, workshop.editor(session))
    text = editor.get(f"{ROOT}/{course.id}").text
    assert "There is no part yet." in text
    assert "Hand in for approval" not in text
    assert take(editor, course, "lamna-in") == 422


def test_publication_on_a_full_disk_says_so_and_leaves_the_public_version(
    editor: Browser, publisher: Browser, course: Course, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(editor, course, "lamna-in")
    take(publisher, course, "godkann")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copytree", full)
    answer = press(publisher, course, "publicera")
    assert answer.status_code == 422
    assert "no room on the server" in answer.text
    assert kept(database).state is State.APPROVED


def test_the_preview_is_the_visitor_s_page_with_films_of_the_working_copy(
    editor: Browser, publisher: Browser, app: Flask, course: Course, database: Database
) -> None:
    at = f"{ROOT}/{course.id}/visa"
    for browser in (editor, publisher):
        answer = browser.client.get(at, base_url="http://portal.example", follow_redirects=True)
        assert answer.status_code == 200, answer.text
        assert "När barnet säger nej" in answer.text
    key = kept(database).parts[0].films[0].key
    film = f"{at}/media/granser/{key}"
    assert f'"{film}/master.m3u8"' in answer.text
    assert '"/media/' not in answer.text
    piece = editor.client.get(f"{film}/240.mp4", base_url="http://portal.example", headers={"Range": "bytes=0-9"})
    assert (piece.status_code, piece.data) == (206, b"240.mp4240")
    assert editor.get(f"{film}/sv.vtt").text.startswith("WEBVTT")
    for strange in (f"{at}/media/annan/{key}/sv.vtt", f"{at}/sv/kurser/annan", f"{at}/sv/kurser", f"{at}/healthz"):
        assert editor.get(strange).status_code == 404, strange
    stranger = app.test_client()
    for address in (f"{at}/sv/kurser/granser", f"{film}/sv.vtt"):
        assert stranger.get(address, base_url="http://portal.example").status_code == 303


def test_the_preview_follows_the_working_copy_and_the_public_does_not(
    editor: Browser, course: Course, database: Database, settings: Settings
) -> None:
    page = f"{ROOT}/{course.id}/visa/sv/kurser/granser"
    assert "När barnet säger nej" in editor.get(page).text
    with database.write() as session:
        by, words = workshop.editor(session), workshop.PART_WORDS
        part = kept(database).parts[0]
        changed = type(words)("Nytt namn", words.intro)
        editing.write_part(session, course.id, part.id, "sv", changed, seen=None, by=by, now=NOON)
    assert "Nytt namn" in editor.get(page).text
    assert Shelf(settings.published_dir).courses() == {}
