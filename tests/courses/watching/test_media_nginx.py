"""Media straight from the shelf by nginx, with the configuration of `deploy/`: the same answers, without the app."""

import os
import socket
import stat
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from portal.core.settings import Settings
from portal.courses.published import Shelf
from portal.courses.watching import create_courses_app
from tests.factories import courses, watching
from tests.factories.watching import ALONE, Answer, Running

NOBODY_LISTENS = 1
PORTAL_HOST, OWN_HOST = "portal.kommun.example", "film.kommun.example"


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
def elsewhere(data_dir: Path) -> Iterator[Running]:
    """An nginx where the courses have a host of their own."""
    change = ("/courses.locations;  #", "/courses-elsewhere.locations;  #")
    with watching.nginx(data_dir.parent / "nginx-elsewhere", data_dir, NOBODY_LISTENS, change=change) as running:
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


def unkept(answer: Answer) -> bool:
    """Whether an answer says, once, that it is not to be kept, and that where it was asked from is nobody's."""
    said = [(name, value) for name, value in answer.all_headers if name in {"Cache-Control", "Referrer-Policy"}]
    return sorted(said) == [("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer")]


@pytest.mark.parametrize("host", [PORTAL_HOST, OWN_HOST])
def test_what_nginx_says_by_itself_is_kept_nowhere(front: Running, host: str) -> None:
    visitor = front.visitor(Host=host)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert unkept(gone := visitor.ask("/sv/kurser"))
    assert gone.status == 502
    assert unkept(large := visitor.ask("/sv/kurser/x/asikt", "POST", b"a" * 20_000, **form))
    assert large.status == 413
    assert unkept(elsewhere := visitor.ask("/sv/"))
    assert elsewhere.status == 502
    assert unkept(broken := visitor.ask("/sv/kurser/%00"))
    assert broken.status == 400


def test_who_comes_without_tls_is_sent_on_and_nothing_is_kept(front: Running) -> None:
    answer = replace(front, port=front.plain_port).visitor(Host=PORTAL_HOST).ask("/sv/kurser")
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{PORTAL_HOST}/sv/kurser")
    assert unkept(answer)


def test_a_courses_process_that_is_silent_is_given_up_and_nothing_is_kept(data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        folder, soon = data_dir.parent / "nginx-silent", ("proxy_read_timeout 30s", "proxy_read_timeout 1s")
        with watching.nginx(folder, data_dir, silent.getsockname()[1], change=soon) as running:
            answer = running.visitor().ask("/sv/kurser")
    assert answer.status == 504
    assert unkept(answer)


def test_pages_through_nginx_say_it_once(data_dir: Path) -> None:
    with (
        watching.running(ALONE, data_dir) as app,
        watching.nginx(data_dir.parent / "nginx-full", data_dir, app.port) as running,
    ):
        visitor = running.visitor(Cookie="portal_session=1")
        answers = {path: visitor.ask(path) for path in ("/sv/kurser", "/sv/kurser/nej", "/sv/", *LOOKS_LIKE_OURS)}
        for path, answer in answers.items():
            assert unkept(answer), path
        assert [answers[path].status for path in LOOKS_LIKE_OURS] == [404] * len(LOOKS_LIKE_OURS)
        assert "kurser" not in "".join(path.read_text().lower() for path in running.log.iterdir())


LOOKS_LIKE_OURS = ("/SV/kurser", "/SV/KURSER/granser-utan-brak", "/sv/kurser%0A", "/sv/kurser/a%0Ab", "/MEDIA/a.mp4")


@pytest.mark.parametrize("path", ["/sv/kurser", "/ar/kurser/granser-utan-brak/2", "/SV/kurser", "/media/a/b/240.mp4"])
def test_with_a_host_of_their_own_the_portals_host_leads_there(elsewhere: Running, path: str) -> None:
    visitor = elsewhere.visitor(Host=PORTAL_HOST)
    answer = visitor.ask(f"{path}?fbclid=canary")
    assert (answer.status, answer.headers["Location"]) == (302, f"https://{OWN_HOST}{path}")
    assert unkept(answer)
    assert visitor.ask(path, "POST", b"a=b").status == 405
    assert "canary" not in "".join(file.read_text() for file in elsewhere.log.iterdir())


def test_with_a_host_of_their_own_no_film_lies_on_the_portals(elsewhere: Running, film: str) -> None:
    assert elsewhere.visitor(Host=PORTAL_HOST).ask(film).status == 302
    assert elsewhere.visitor(Host=OWN_HOST).ask(film).status == 200


@pytest.mark.parametrize("path", ["/sv/kurser%0D%0ASet-Cookie:a=b", "//other.example/sv/kurser", "/sv/kurser//x"])
def test_nobody_is_sent_to_another_host(elsewhere: Running, path: str) -> None:
    answer = elsewhere.visitor(Host=PORTAL_HOST).ask(path)
    assert answer.headers.get("Location", f"https://{OWN_HOST}/").startswith(f"https://{OWN_HOST}/")
    assert "Set-Cookie" not in answer.headers
