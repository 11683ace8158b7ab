"""Byte ranges of media as RFC 9110, chapter 14, has them."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from portal.core.settings import Settings
from portal.courses.published import PublishedCourse, Shelf
from portal.courses.watching import create_courses_app
from portal.courses.watching.media import Portion, Unsatisfiable, wanted

SIZE = 1000
BYTES = bytes(place * 7 % 251 for place in range(SIZE))


@pytest.fixture
def visitor(settings: Settings, course: PublishedCourse) -> FlaskClient:
    """Somebody who watches; media need no database."""
    return create_courses_app(settings).test_client(use_cookies=False)


@pytest.fixture
def film(course: PublishedCourse, shelf: Shelf) -> str:
    """The address of a file of a thousand bytes."""
    key = course.parts[0].film.made.key if course.parts[0].film else ""
    (shelf.media / course.slug / key / "240.mp4").write_bytes(BYTES)
    return f"/media/{course.slug}/{key}/240.mp4"


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-499", 0, 499),
        ("bytes=500-", 500, 999),
        ("bytes=-1", 999, 999),
        ("bytes=-500", 500, 999),
        ("bytes=-5000", 0, 999),
        ("bytes=999-", 999, 999),
        ("bytes=900-99999999999999999", 900, 999),
        ("BYTES=1-2", 1, 2),
        ("bytes= 1-2 ", 1, 2),
    ],
)
def test_a_range_is_sent_alone(visitor: FlaskClient, film: str, asked: str, start: int, end: int) -> None:
    answer = visitor.get(film, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.data == BYTES[start : end + 1]
    assert answer.headers["Content-Range"] == f"bytes {start}-{end}/{SIZE}"
    assert answer.headers["Content-Length"] == str(end - start + 1)
    assert answer.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    "asked",
    ["bytes=1000-", "bytes=5000-6000", "bytes=-0", "bytes=5-2", "bytes=-", "bytes=", "bytes=a-b", "bytes=1--2",
     "bytes=+1-2", "bytes=1.5-2", "bytes=٣-٤", "bytes=" + "9" * 5000 + "-"],
)  # fmt: skip
def test_a_range_that_holds_no_byte_is_refused_with_the_size(visitor: FlaskClient, film: str, asked: str) -> None:
    answer = visitor.get(film, headers={"Range": asked.encode().decode("latin-1")})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{SIZE}"
    assert answer.data == b"Requested Range Not Satisfiable\n"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Range": "bytes=0-1,5-6"},
        {"Range": "bytes=0-0," * 300 + "1-1"},
        {"Range": "seconds=0-10"},
        {"Range": "nonsense"},
        {"Range": "bytes=0-1", "If-Range": '"an-etag-we-never-gave"'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    ],
)
def test_everything_else_gets_the_whole(visitor: FlaskClient, film: str, headers: dict[str, str]) -> None:
    answer = visitor.get(film, headers=headers)
    assert (answer.status_code, answer.data) == (200, BYTES)
    assert "Content-Range" not in answer.headers


def test_asking_for_the_head_tells_the_size_and_sends_nothing(visitor: FlaskClient, film: str) -> None:
    for headers in ({}, {"Range": "bytes=0-1"}):
        answer = visitor.head(film, headers=headers)
        assert (answer.status_code, answer.data) == (200, b"")
        assert answer.headers["Content-Length"] == str(SIZE)


def test_an_empty_file_is_sent_empty(visitor: FlaskClient, film: str, shelf: Shelf) -> None:
    (shelf.root / film.removeprefix("/")).write_bytes(b"")
    assert (visitor.get(film).status_code, visitor.get(film).data) == (200, b"")
    assert visitor.get(film, headers={"Range": "bytes=0-"}).status_code == 416


@given(st.text(max_size=30) | st.from_regex(r"bytes=[0-9]{0,20}-[0-9]{0,20}"), st.integers(0, 2000))
def test_any_header_gives_a_range_within_the_file_or_none(header: str, size: int) -> None:
    try:
        part = wanted(header, size)
    except Unsatisfiable:
        return
    if part:
        start, length = part
        assert 0 <= start < size
        assert 0 < length <= size - start


def test_a_portion_ends_where_the_range_ends_whatever_the_server_reads(tmp_path: Path) -> None:
    path = tmp_path / "film"
    path.write_bytes(BYTES)
    with path.open("rb") as file:
        portion = Portion(file.fileno(), 10, 20)
        assert portion.read(15) + portion.read(15) + portion.read(15) == BYTES[10:30]
