"""Media straight from the shelf by nginx, with the configuration of `deploy/`: the same answers, without the app."""

import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from portal.core.settings import Settings
from portal.courses.published import Shelf
from portal.courses.watching import create_courses_app
from tests.factories import courses, watching
from tests.factories.watching import Running

NOBODY_LISTENS = 1


@pytest.fixture(scope="module")
def data_dir() -> Iterator[Path]:
    """A data folder that other users can pass through, as in production."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o711)
        (Path(name) / "data").mkdir()
        (Path(name) / "data").chmod(0o711)
        before = os.umask(0o077)
        courses.put(Shelf(Path(name) / "data/published"), courses.published_course(), Path(name) / "made")
        (Path(name) / "data/portal.db").write_text("secret")
        os.umask(before)
        yield Path(name) / "data"


@pytest.fixture(scope="module")
def front(data_dir: Path) -> Iterator[Running]:
    """An nginx behind which no app runs."""
    with watching.nginx(data_dir.parent / "nginx", data_dir, NOBODY_LISTENS) as running:
        yield running


@pytest.fixture(scope="module")
def film(data_dir: Path) -> str:
    path = next((data_dir / "published/media").rglob("240.mp4"))
    return f"/{path.relative_to(data_dir / 'published')}"


def test_media_play_while_no_app_runs(front: Running, film: str) -> None:
    folder = film.rpartition("/")[0]
    for name in ("master.m3u8", "240/index.m3u8", "240/init.mp4", "240/001.m4s", "240.mp4", "audio.m4a", "sv.vtt"):
        answer = front.visitor().ask(f"{folder}/{name}")
        assert (answer.status, answer.body) == (200, name.encode() * 1000)
    assert front.visitor().ask("/sv/kurser").status == 502  # so it is true that no app runs


OF_THE_SERVER = {"Server", "Date", "Connection"}
HTTPS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains", "Accept-Ranges": "bytes"}
RANGES = (
    *("", "bytes=0-0", "bytes=5-", "bytes=-5", "bytes=0-99999999", "bytes=99999999-", "bytes=0-1,5-6", "bytes=a-b"),
    *("seconds=0-1", "bytes=-0", "bytes=5-2"),
)


def told(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in OF_THE_SERVER} | HTTPS


@pytest.mark.parametrize("asked", RANGES)
def test_nginx_and_the_app_answer_alike(
    front: Running, film: str, data_dir: Path, settings: Settings, asked: str
) -> None:
    headers = {"Range": asked} if asked else {}
    there = front.visitor().ask(film, **headers)
    app = create_courses_app(Settings(**{**vars(settings), "data_dir": data_dir}))
    here = app.test_client(use_cookies=False).get(film, headers=headers)
    assert there.status == here.status_code
    assert there.headers.get("Content-Range") == here.headers.get("Content-Range")
    if there.status < 400:
        assert there.body == here.data
        assert told(there.headers) == told(dict(here.headers))


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        "/media/../courses/granser-utan-brak.json",
        "/media/..%2fcourses/granser-utan-brak.json",
        "/media../portal.db",
        "/media/../../portal.db",
        "/media/granser-utan-brak/",
        "{folder}/.hidden.mp4",
        "{folder}/notes.txt",
        "{folder}/240",
        "{folder}/240/",
    ],
)
def test_nothing_but_media_is_given_out(front: Running, film: str, data_dir: Path, path: str) -> None:
    folder = film.rpartition("/")[0]
    for name in (".hidden.mp4", "notes.txt"):
        hidden = data_dir / "published" / folder.lstrip("/") / name
        hidden.write_bytes(b"secret")
        hidden.chmod(0o644)
    answer = front.visitor().ask(path.format(folder=folder))
    assert answer.status in {400, 404, 502}
    assert b"secret" not in answer.body


def test_no_link_is_followed(front: Running, film: str, data_dir: Path) -> None:
    folder = (data_dir / "published" / film.lstrip("/")).parent
    (folder / "linked.mp4").unlink(missing_ok=True)
    (folder / "linked.mp4").symlink_to(folder / "240.mp4")
    assert front.visitor().ask(f"{film.rpartition('/')[0]}/linked.mp4").status in {403, 404}


def test_a_hand_out_is_saved_under_a_name_that_says_nothing(front: Running, film: str, data_dir: Path) -> None:
    path = (data_dir / "published" / film.lstrip("/")).with_name("sv.pdf")
    path.write_bytes(b"%PDF-")
    path.chmod(0o644)
    answer = front.visitor().ask(f"{film.rpartition('/')[0]}/sv.pdf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sv.pdf"'


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_media_are_read_alone(front: Running, film: str, method: str) -> None:
    assert front.visitor().ask(film, method).status == 405


def test_what_is_withdrawn_is_gone_at_once(front: Running, data_dir: Path) -> None:
    other = courses.published_course("en-annan-kurs")
    shelf = Shelf(data_dir / "published")
    courses.put(shelf, other, data_dir.parent / "made-too")
    path = f"/media/{other.slug}/{other.parts[0].film.made.key if other.parts[0].film else ''}/240.mp4"
    assert front.visitor().ask(path).status == 200
    shelf.withdraw(other.slug)
    assert front.visitor().ask(path).status == 404


def test_other_users_read_what_is_published_and_nothing_else(data_dir: Path, film: str) -> None:
    def mode(path: Path) -> int:
        return path.stat().st_mode & 0o007

    published = data_dir / "published" / film.lstrip("/")
    assert mode(published) == stat.S_IROTH
    assert {mode(path) for path in published.parents if data_dir in path.parents} == {stat.S_IROTH | stat.S_IXOTH}
    assert mode(data_dir) == stat.S_IXOTH
    assert mode(data_dir / "portal.db") == 0
