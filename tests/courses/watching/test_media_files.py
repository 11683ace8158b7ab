"""Which files are media: those of published courses, by their own names, through no link, and at once no longer."""

import os
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal.core.settings import Settings
from portal.courses.published import PublishedCourse, Shelf
from portal.courses.watching import create_courses_app
from portal.courses.watching.media import TYPES


@pytest.fixture
def visitor(settings: Settings, course: PublishedCourse) -> FlaskClient:
    """Somebody who watches; media need no database."""
    return create_courses_app(settings).test_client(use_cookies=False)


@pytest.fixture
def folder(course: PublishedCourse, shelf: Shelf) -> Path:
    """The folder of the first film on the shelf."""
    film = course.parts[0].film
    return shelf.media / course.slug / (film.made.key if film else "")


@pytest.fixture
def address(course: PublishedCourse, folder: Path) -> str:
    return f"/media/{course.slug}/{folder.name}"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("master.m3u8", "application/vnd.apple.mpegurl"),
        ("240/index.m3u8", "application/vnd.apple.mpegurl"),
        ("240/init.mp4", "video/mp4"),
        ("240/001.m4s", "video/mp4"),
        ("240.mp4", "video/mp4"),
        ("audio.m4a", "audio/mp4"),
        ("sv.vtt", "text/vtt; charset=utf-8"),
        ("chapters-sv.vtt", "text/vtt; charset=utf-8"),
        ("storyboard.jpg", "image/jpeg"),
        ("sv.pdf", "application/pdf"),
    ],
)
def test_every_file_says_what_it_is(visitor: FlaskClient, folder: Path, address: str, name: str, kind: str) -> None:
    (folder / name).write_bytes(b"something")
    answer = visitor.get(f"{address}/{name}")
    assert (answer.status_code, answer.data, answer.headers["Content-Type"]) == (200, b"something", kind)


def test_a_hand_out_is_saved_under_a_name_that_says_nothing(visitor: FlaskClient, folder: Path, address: str) -> None:
    (folder / "sv.pdf").write_bytes(b"%PDF-")
    assert visitor.get(f"{address}/sv.pdf").headers["Content-Disposition"] == 'attachment; filename="sv.pdf"'
    assert "Content-Disposition" not in visitor.get(f"{address}/240.mp4").headers


def test_answers_protect_and_are_never_kept(visitor: FlaskClient, address: str) -> None:
    for name, headers in (("240.mp4", {}), ("240.mp4", {"Range": "bytes=9999999-"}), ("none.mp4", {})):
        answer = visitor.get(f"{address}/{name}", headers=headers)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert not {"ETag", "Last-Modified", "Set-Cookie", "Vary"} & set(answer.headers.keys())


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        "/media/{slug}",
        "/media/{slug}/{key}",
        "/media/{slug}/{key}/",
        "/media/{slug}/{key}/240",
        "/media/{slug}/{key}/240/",
        "/media/{slug}/{key}//240.mp4",
        "/media//{slug}/{key}/240.mp4",
        "/media/{slug}/{key}/240.mp4/",
        "/media/{slug}/{key}/240.mp4%0a",
        "/media/{slug}/{key}/240.mp4%00",
        "/media/{slug}/{key}/../{key}/240.mp4",
        "/media/{slug}/{key}/..%2f..%2f..%2f..%2fdemo-keys.mp4",
        "/media/../courses/{slug}.json",
        "/media/%2e%2e/courses/{slug}.json",
        "/media/{slug}/{key}/secret.txt",
        "/media/{slug}/{key}/.hidden.mp4",
        "/media/.{slug}/{key}/240.mp4",
        "/media/{slug}/{key}/240/240/240.mp4",
        "/media/nobody/{key}/240.mp4",
    ],
)
def test_whatever_is_no_published_file_is_not_found(
    visitor: FlaskClient, shelf: Shelf, folder: Path, course: PublishedCourse, path: str
) -> None:
    (folder / "secret.txt").write_bytes(b"no")
    (folder / ".hidden.mp4").write_bytes(b"no")
    (shelf.media / f".{course.slug}" / folder.name).mkdir(parents=True)
    (shelf.media / f".{course.slug}" / folder.name / "240.mp4").write_bytes(b"no")
    assert visitor.get(path.format(slug=course.slug, key=folder.name)).status_code == 404


def test_no_link_is_followed(visitor: FlaskClient, folder: Path, address: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "240.mp4").write_bytes(b"secret")
    (folder / "linked.mp4").symlink_to(outside / "240.mp4")
    (folder / "480").symlink_to(outside)
    (folder.parent / "other").symlink_to(outside)
    (folder.parent.parent / "course").symlink_to(folder.parent)
    for path in ("linked.mp4", "480/240.mp4", "../other/240.mp4"):
        assert visitor.get(os.path.normpath(f"{address}/{path}")).status_code == 404
    assert visitor.get(f"/media/course/{folder.name}/240.mp4").status_code == 404
    os.link(outside / "240.mp4", folder / "hard.mp4")
    assert visitor.get(f"{address}/hard.mp4").data == b"secret"  # so the others can fail


def test_what_is_no_file_is_not_opened(visitor: FlaskClient, folder: Path, address: str) -> None:
    os.mkfifo(folder / "pipe.mp4")
    (folder / "folder.mp4").mkdir()
    for name in ("pipe.mp4", "folder.mp4"):
        assert visitor.get(f"{address}/{name}").status_code == 404


def test_a_withdrawn_course_is_gone_at_once(
    visitor: FlaskClient, shelf: Shelf, course: PublishedCourse, address: str
) -> None:
    page = f"/sv/kurser/{course.slug}"
    assert (visitor.get(f"{address}/240.mp4").status_code, visitor.get(page).status_code) == (200, 200)
    shelf.withdraw(course.slug)
    assert (visitor.get(f"{address}/240.mp4").status_code, visitor.get(page).status_code) == (404, 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_media_are_read_alone(visitor: FlaskClient, address: str, method: str) -> None:
    answer = visitor.open(f"{address}/240.mp4", method=method)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_no_descriptor_is_left_open(visitor: FlaskClient, address: str) -> None:
    for name, headers in (("240.mp4", {}), ("240.mp4", {"Range": "bytes=99999-"}), ("no.mp4", {}), ("240", {})):
        visitor.get(f"{address}/{name}", headers=headers).close()
    before = len(os.listdir("/proc/self/fd"))
    for name, headers in (("240.mp4", {}), ("240.mp4", {"Range": "bytes=99999-"}), ("no.mp4", {}), ("240", {})) * 20:
        visitor.get(f"{address}/{name}", headers=headers).close()
    assert len(os.listdir("/proc/self/fd")) == before


def test_every_ending_of_the_films_has_a_type() -> None:
    assert set(TYPES) >= {"m3u8", "m4s", "mp4", "m4a", "vtt", "jpg", "pdf"}
