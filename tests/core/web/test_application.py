"""The bare application: errors are pages, answers carry headers and are compressed; a forgotten mark stops it."""

import gzip
from collections.abc import Iterator

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import RequestEntityTooLarge

from portal.core.errors import Conflict, NotFound, Refused
from portal.core.settings import Settings
from portal.core.web import current, public
from portal.core.web.application import UnmarkedView, bare_application, refuse_unmarked
from portal.core.web.errors import SlowDown
from portal.core.words import word

LONG = "Gungan är trasig. " * 100
FAULTS = {
    "refused": Refused(word("The place is closed.")),
    "not-found": NotFound(),
    "conflict": Conflict(),
    "too-large": RequestEntityTooLarge(),
    "unreadable": DataError("statement", {}, ValueError("value")),
    "away": OperationalError("statement", {}, OSError("gone")),
    "slow": SlowDown(7),
    "bug": RuntimeError("a secret of the database"),
}


@public
def say_long() -> str:
    return LONG


@public
def say_short() -> str:
    return "kort"


@public
def fail(what: str) -> Response:
    raise FAULTS[what]


@public
def echo() -> str:
    return str(sorted(request.form.items()))


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """A bare application with a few views of its own; closed afterwards."""
    app, runtime = bare_application(settings)
    app.add_url_rule("/<lang:language>/long", "long", say_long)
    app.add_url_rule("/<lang:language>/short", "short", say_short)
    app.add_url_rule("/<lang:language>/echo", "echo", echo, methods=["POST"])
    app.add_url_rule("/<lang:language>/fail/<what>", "fail", fail, methods=["GET", "POST"])
    yield app
    runtime.database.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize(
    ("what", "status"),
    [
        ("refused", 422),
        ("not-found", 404),
        ("conflict", 409),
        ("too-large", 413),
        ("unreadable", 400),
        ("away", 503),
        ("slow", 429),
        ("bug", 500),
    ],
)
@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_every_error_is_a_page_in_the_person_s_language(
    client: FlaskClient, what: str, status: int, language: str
) -> None:
    answer = client.get(f"/{language}/fail/{what}")
    assert answer.status_code == status
    assert f'lang="{language}"' in answer.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_a_database_that_is_away_gives_back_everything_typed(client: FlaskClient) -> None:
    typed = {"words": 'Gungan <b>"hänger"</b>', "token": "t"}
    answer = client.post("/sv/fail/away?x=1", data=typed)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "20"
    assert "Gungan &lt;b&gt;&#34;hänger&#34;&lt;/b&gt;" in answer.text
    assert 'action="/sv/fail/away?x=1"' in answer.text


def test_a_sender_in_a_flood_gets_everything_back_and_a_pause(client: FlaskClient) -> None:
    answer = client.post("/sv/fail/slow", data={"words": "Gungan"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
    assert "Gungan" in answer.text


@pytest.mark.parametrize("path", ["/xx/short", "/sv/nowhere", "/SV/short", "/sv/short/../../etc/passwd"])
def test_an_address_that_is_not_ours_is_a_404_page(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_nul_in_an_address_is_a_400_page(client: FlaskClient) -> None:
    assert client.get("/sv/short?q=%00").status_code == 400
    assert client.get("/sv/sho%00rt").status_code == 400


def test_a_wrong_method_names_the_right_ones(client: FlaskClient) -> None:
    answer = client.post("/sv/short")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_too_many_fields_are_refused(client: FlaskClient) -> None:
    part = '--b\r\nContent-Disposition: form-data; name="f"\r\n\r\nx\r\n'
    body = (part * 10_001 + "--b--\r\n").encode()
    answer = client.post("/sv/echo", data=body, content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 413


def test_every_answer_carries_the_headers(client: FlaskClient) -> None:
    for path in ("/sv/short", "/sv/nowhere", "/sv/fail/bug"):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cache-Control"] in {"no-store", "no-cache"}
        assert "Set-Cookie" not in headers


def test_a_long_page_is_compressed_where_the_browser_takes_it(client: FlaskClient) -> None:
    packed = client.get("/sv/long", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data).decode() == LONG
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    plain = client.get("/sv/long")
    assert "Content-Encoding" not in plain.headers
    assert plain.text == LONG


def test_a_short_page_is_not_compressed(client: FlaskClient) -> None:
    answer = client.get("/sv/short", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers


def test_built_files_are_served_with_their_compressed_form_and_for_ever(app: Flask, client: FlaskClient) -> None:
    url = app.jinja_env.globals["asset"]("app.css")
    with client.get(url, headers={"Accept-Encoding": "br"}) as answer:
        assert answer.headers["Content-Encoding"] == "br"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get("/static/../municipality.toml").status_code == 404


def test_a_view_without_a_mark_stops_the_start(app: Flask) -> None:
    refuse_unmarked(app)
    app.add_url_rule("/forgotten", "forgotten", lambda: "")
    with pytest.raises(UnmarkedView, match="forgotten"):
        refuse_unmarked(app)


def test_the_session_of_a_request_is_closed_at_its_end(app: Flask) -> None:
    with app.test_request_context("/sv/short"):
        session = current.db()
        session.connection()
        assert session.in_transaction()
    assert not session.in_transaction()
