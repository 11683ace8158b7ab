"""An editor at the table of captions: what is typed is kept or said to be wrong by its row, and never lost."""

import io
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.accounts.permissions import Role
from portal.core.db import Database
from portal.core.settings import Settings
from portal.courses import queries
from portal.courses.rules.cues import TrackKind
from portal.courses.rules.workflow import State
from portal.courses.service.captioning import cues_of, track_of, version_of
from portal.courses.staff import captions
from tests.factories import accounts, workshop
from tests.factories.accounts import Browser

SRT = "1\n00:00:01,000 --> 00:00:03,000\nHej.\n\n2\n00:00:04,000 --> 00:00:06,000\n<i>Öva</i> nu.\n"


class Desk(NamedTuple):
    browser: Browser
    database: Database
    film_id: UUID
    course_id: UUID

    def path(self, kind: str = "texter", language: str = "en") -> str:
        return f"/handlaggning/kurser/film/{self.film_id}/{kind}/{language}"

    def cues(self, language: str = "en", kind: TrackKind = TrackKind.CAPTIONS) -> list[tuple[float, float, str]]:
        with self.database.read() as session:
            film = queries.film_by_id(session, self.film_id)
            assert film is not None
            return [(cue.start, cue.end, cue.words) for cue in cues_of(track_of(film, kind, language))]

    def version(self, language: str = "en") -> str:
        with self.database.read() as session:
            film = queries.film_by_id(session, self.film_id)
            assert film is not None
            return version_of(track_of(film, TrackKind.CAPTIONS, language))

    def write(self, *rows: tuple[str, str, str], path: str = "", **more: Any) -> TestResponse:
        """Send rows of start, end and words in place of all there are."""
        path = path or self.path()
        sent: dict[str, object] = {"version": self.version(), "first": 1, "count": len(self.cues())}
        for number, row in enumerate(rows, start=1):
            sent |= dict(zip((f"start-{number}", f"end-{number}", f"words-{number}"), row, strict=True))
        return self.browser.send(path, sent | more)

    def file(self, content: bytes, path: str = "", **more: Any) -> TestResponse:
        path = path or self.path()
        return self.browser.send(
            path, {"version": self.version(), "file": (io.BytesIO(content), "a.srt")} | more, f"{path}/fil"
        )

    def state(self) -> State:
        with self.database.read() as session:
            course = queries.course_by_id(session, self.course_id)
            assert course is not None
            return course.state


@pytest.fixture
def desk(app: Flask, database: Database, settings: Settings) -> Desk:
    accounts.make_account(database, Role.EDITOR)
    with database.write() as session:
        course = workshop.complete(session, settings, workshop.editor(session))
        course.state = State.APPROVED
        film_id, course_id = course.parts[0].films[0].id, course.id
    browser = Browser(app)
    browser.sign_in()
    return Desk(browser, database, film_id, course_id)


def test_rows_are_kept_in_the_order_of_their_times_and_the_course_is_a_draft_again(desk: Desk) -> None:
    assert desk.state() is State.APPROVED
    answer = desk.write(("0:05", "0:08", "Två"), ("", "", ""), ("0:01", "0:03,5", "Ett\r\nrad två"))
    assert answer.status_code == 303
    assert desk.cues() == [(1.0, 3.5, "Ett\nrad två"), (5.0, 8.0, "Två")]
    assert desk.state() is State.DRAFT
    page = desk.browser.get(answer.headers["Location"]).text
    assert "The changes are saved." in page
    assert "00:00:05.000" in page


def test_what_is_wrong_is_named_by_its_row_and_nothing_typed_is_lost(desk: Desk) -> None:
    answer = desk.write(("0:01", "0:05", "Ett"), ("0:04", "0:14", "Två"), ("klockan tre", "", "Tre <b>"))
    assert answer.status_code == 422
    for shown in ("Row 2: This begins before", "Row 2: This goes on after", "Row 3: We cannot read the time"):
        assert shown in answer.text
    assert 'value="klockan tre"' in answer.text
    assert "Tre &lt;b&gt;" in answer.text
    assert desk.cues() == []
    assert desk.state() is State.APPROVED


def test_more_rows_are_given_without_keeping_anything(desk: Desk) -> None:
    answer = desk.write(("0:01", "0:02", "Ett"), add="1")
    assert answer.status_code == 200
    assert 'name="words-4"' in answer.text
    assert "Ett" in answer.text
    assert desk.cues() == []


def test_rows_can_be_removed(desk: Desk) -> None:
    desk.write(("0:01", "0:02", "Ett"), ("0:03", "0:04", "Två"))
    assert desk.write(("0:01", "0:02", "Ett"), ("0:03", "0:04", "Två"), **{"drop-1": "1"}).status_code == 303
    assert desk.cues() == [(3.0, 4.0, "Två")]


def test_of_two_who_write_the_second_is_told_and_keeps_the_words_and_may_overwrite(desk: Desk) -> None:
    seen = desk.version()
    desk.write(("0:01", "0:02", "Den första"))
    answer = desk.write(("0:01", "0:02", "Den andra"), version=seen, count=0)
    assert answer.status_code == 409
    assert "Den andra" in answer.text
    assert f'value="{desk.version()}"' in answer.text
    assert desk.cues() == [(1.0, 2.0, "Den första")]
    again = desk.write(("0:01", "0:02", "Den andra"), version=seen, count=1, overwrite=desk.version())
    assert again.status_code == 303
    assert desk.cues() == [(1.0, 2.0, "Den andra")]


