"""Whatever is asked of the courses, the answer is never a fault of ours and never a file that is not a medium."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.settings import Settings
from portal.courses.published import Shelf
from portal.courses.watching.app import blind, create_courses_app
from tests.factories import courses

ROOT = Path(__file__).resolve().parents[3]
METHODS = ("GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE", "X")
PIECES = (
    "media",
    "sv",
    "kurser",
    "granser-utan-brak",
    "..",
    ".",
    "",
    "240",
    "240.mp4",
    "om",
    "intyg",
    "\0",
    "\xff",
    "%2e",
)
PATHS = st.lists(st.sampled_from(PIECES) | st.text(st.characters(max_codepoint=255), max_size=8), max_size=7)


@pytest.fixture(scope="module")
def app() -> Iterator[Any]:
    """The courses behind their door, one course on the shelf and a secret beside it."""
    with TemporaryDirectory() as name:
        place = {"PORTAL_DATA_DIR": name, "PORTAL_MUNICIPALITY": str(ROOT / "municipality.toml")}
        settings = Settings.from_environment(place)
        courses.put(Shelf(settings.published_dir), courses.published_course(), Path(name) / "made")
        for folder in (settings.data_dir, settings.published_dir, Shelf(settings.published_dir).media):
            (folder / "240.mp4").write_bytes(b"SECRET")
        yield blind(create_courses_app(settings))


@given(st.sampled_from(METHODS), PATHS, st.text(st.characters(max_codepoint=255), max_size=40))
def test_no_request_breaks_the_courses_or_gets_out_of_the_shelf(
    app: Any, method: str, pieces: list[str], header: str
) -> None:
    told: list[tuple[str, list[tuple[str, str]]]] = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": "/" + "/".join(pieces),
        "QUERY_STRING": header,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "x",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "HTTP_HOST": "x",
        "HTTP_RANGE": f"bytes={header}",
        "HTTP_COOKIE": header,
        "CONTENT_LENGTH": "0",
    }
    answer = app(environ, lambda status, headers, *_: told.append((status, headers)))
    body = b"".join(answer)
    getattr(answer, "close", lambda: None)()
    ((status, headers),) = told
    assert int(status[:3]) < 500
    assert b"SECRET" not in body
    assert "set-cookie" not in {name.lower() for name, _ in headers}
