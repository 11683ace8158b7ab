"""An editor at the film's page: pieces in JSON, a form without scripts, and doors that open to editors alone."""

import hashlib
import io
import os
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.accounts.permissions import Role
from portal.core.db import Database
from portal.core.settings import Settings
from portal.courses import queries
from portal.courses.films.folders import Folders
from portal.courses.models import Film
from portal.courses.rules.catalogue import Variant
from portal.courses.rules.reasons import FilmReason
from portal.courses.rules.uploads import CHUNK_MOST
from portal.courses.rules.workflow import FilmState
from portal.courses.service import editing
from tests.factories import accounts, workshop
from tests.factories.accounts import NOON, Browser

FILM = os.urandom(60_000)


class Desk(NamedTuple):
    browser: Browser
    database: Database
    folders: Folders
    film_id: UUID

    @property
    def root(self) -> str:
        return f"/handlaggning/kurser/film/{self.film_id}"

    @property
    def film(self) -> Film:
        with self.database.read() as session:
            found = queries.film_by_id(session, self.film_id)
            assert found is not None
            return found

    def change(self, **values: Any) -> None:
        with self.database.write() as session:
            found = queries.film_by_id(session, self.film_id)
            for name, value in values.items():
                setattr(found, name, value)

    def token(self) -> dict[str, str]:
        return {"X-CSRF-Token": accounts.form_token(self.browser.get(self.root))}

    def begin(self, **changes: Any) -> TestResponse:
        given = {"name": "film.mp4", "size": len(FILM), "seam": 0, "proof": ""} | changes
        return self.browser.post(f"{self.root}/uppladdning", given, headers=self.token())

    def put(self, piece: bytes, at: int, **headers: str) -> TestResponse:
        return self.browser.client.put(
            f"{self.root}/uppladdning/{at}",
            base_url=self.browser.base,
            data=piece,
            headers=self.token() | {"Content-Type": "application/octet-stream"} | headers,
        )


@pytest.fixture
def desk(app: Flask, database: Database, settings: Settings) -> Desk:
    accounts.make_account(database, Role.EDITOR)
    with database.write() as session:
        editor = workshop.editor(session)
        course = workshop.draft(session, editor)
        part = editing.add_part(session, course.id, title="När barnet säger nej", by=editor, now=NOON)
        film_id = editing.add_film(session, part.id, Variant.PLAIN, by=editor, now=NOON).id
    browser = Browser(app)
    browser.sign_in()
    return Desk(browser, database, Folders.below(settings.data_dir), film_id)


def test_a_film_arrives_in_pieces_and_waits_to_be_made_ready(desk: Desk) -> None:
    assert desk.begin().get_json() == {
        "state": "receiving", "name": "film.mp4", "size": 60_000, "received": 0, "mine": True, "done": False,
    }  # fmt: skip
    digest = hashlib.sha256(FILM[:40_000]).hexdigest()
    assert desk.put(FILM[:40_000], 0, **{"X-Digest": digest}).get_json()["received"] == 40_000
    told = desk.browser.get(f"{desk.root}/uppladdning").get_json()
    assert (told["received"], told["done"]) == (40_000, False)
    told = desk.put(FILM[40_000:], 40_000).get_json()
    assert (told["state"], told["done"]) == ("waiting", True)
    assert desk.folders.upload(desk.film_id).read_bytes() == FILM
    assert "hx-get" in desk.browser.get(desk.root).text


def test_a_piece_from_the_wrong_place_is_told_the_right_one(desk: Desk) -> None:
    desk.begin()
    desk.put(FILM[:40_000], 0)
    answer = desk.put(FILM[:10], 10)
    assert answer.status_code == 409
    assert answer.get_json()["received"] == 40_000


@pytest.mark.parametrize(
    ("piece", "headers", "status"),
    [
        (b"x" * 60_001, {}, 422),
        (b"", {}, 422),
        (b"x" * (CHUNK_MOST + 1), {}, 413),
        (b"x", {"X-Digest": "0" * 64}, 422),
    ],
)
def test_pieces_that_cannot_be_right_are_refused_and_leave_nothing(
    desk: Desk, piece: bytes, headers: dict[str, str], status: int
) -> None:
    desk.begin()
    assert desk.put(piece, 0, **headers).status_code == status
    assert desk.folders.upload(desk.film_id).read_bytes() == b""


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"size": 0}, 422),
        ({"size": 5 * 1024**3}, 422),
        ({"size": "x"}, 400),
        ({"name": ""}, 422),
        ({"seam": -1}, 400),
    ],
)
def test_an_announcement_that_cannot_be_right_is_refused(desk: Desk, changes: dict[str, Any], status: int) -> None:
    assert desk.begin(**changes).status_code == status


def test_an_unfinished_upload_is_shown_and_can_be_cancelled(desk: Desk) -> None:
    desk.begin()
    desk.put(FILM[:40_000], 0)
    assert "data-unfinished" in desk.browser.get(desk.root).text
    assert desk.browser.send(desk.root, {}, f"{desk.root}/avbryt").status_code == 303
    assert "data-unfinished" not in desk.browser.get(desk.root).text
    assert not desk.folders.upload(desk.film_id).exists()


