"""A film on its way in, in a real browser: the network is lost, the page reloaded, and every byte arrives once."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.accounts.models import StaffAccount
from portal.accounts.permissions import Role
from portal.courses import queries
from portal.courses.films.folders import Folders
from portal.courses.models import Film
from portal.courses.rules.catalogue import Variant
from portal.courses.rules.uploads import CHUNK
from portal.courses.rules.workflow import FilmState
from portal.courses.service import editing
from tests.browser import inspection, office
from tests.browser.chromium import DESK, Watch, visitor
from tests.factories import accounts, films, workshop
from tests.factories.accounts import NOON

LEAST_TARGET = 24  # a desk, not a phone in the dark
PATIENCE_MS = 40_000
SIZE = 12 * 1024 * 1024 + 4321


class Desk(NamedTuple):
    office: office.Office
    page: Page
    watch: Watch
    film_id: UUID
    folders: Folders

    @property
    def path(self) -> str:
        return f"/handlaggning/kurser/film/{self.film_id}"

    def film(self) -> Film:
        with self.office.database.read() as session:
            found = queries.film_by_id(session, self.film_id)
            assert found is not None
            return found

    def choose(self, file: Path) -> None:
        self.page.locator("#film").set_input_files(str(file))
        self.page.locator("[data-upload-start]").click()

    def said(self, words: str) -> None:
        expect(self.page.locator("[data-upload-said]")).to_contain_text(words, timeout=PATIENCE_MS)

    def has_arrived(self) -> None:
        expect(self.page.locator("#film-state")).to_contain_text("Waits to be made ready", timeout=PATIENCE_MS)


class Line:
    """The connection: carries so many pieces and drops all after them without an answer, until it is mended."""

    def __init__(self, desk: Desk, carries: int) -> None:
        self.carries = carries
        self.places: list[int] = []
        self.app = desk.office.app.wsgi_app
        desk.office.app.wsgi_app = self.carry  # type: ignore[method-assign,assignment]

    def carry(self, environ: Any, start: Any) -> Any:
        """Pass a request on, or drop it."""
        if environ["REQUEST_METHOD"] == "PUT":
            if len(self.places) >= self.carries:
                raise ConnectionResetError
            self.places.append(int(environ["PATH_INFO"].rsplit("/", 1)[1]))
        return self.app(environ, start)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Browser) -> Iterator[Desk]:
    with office.running(tmp_path, monkeypatch, datetime.now(UTC)) as running:
        running.employ(Role.EDITOR)
        with running.database.write() as session:
            editor = workshop.editor(session)
            course = workshop.draft(session, editor)
            part = editing.add_part(session, course.id, title="När barnet säger nej", by=editor, now=NOON)
            film_id = editing.add_film(session, part.id, Variant.PLAIN, by=editor, now=NOON).id
        context, watch = visitor(browser, running.base, viewport=DESK)
        desk = Desk(running, context.new_page(), watch, film_id, Folders.below(tmp_path))
        desk.page.on("dialog", lambda dialog: dialog.accept())
        desk.page.goto(f"/handlaggning/logga-in?next={desk.path}")
        desk.page.locator("[name=email]").fill(office.HANDLER)
        desk.page.locator("[name=password]").fill(accounts.PASSWORD)
        desk.page.locator("main button[type=submit]").first.click()
        desk.page.wait_for_url(f"**{desk.path}")
        yield desk
        context.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "gränser del 1.mp4"
    path.write_bytes(os.urandom(SIZE))
    return path


def test_a_film_goes_on_by_itself_when_the_network_is_back(desk: Desk, file: Path) -> None:
    line = Line(desk, carries=1)
    desk.choose(file)
    desk.said("No connection")
    assert desk.film().received == CHUNK
    line.carries = 99
    desk.has_arrived()
    assert line.places == [0, CHUNK, 2 * CHUNK, 3 * CHUNK]
    assert desk.folders.upload(desk.film_id).read_bytes() == file.read_bytes()
    desk.watch.forget("net::ERR_")
    assert inspection.said(desk.watch) == []


def test_a_page_that_is_reloaded_goes_on_with_the_same_file(desk: Desk, file: Path) -> None:
    line = Line(desk, carries=2)
    desk.choose(file)
    desk.said("No connection")
    desk.page.reload()
    expect(desk.page.locator("[data-unfinished]")).to_contain_text("gränser del 1.mp4")
    line.carries = 99
    desk.choose(file)
    desk.has_arrived()
    assert line.places == [0, CHUNK, 2 * CHUNK, 3 * CHUNK]
    assert desk.folders.upload(desk.film_id).read_bytes() == file.read_bytes()


def test_another_file_of_the_same_name_and_size_begins_anew(desk: Desk, file: Path, tmp_path: Path) -> None:
    line = Line(desk, carries=1)
    desk.choose(file)
    desk.said("No connection")
    desk.page.reload()
    other = tmp_path / "annan" / file.name
    other.parent.mkdir()
    other.write_bytes(os.urandom(SIZE))
    line.carries = 99
    desk.choose(other)
    desk.has_arrived()
    assert line.places == [0, 0, CHUNK, 2 * CHUNK, 3 * CHUNK]
    assert desk.folders.upload(desk.film_id).read_bytes() == other.read_bytes()


def test_an_upload_is_paused_gone_on_with_and_cancelled(desk: Desk, file: Path) -> None:
    line = Line(desk, carries=1)
    desk.choose(file)
    desk.said("No connection")
    desk.page.locator("[data-upload-pause]").click()
    desk.said("Paused")
    expect(desk.page.locator("[data-upload-go]")).to_be_focused()
    expect(desk.page.locator("#upload-bar")).to_have_js_property("value", 100 * CHUNK // SIZE)
    line.carries = 2
    desk.page.locator("[data-upload-go]").click()
    desk.said("No connection")
    assert desk.film().received == 2 * CHUNK
    desk.page.locator("[data-upload-cancel] button").click()
    expect(desk.page.locator("[data-upload-cancel]")).to_be_hidden()
    assert not desk.folders.upload(desk.film_id).exists()


def test_progress_is_told_to_those_who_do_not_see_it_and_not_too_often(desk: Desk, file: Path) -> None:
    desk.page.evaluate(
        """() => {
          window.heard = [];
          const said = document.querySelector("[data-upload-said]");
          new MutationObserver(() => window.heard.push(said.textContent)).observe(said, { childList: true });
        }"""
    )
    Line(desk, carries=3)
    desk.choose(file)
    desk.said("No connection")
    heard = desk.page.evaluate("window.heard")
    assert [words.split(",")[0] for words in heard if "uploaded" in words] == [
        "0 % uploaded",
        "33 % uploaded",
        "66 % uploaded",
        "99 % uploaded",
    ]
    assert desk.page.locator("[data-upload-said]").get_attribute("role") == "status"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_pages_of_films_and_captions_are_for_everybody(desk: Desk, language: str) -> None:
    with desk.office.database.write() as session:
        film = queries.film_by_id(session, desk.film_id)
        assert film is not None
        workshop.ready(session, film, desk.folders.films)
        workshop.captions(session, film)
        workshop.captions(session, film, "en", is_approved=False)
        session.query(StaffAccount).filter_by(email=office.HANDLER).update({"language": language})
    faults = []
    for path in ("", "/ta-bort", "/texter/sv", "/texter/en", "/kapitel/sv", "/texter/ar"):
        desk.page.goto(desk.path + path)
        faults += [f"{path}: {fault}" for fault in inspection.faults_on(desk.page, desk.watch, LEAST_TARGET)]
    desk.page.goto(f"{desk.path}/texter/sv")
    desk.page.locator("[name=start-2]").fill("0:01")
    desk.page.locator("[data-cues] button[type=submit]").first.click()
    expect(desk.page.locator(".error-summary")).to_be_focused()
    faults += inspection.faults_on(desk.page, desk.watch, LEAST_TARGET)
    for state in (FilmState.ENCODING, FilmState.REFUSED):
        with desk.office.database.write() as session:
            found = queries.film_by_id(session, desk.film_id)
            assert found is not None
            found.state, found.made, found.percent, found.reason = state, None, 43, "playlist"
        desk.page.goto(desk.path)
        faults += inspection.faults_on(desk.page, desk.watch, LEAST_TARGET)
    assert faults == []


def test_captions_are_written_beside_the_film(desk: Desk) -> None:
    with desk.office.database.write() as session:
        film = queries.film_by_id(session, desk.film_id)
        assert film is not None
        workshop.ready(session, film, desk.folders.films)
        key = film.key
    films.source_film(desk.folders.film(key or "") / "360.mp4", size="320x180")
    desk.page.goto(f"{desk.path}/texter/sv")
    desk.page.locator("[name=start-1]").fill("0:01")
    desk.page.locator("[name=end-1]").fill("0:04")
    desk.page.locator("[name=words-1]").fill("Alla barn säger nej.")
    desk.page.locator("[data-cue]").first.locator("[data-play]").click()
    desk.page.wait_for_function("() => document.querySelector('video').currentTime > 1")
    desk.page.evaluate("document.querySelector('video').pause()")
    desk.page.locator("[data-add-row]").click()
    expect(desk.page.locator("[name=start-4]")).to_be_focused()
    assert desk.page.locator("[name=start-4]").input_value().startswith("00:00:0")
    desk.page.locator("[name=start-4]").fill("0:05")
    desk.page.locator("[name=end-4]").fill("0:08")
    desk.page.locator("[name=words-4]").fill("Öva.")
    desk.page.locator("[data-cues] button[type=submit]").first.click()
    expect(desk.page.locator(".banner--success")).to_be_visible()
    assert desk.film().tracks[0].cues == [[1.0, 4.0, "Alla barn säger nej."], [5.0, 8.0, "Öva."]]
    assert inspection.said(desk.watch) == []
