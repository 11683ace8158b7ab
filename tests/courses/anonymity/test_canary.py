"""AN-5 and AN-6: a course is played and everything breaks; nothing that was written knows who it was.

The whole portal runs as `portal serve` runs it, on both engines. Searched are the data folder with the database, what
the processes said, their temporary folder, PostgreSQL's own files with its log, and a dump of it.
"""

import contextlib
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from portal.core.settings import Settings
from portal.courses.published import PublishedCourse, Shelf
from tests.conftest import create_postgresql
from tests.courses.anonymity.canary import CANARY, SOURCE, known_by, traces, visitor_of
from tests.factories import postgresql, watching
from tests.factories.watching import ALONE, PORTAL, Running, Visitor

pytestmark = pytest.mark.slow
ROUND = 620  # more than are counted in a minute


@dataclass(frozen=True)
class Stage:
    """A server with a course, and all places it may write to."""

    server: Running
    course: PublishedCourse
    shelf: Shelf
    folders: tuple[Path, ...]

    @property
    def media(self) -> str:
        film = self.course.parts[0].film
        return f"/media/{self.course.slug}/{film.made.key if film else ''}"


@pytest.fixture(params=["portal", "alone"])
def stage(
    request: pytest.FixtureRequest, settings: Settings, course: PublishedCourse, shelf: Shelf, database_url: str
) -> Iterator[Stage]:
    """A course that is served by the whole portal, and by the courses' own process."""
    temp = settings.data_dir / "temp"
    temp.mkdir()
    arguments = PORTAL if request.param == "portal" else ALONE
    given = {"PORTAL_DATABASE_URL": database_url, "TMPDIR": str(temp)}
    with watching.running(arguments, settings.data_dir, **given) as server:
        yield Stage(server, course, shelf, (settings.data_dir, *cluster(database_url)))


def cluster(database_url: str) -> list[Path]:
    """The folder of PostgreSQL's files, its log among them."""
    return [Path(database_url.partition("?host=")[2])] if "?host=" in database_url else []


def dump(database_url: str, folder: Path) -> None:
    """What a backup of the database would hold."""
    if "?host=" not in database_url:
        return
    plain = database_url.replace("postgresql+psycopg", "postgresql")
    with (folder / "dump.sql").open("wb") as file:
        subprocess.run(["pg_dump", plain], stdout=file, check=True, timeout=60)


def play(visitor: Visitor, stage: Stage) -> set[int]:
    """Watch the whole course and press everything there is; the statuses that came back."""
    page, query = f"/sv/kurser/{stage.course.slug}", f"?utm={CANARY}"
    paths = ["/", "/sv/kurser", page, f"{page}/2", f"{page}/intyg", f"{page}/asikt", "/sv/kurser/om/ingenting"]
    paths += ["/sv/kurser/om/siffror", "/ar/kurser", f"/en/kurser/{CANARY}"]
    paths += [f"{stage.media}/{name}" for name in ("master.m3u8", "240/index.m3u8", "240/init.mp4", "240/001.m4s")]
    asked = {visitor.ask(path + query).status for path in paths}
    asked |= {visitor.ask(f"{stage.media}/240.mp4", Range=f"bytes={first}-{first + 99}").status for first in (0, 500)}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    asked.add(visitor.ask(f"{page}/rakna", "POST", b"milestone=visit", **form).status)
    asked.add(visitor.ask(f"{page}/asikt", "POST", b"helped=yes&words=Tack", **form).status)
    return asked


def break_everything(visitor: Visitor, stage: Stage) -> set[int]:
    """404, 405, 413, 416, 429, 500, what is no request at all, and people who go away in the middle."""
    page, form = f"/sv/kurser/{stage.course.slug}", {"Content-Type": "application/x-www-form-urlencoded"}
    asked = {visitor.ask(f"{stage.media}/{name}?{CANARY}").status for name in (f"{CANARY}.m4s", "240/999.m4s")}
    asked |= {visitor.ask(page, "TRACE").status, visitor.ask(f"/{CANARY}").status}
    asked.add(visitor.ask(f"{page}/asikt", "POST", b"words=" + b"x" * 40_000, **form).status)
    asked.add(visitor.ask(f"{stage.media}/240.mp4", Range="bytes=99999999-").status)
    asked |= visitor.ask_often(ROUND, f"{page}/rakna", b"milestone=visit", **form)
    name = CANARY.encode()
    for raw in (
        b"NONSENSE " + name + b"\r\n\r\n",
        b"GET /" + name + b" HTTP/9.9\r\n\r\n",
        b"GET /sv/kurser HTTP/1.1\r\nHost: x\r\n" + name + b" x: y\r\n\r\n",
        b"GET /sv/kurser?" + name * 2000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /sv/kurser HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + name + b"\r\n",
        b"GET /sv/kurser HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 20_000 + name + b"\r\n\r\n",
    ):
        visitor.send_raw(raw)
    aborted = (
        f"POST {page}/asikt HTTP/1.1\r\nHost: x\r\nUser-Agent: {CANARY}\r\nContent-Length: 900\r\n\r\nwords={CANARY}"
    )
    visitor.send_raw(aborted.encode(), read=False)
    visitor.send_raw(f"GET {stage.media}/240.mp4 HTTP/1.1\r\nHost: x\r\nX: {CANARY}\r\n\r\n".encode(), read=False)
    broken = stage.shelf.root / "courses" / "trasig.json"
    broken.write_text("{")
    asked |= {visitor.ask(path + f"?{CANARY}").status for path in ("/sv/kurser", page, f"/sv/kurser/{CANARY}")}
    broken.write_text(json.dumps(that_cannot_be_shown(stage.course, broken.stem)))
    asked |= {visitor.ask(f"{path}?{CANARY}").status for path in ("/sv/kurser", "/sv/kurser/trasig")}
    broken.unlink()
    return asked