def test_another_editor_can_neither_add_to_an_upload_nor_cancel_it(desk: Desk, app: Flask) -> None:
    desk.begin()
    accounts.make_account(desk.database, Role.EDITOR, email="olle@kommun.example.org", name="Olle")
    other = desk._replace(browser=Browser(app))
    other.browser.sign_in("olle@kommun.example.org")
    assert other.put(FILM[:10], 0).status_code == 409
    assert other.begin().status_code == 409
    assert other.browser.send(desk.root, {}, f"{desk.root}/avbryt").status_code == 409
    assert other.browser.send(desk.root, {"film": (io.BytesIO(FILM), "a.mp4")}, f"{desk.root}/hel").status_code == 409
    assert desk.film.received == 0


def test_without_scripts_one_form_sends_all(desk: Desk) -> None:
    sent: dict[str, object] = {"film": (io.BytesIO(FILM), "film.mp4")}
    assert desk.browser.send(desk.root, sent, f"{desk.root}/hel").status_code == 303
    assert desk.film.state is FilmState.WAITING
    assert desk.folders.upload(desk.film_id).read_bytes() == FILM


def test_without_a_film_the_form_says_so(desk: Desk) -> None:
    answer = desk.browser.send(desk.root, {}, f"{desk.root}/hel")
    assert answer.status_code == 422
    assert "Choose a film first." in answer.text


def test_a_film_that_failed_for_the_server_s_sake_is_tried_again(desk: Desk) -> None:
    desk.change(state=FilmState.FAILED, reason=FilmReason.DISK, key="0" * 32)
    assert "Try again" in desk.browser.get(desk.root).text
    assert desk.browser.send(desk.root, {}, f"{desk.root}/igen").status_code == 303
    assert desk.film.state is FilmState.WAITING
    assert desk.browser.send(desk.root, {}, f"{desk.root}/igen").status_code == 409


def test_a_refused_film_says_why_and_takes_another(desk: Desk) -> None:
    desk.change(state=FilmState.REFUSED, reason=FilmReason.PLAYLIST)
    page = desk.browser.get(desk.root).text
    assert "list of other files" in page
    assert "data-upload" in page
    assert "Try again" not in page
    assert desk.begin().status_code == 200


def test_the_state_says_aloud_only_what_has_changed(desk: Desk) -> None:
    desk.change(state=FilmState.ENCODING, percent=40)
    same = desk.browser.get(f"{desk.root}/lage?fore=encoding").text
    assert "40 %" in same
    assert "film-said" not in same
    assert "film-said" in desk.browser.get(f"{desk.root}/lage?fore=waiting").text


def test_what_was_made_is_shown_and_the_film_can_be_removed(desk: Desk) -> None:
    with desk.database.write() as session:
        film = queries.film_by_id(session, desk.film_id)
        assert film is not None
        workshop.ready(session, film, desk.folders.films)
        workshop.captions(session, film, is_approved=False)
    page = desk.browser.get(desk.root).text
    for shown in ("0:12", "240p", "360.mp4", "När barnet säger nej", "not read yet", "Write captions"):
        assert shown in page
    assert "captions" in desk.browser.get(f"{desk.root}/ta-bort").text
    assert desk.browser.send(f"{desk.root}/ta-bort", {}).status_code == 303
    assert desk.browser.get(desk.root).status_code == 404


def test_an_editor_plays_the_film_in_pieces_and_nothing_else_of_the_disk(desk: Desk) -> None:
    assert desk.browser.get(f"{desk.root}/spela/360.mp4").status_code == 404
    with desk.database.write() as session:
        film = queries.film_by_id(session, desk.film_id)
        assert film is not None
        path = desk.folders.film(workshop.ready(session, film, desk.folders.films).key or "") / "240.mp4"
    answer = desk.browser.get(f"{desk.root}/spela/240.mp4", headers={"Range": "bytes=5-14"})
    assert (answer.status_code, answer.data) == (206, path.read_bytes()[5:15])
    answer.close()
    for name in ("master.m3u8", "360.mp4", "..%2f..%2fportal.db"):
        assert desk.browser.get(f"{desk.root}/spela/{name}").status_code == 404


@pytest.mark.parametrize("role", [Role.TRIAGE, Role.ADMIN, Role.PUBLISHER])
def test_nobody_but_editors_comes_in(desk: Desk, app: Flask, role: Role) -> None:
    accounts.make_account(desk.database, role, email="annan@kommun.example.org", name="Annan")
    other = Browser(app)
    other.sign_in("annan@kommun.example.org")
    for path in ("", "/lage", "/uppladdning", "/ta-bort", "/spela/240.mp4", "/texter/sv"):
        assert other.get(desk.root + path).status_code == 403
    signed_out = Browser(app)
    assert signed_out.get(desk.root).status_code == 303
    piece = signed_out.client.put(f"{desk.root}/uppladdning/0", base_url=signed_out.base, data=b"x")
    assert piece.status_code == 401


def test_a_piece_without_the_session_s_token_is_refused(desk: Desk) -> None:
    desk.begin()
    assert desk.put(FILM[:10], 0, **{"X-CSRF-Token": "x"}).status_code == 400
    assert desk.film.received == 0