def test_a_file_is_read_in_and_comes_out_again(desk: Desk) -> None:
    assert desk.file(SRT.encode("cp1252")).status_code == 303
    assert desk.cues() == [(1.0, 3.0, "Hej."), (4.0, 6.0, "Öva nu.")]
    vtt = desk.browser.get(f"{desk.path()}.vtt")
    assert vtt.text.startswith("WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000\nHej.\n")
    assert vtt.headers["Content-Disposition"] == 'attachment; filename="texter-en.vtt"'
    assert vtt.mimetype == "text/vtt"
    assert "00:00:04,000 --> 00:00:06,000\nÖva nu." in desk.browser.get(f"{desk.path()}.srt").text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"1\n00:00:01,000 --> 00:00:03,000\nA\n\n2\n00:00:02,000 --> 00:00:20,000\nB\n",
            "Line 6: This begins before",
        ),
        (b"1\n00:00:02,000 --> 00:00:20,000\nB\n", "Line 2: This goes on after the film"),
        (b"\x00\x00\x00\x20ftypisom", "is not text"),
        (b"%PDF-1.7\n", "There are no times here"),
    ],
)
def test_a_faulty_file_is_said_to_be_so_by_line_and_changes_nothing(desk: Desk, content: bytes, said: str) -> None:
    answer = desk.file(content)
    assert answer.status_code == 422
    assert said in answer.text
    assert desk.cues() == []


def test_a_file_beyond_the_limit_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captions, "BYTES_MOST", len(SRT) - 1)
    answer = desk.file(SRT.encode())
    assert answer.status_code == 422
    assert "too large" in answer.text
    assert desk.cues() == []


def test_no_file_at_all_is_said_to_be_missing(desk: Desk) -> None:
    answer = desk.browser.send(desk.path(), {"version": ""}, f"{desk.path()}/fil")
    assert answer.status_code == 422
    assert "Choose a file first." in answer.text


def test_everything_is_moved_and_a_move_that_is_none_says_so(desk: Desk) -> None:
    desk.file(SRT.encode())
    sent: dict[str, object] = {"version": desk.version(), "seconds": "-0,5"}
    assert desk.browser.send(desk.path(), sent, f"{desk.path()}/flytta").status_code == 303
    assert desk.cues()[0][:2] == (0.5, 2.5)
    for seconds, said in (("snart", "Write a number"), ("nan", "Write a number"), ("60", "goes on after")):
        answer = desk.browser.send(
            desk.path(), {"version": desk.version(), "seconds": seconds}, f"{desk.path()}/flytta"
        )
        assert answer.status_code == 422
        assert said in answer.text


def test_what_a_machine_wrote_is_approved_by_who_has_read_it(desk: Desk) -> None:
    with desk.database.write() as session:
        film = queries.film_by_id(session, desk.film_id)
        assert film is not None
        workshop.captions(session, film, "ar", is_approved=False)
    path = desk.path(language="ar")
    assert "A machine wrote this" in desk.browser.get(path).text
    sent: dict[str, object] = {"version": desk.version("ar")}
    assert desk.browser.send(path, sent, f"{path}/godkann").status_code == 303
    assert "A machine wrote this" not in desk.browser.get(path).text


def test_captions_are_removed(desk: Desk) -> None:
    desk.file(SRT.encode())
    sent: dict[str, object] = {"version": desk.version()}
    assert desk.browser.send(desk.path(), sent, f"{desk.path()}/ta-bort").status_code == 303
    assert desk.cues() == []
    assert desk.browser.get(f"{desk.path()}.vtt").status_code == 404


def test_chapters_are_rows_without_an_end(desk: Desk) -> None:
    path = desk.path("kapitel")
    assert "end-1" not in desk.browser.get(path).text
    answer = desk.write(("0:00", "", "Varför"), ("0:06", "", "Öva"), path=path)
    assert answer.status_code == 303
    assert desk.cues(kind=TrackKind.CHAPTERS) == [(0.0, 6.0, "Varför"), (6.0, 12.0, "Öva")]
    later = desk.write(("0:00", "", "Varför"), ("0:13", "", "Öva"), path=path, version="x")
    assert later.status_code == 409


def test_a_long_track_is_written_a_hundred_rows_at_a_time(desk: Desk) -> None:
    with desk.database.write() as session:
        film = queries.film_by_id(session, desk.film_id)
        assert film is not None
        film.seconds = 600.0
    text = "".join(f"0:{one // 60:02}:{one % 60:02},000 --> 0:{one // 60:02}:{one % 60:02},900\nHej {one}\n\n"
                   for one in range(150))  # fmt: skip
    desk.file(text.encode())
    second = desk.browser.get(f"{desk.path()}?fran=120").text
    assert 'name="words-101"' in second
    assert 'name="words-100"' not in second
    row = {"start-101": "0:01:40", "end-101": "0:01:40.9", "words-101": "Ny"}
    answer = desk.browser.send(desk.path(), {"version": desk.version(), "first": 101, "count": 50} | row)
    assert answer.status_code == 303
    assert len(desk.cues()) == 101
    assert desk.cues()[100] == (100.0, 100.9, "Ny")


@pytest.mark.parametrize("path", ["texter/xx", "texter/sv.pdf", "annat/sv"])
def test_what_is_no_track_is_not_found(desk: Desk, path: str) -> None:
    assert desk.browser.get(f"/handlaggning/kurser/film/{desk.film_id}/{path}").status_code == 404


@pytest.mark.parametrize(
    "sent", [{"first": "-1"}, {"first": "99999"}, {"count": "99999"}, {"words-9999": "x"}, {"start-1": "\x00"}]
)
def test_odd_forms_are_answered_and_change_nothing(desk: Desk, sent: dict[str, str]) -> None:
    before = desk.cues("sv")
    answer = desk.browser.send(desk.path(language="sv"), {"version": "x", "first": 1, "count": 0} | sent)
    assert answer.status_code in {409, 422}
    assert desk.cues("sv") == before
