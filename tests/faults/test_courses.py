"""Courses play while the database is down, missing or locked and the rest is broken; a stalled reader is left."""

import socket
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client

from portal.core.settings import Settings
from portal.core.web.server import SILENCE_SECONDS
from portal.courses.published import PublishedCourse, Shelf
from portal.courses.watching.app import blind, create_courses_app, with_courses
from tests.conftest import create_postgresql
from tests.factories import courses, postgresql, watching
from tests.factories.watching import ALONE

PATIENCE = 3.0


@pytest.fixture
def course(settings: Settings, tmp_path: Path) -> PublishedCourse:
    return courses.put(Shelf(settings.published_dir), courses.published_course(parts=2), tmp_path / "made")


def film_of(course: PublishedCourse) -> str:
    film = course.parts[0].film
    return f"/media/{course.slug}/{film.made.key if film else ''}/240.mp4"


@contextmanager
def stopped(settings: Settings) -> Iterator[Settings]:
    with postgresql.running() as server:
        create_postgresql(server.url, "portal")
        app = create_courses_app(replace(settings, database_url=server.url.format(name="portal")))
        app.extensions["portal"].database.dispose()
        server.stop()
        try:
            yield replace(settings, database_url=server.url.format(name="portal"))
        finally:
            server.start()


@contextmanager
def missing(settings: Settings) -> Iterator[Settings]:
    yield replace(settings, database_url=f"sqlite:////{settings.data_dir}/no/such/folder/portal.db")


@contextmanager
def locked(settings: Settings) -> Iterator[Settings]:
    whole = replace(settings, database_url=f"sqlite:///{settings.data_dir / 'portal.db'}")
    with sqlite3.connect(settings.data_dir / "portal.db", isolation_level=None) as holder:
        holder.execute("CREATE TABLE something (a)")
        holder.execute("BEGIN EXCLUSIVE")
        yield whole
        holder.execute("ROLLBACK")
    holder.close()


@pytest.mark.parametrize("without", [stopped, missing, locked])
def test_courses_play_without_the_database(
    settings: Settings, course: PublishedCourse, without: Callable[[Settings], Any]
) -> None:
    with without(settings) as at:
        app = create_courses_app(at)
        visitor = Client(blind(app), use_cookies=False)
        for language in ("sv", "en", "ar"):
            paths = [
                "",
                f"/{course.slug}",
                f"/{course.slug}/2",
                f"/{course.slug}/intyg",
                "/om/ingenting",
                "/om/sakerhet",
            ]
            for path in paths:
                began = time.monotonic()
                answer = visitor.get(f"/{language}/kurser{path}")
                assert answer.status_code == 200, path
                assert time.monotonic() - began < PATIENCE
        assert "tel:" in visitor.get(f"/sv/kurser/{course.slug}").text
        assert visitor.get(film_of(course), headers={"Range": "bytes=0-9"}, buffered=True).status_code == 206
        app.extensions["portal"].database.dispose()


def test_courses_play_while_the_rest_is_broken(settings: Settings, course: PublishedCourse) -> None:
    def broken(_environ: dict[str, Any], _start: Callable[..., Any]) -> Iterable[bytes]:
        raise RuntimeError("the rest")

    visitor = Client(with_courses(broken, settings), use_cookies=False)
    with pytest.raises(RuntimeError):
        visitor.get("/sv/")
    assert visitor.get(f"/sv/kurser/{course.slug}").status_code == 200
    assert visitor.get(film_of(course), buffered=True).status_code == 200


@pytest.mark.slow
def test_a_reader_that_takes_nothing_is_given_up(settings: Settings, course: PublishedCourse) -> None:
    film = settings.published_dir / film_of(course).lstrip("/")
    film.write_bytes(bytes(64 * 1024 * 1024))
    with watching.running((*ALONE, "--threads=1"), settings.data_dir) as server:
        with socket.create_connection(("127.0.0.1", server.port)) as stalled:
            stalled.sendall(f"GET {film_of(course)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            stalled.recv(1)
            began = time.monotonic()
            assert server.visitor().ask("/sv/kurser").status == 200
            assert 1 < time.monotonic() - began < SILENCE_SECONDS + 8
        assert server.log.read_text() == ""