def that_cannot_be_shown(course: PublishedCourse, slug: str) -> dict[str, Any]:
    """A page that can be read from the shelf, but whose text is a number: showing it is an error of ours."""
    raw = course.written()
    swedish = raw["words"]["sv"] | {"about": 5}
    return raw | {"slug": slug, "words": raw["words"] | {"sv": swedish}}


def test_a_played_course_and_everything_that_broke_leave_no_trace(stage: Stage, database_url: str) -> None:
    visitor = visitor_of(stage.server)
    assert play(visitor, stage) >= {200, 204, 206, 303, 404}
    assert break_everything(visitor, stage) >= {404, 405, 413, 416, 429, 500}
    dump(database_url, stage.shelf.root.parent)
    assert list(traces(stage.folders)) == []
    assert "unexpected: AttributeError at" in stage.server.log.read_text()
    stage.server.process.kill()
    stage.server.process.wait(10)
    assert list(traces(stage.folders)) == []


def test_what_is_kept_was_counted_once(stage: Stage, database_url: str) -> None:
    """So that the search above looks at a database that did get something."""
    for _ in range(3):
        play(visitor_of(stage.server), stage)
    dump(database_url, stage.shelf.root.parent)
    held = [path for folder in stage.folders for path in folder.rglob("*") if path.is_file()]
    assert any(b"Tack" in path.read_bytes() for path in held if path.suffix in {".db", ".db-wal", ".sql"})


@pytest.mark.parametrize("form", known_by())
def test_the_search_finds_whatever_might_have_been_left(tmp_path: Path, form: bytes) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "log").write_bytes(b"." * ((1 << 20) - 3) + form + b"...")
    assert list(traces([tmp_path]))


def test_an_ordinary_server_is_found_out(settings: Settings, course: PublishedCourse) -> None:
    """The same portal under gunicorn as most run it: it leaves address, agent and referer behind."""
    port = watching.free_port()
    application = ("-m", "gunicorn", "--no-control-socket", "-b", f"127.0.0.1:{port}", "--access-logfile", "-")
    arguments = (*application, "portal.courses.watching.alone:application")
    with watching.running(arguments, settings.data_dir, PORT=str(port)) as server:
        visitor_of(server).ask(f"/sv/kurser/{course.slug}?{CANARY}")
        visitor_of(server).send_raw(f"NONSENSE {CANARY}\r\n\r\n".encode())
    left = "".join(traces([settings.data_dir]))
    assert CANARY in left
    assert SOURCE in left


def test_a_full_disk_leaves_no_trace(
    settings: Settings, course: PublishedCourse, shelf: Shelf, tmp_path: Path
) -> None:
    arguments = ("-c", f"import resource, runpy, sys; {FULL}; sys.argv = sys.argv[:1]; {RUN}")
    with watching.running(arguments, settings.data_dir) as server:
        stage = Stage(server, course, shelf, (settings.data_dir,))
        asked = play(visitor_of(server), stage)
    assert 503 in asked
    assert list(traces(stage.folders)) == []


FULL = "resource.setrlimit(resource.RLIMIT_FSIZE, (900, 900))"
RUN = "runpy.run_module('portal.courses.watching', run_name='__main__')"


def test_nginx_in_front_leaves_no_trace_though_the_app_is_gone(
    settings: Settings, course: PublishedCourse, shelf: Shelf, tmp_path: Path
) -> None:
    assert list(through_nginx(settings, course, shelf, ("", ""))) == []


def test_nginx_with_only_its_access_log_switched_off_is_found_out(
    settings: Settings, course: PublishedCourse, shelf: Shelf
) -> None:
    left = "".join(through_nginx(settings, course, shelf, ("/dev/null crit", f"{settings.data_dir}/error.log")))
    assert CANARY in left
    assert SOURCE in left


def through_nginx(settings: Settings, course: PublishedCourse, shelf: Shelf, change: tuple[str, str]) -> list[str]:
    """What is found after a course was asked for through nginx, with the app and without."""
    for folder in (settings.data_dir, *settings.data_dir.parents):
        with contextlib.suppress(OSError):
            folder.chmod(folder.stat().st_mode | 0o011)
    with (
        watching.running(ALONE, settings.data_dir) as server,
        watching.nginx(settings.data_dir / "nginx", settings.data_dir, server.port, change=change) as front,
    ):
        stage = Stage(front, course, shelf, (settings.data_dir,))
        visitor = visitor_of(front)
        assert play(visitor, stage) >= {200, 206, 404, 503}  # no counters there
        body = b"words=" + CANARY.encode() * 900
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        assert visitor.ask(f"/sv/kurser/{course.slug}/asikt", "POST", body, **form).status in {413, 422}
        watching.stop(server.process)
        assert {visitor.ask(path).status for path in ("/sv/kurser", f"/sv/kurser/{CANARY}")} == {502}
        assert visitor.ask(f"{stage.media}/240.mp4").status == 200
        visitor.send_raw(f"NONSENSE {CANARY}\r\n\r\n".encode())
    return list(traces(stage.folders))


def test_a_database_that_is_away_leaves_no_trace(settings: Settings, course: PublishedCourse, shelf: Shelf) -> None:
    with postgresql.running() as server:
        create_postgresql(server.url, "portal")
        given = {"PORTAL_COURSES_DATABASE_URL": server.url.format(name="portal")}
        with watching.running(ALONE, settings.data_dir, **given) as running:
            stage = Stage(running, course, shelf, (settings.data_dir, *cluster(server.url)))
            server.stop()
            try:
                assert play(visitor_of(running), stage) >= {200, 206, 503}
            finally:
                server.start()
        assert list(traces(stage.folders)) == []
