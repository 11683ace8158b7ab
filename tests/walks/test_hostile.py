"""Whatever is thrown at a door that is open to all, the answer is a page, never a fault of ours (R-7, R-29, R-39)."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from portal.app import create_app
from portal.core.settings import Settings
from portal.core.web.marks import Door, entry_of
from tests.conftest import create_postgresql, drop_postgresql
from tests.factories import pictures
from tests.factories.reports import Form, Resident, Spot, database_of, forms_on, report_form, spot

ROOT = Path(__file__).resolve().parents[2]
OPEN = (Door.PUBLIC, Door.ANONYMOUS)
NASTY = (
    "",
    " ",
    "\x00",
    "\r\nSet-Cookie: a=b",
    "../../etc/passwd",
    "%00",
    "'; DROP TABLE case; --",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "{{form-token}}",
    "a" * 3000,
    "\u202e\u200f",
    "\ud800",
    "🙂" * 300,
    "ß" * 300,
    "İ" * 300,
    "-1",
    "1e999",
    "NaN",
    "00000000-0000-0000-0000-000000000000",
    "[]",
    "a[b][c]=d",
)
MACHINES = "/demo-eid/token"
"""Asked by programs, which get JSON (RFC 6749, 5.2)."""
BEGINS = "/<lang:language>/logga-in/borja"
"""Where somebody asks to sign in, and gets the cookie that the sign-in needs."""
MULTIPART = "multipart/form-data"
FIELDS = (
    "token",
    "topic",
    "words",
    "where",
    "contact",
    "asked",
    "website",
    "work",
    "remove_photo",
    "photos",
    "receipt",
    "wrong",
    "remove",
    "key",
    "language",
)
TEXT = st.sampled_from(NASTY) | st.text(max_size=40)
CAUTIOUS = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One portal for the whole file, once on each engine: nothing that is thrown at it may matter to the next."""
    folder = tmp_path_factory.mktemp("portal")
    given = {"PORTAL_DATA_DIR": str(folder), "PORTAL_MUNICIPALITY": str(ROOT / "municipality.toml")}
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql_server")
        name = f"t_hostile_{folder.name.lower()}_{id(folder)}"
        template = request.getfixturevalue("postgresql_template")
        given["PORTAL_DATABASE_URL"] = create_postgresql(server, name, template)
    else:
        (folder / "portal.db").write_bytes(request.getfixturevalue("sqlite_template").read_bytes())
    app = create_app(Settings.from_environment(given))
    yield app
    app.extensions["portal"].services["scans"].stop()
    app.extensions["portal"].database.dispose()
    if request.param == "postgresql":
        drop_postgresql(server, name)


@pytest.fixture(scope="module")
def playground(hostile: Flask) -> Spot:
    return spot(hostile)


def doors(app: Flask, method: str) -> list[str]:
    """The rules of every view that is open to all."""
    views = app.view_functions
    return sorted(
        str(rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint in views
        and method in (rule.methods or ())
        and (entry := entry_of(views[rule.endpoint])) is not None
        and entry.door in OPEN
        and not str(rule).startswith("/handlaggning")
    )


def filled(rule: str, values: list[str], language: str) -> str:
    """The rule as an address with these values in its places."""
    left = iter(values)
    return re.sub(r"<([^>]+)>", lambda place: language if "language" in place[1] else quoted(next(left, "x")), rule)


def quoted(value: str) -> str:
    return "".join(f"%{byte:02X}" for byte in value.encode("utf-8", "surrogatepass")) or "-"


def is_a_page(answer: TestResponse) -> bool:
    if answer.request.path.startswith(MACHINES):
        return answer.status_code < 500 and answer.is_json
    return answer.status_code < 500 and (answer.status_code < 400 or "<h1" in answer.text)


@CAUTIOUS
@given(data=st.data())
def test_any_address_is_answered(hostile: Flask, playground: Spot, data: st.DataObject) -> None:
    rule = data.draw(st.sampled_from(doors(hostile, "GET")))
    values = data.draw(st.lists(TEXT, min_size=4, max_size=4))
    language = data.draw(st.sampled_from(["sv", "en", "ar", "xx", "staticx"]))
    query = data.draw(
        st.dictionaries(st.sampled_from(["q", "lat", "lon", "omrade", "fel", "klart", "var", "_external"]), TEXT)
    )
    asked = "&".join(f"{name}={quoted(value)}" for name, value in query.items())
    assert is_a_page(hostile.test_client().get(f"{filled(rule, values, language)}?{asked}"))


@CAUTIOUS
@given(data=st.data())
def test_any_form_is_answered(hostile: Flask, playground: Spot, data: st.DataObject) -> None:
    rule = data.draw(st.sampled_from(doors(hostile, "POST")))
    names = st.sampled_from(FIELDS)
    fields = data.draw(st.dictionaries(names | TEXT.filter(bool), TEXT, max_size=8))
    address = filled(rule, data.draw(st.lists(TEXT, min_size=4, max_size=4)), "sv")
    body = "&".join(f"{quoted(name)}={quoted(value)}" for name, value in fields.items())
    answer = hostile.test_client().post(address, data=body, content_type="application/x-www-form-urlencoded")
    assert is_a_page(answer)


@CAUTIOUS
@given(data=st.data())
def test_any_values_in_our_own_forms_are_answered(hostile: Flask, playground: Spot, data: st.DataObject) -> None:
    resident = Resident(hostile.test_client())
    resident.open(data.draw(st.sampled_from([playground.sign_page, playground.place_page, "/sv/felanmalan/beskriv"])))
    form = report_form(resident.page)
    names = ["topic", "words", "where", "contact", "asked", "work", "language"]
    typed = data.draw(st.dictionaries(st.sampled_from(names), TEXT))
    fields = form.fields | {"topic": "broken"} | typed
    body = "&".join(f"{name}={quoted(value)}" for name, value in fields.items())
    answer = resident.client.post(form.action, data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {200, 303, 422, 429}


@pytest.fixture(scope="module")
def reported(hostile: Flask, playground: Spot) -> Resident:
    resident = Resident(hostile.test_client())
    resident.report(playground.sign_page, contact="kalle@example.se")
    return resident


@CAUTIOUS
@given(data=st.data())
def test_any_values_on_the_follow_page_are_answered(hostile: Flask, reported: Resident, data: st.DataObject) -> None:
    page = hostile.test_client().get(f"/sv/folj/{reported.receipt}").text
    form: Form = data.draw(st.sampled_from([form for form in forms_on(page) if "token" in form.fields]))
    if "ta-tillbaka" in form.action:
        return
    typed = data.draw(st.dictionaries(st.sampled_from(["words", "wrong", "contact", "token"]), TEXT))
    body = "&".join(f"{name}={quoted(value)}" for name, value in (form.fields | typed).items())
    answer = hostile.test_client().post(form.action, data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {303, 422}


@pytest.mark.parametrize(
    "kind", ["application/json", "text/xml", "multipart/form-data", "", "multipart/form-data; boundary="]
)
@pytest.mark.parametrize("body", [b"", b"[1]", b'{"receipt": {"a": 1}, "words": 1}', b"\xff\xfe\x00", b"--x\r\n"])
def test_any_body_is_answered(hostile: Flask, reported: Resident, kind: str, body: bytes) -> None:
    for rule in doors(hostile, "POST"):
        address = filled(rule, [reported.receipt, "x", "x"], "sv")
        assert is_a_page(hostile.test_client().post(address, data=body, content_type=kind)), address


def test_files_where_text_belongs_and_text_where_files_belong(
    hostile: Flask, reported: Resident, playground: Spot
) -> None:
    for rule in doors(hostile, "POST"):
        for values in ([reported.receipt], [playground.code], [playground.ref]):
            address = filled(rule, values, "sv")
            names = ("words", "receipt", "contact", "topic", "token", "wrong", "where", "asked", "key")
            files: dict[str, Any] = {name: (io.BytesIO(b"x"), "x.jpg") for name in names}
            assert is_a_page(hostile.test_client().post(address, data=files | {"photos": "text"})), address


@pytest.mark.parametrize("kind", ["urlencoded", "multipart"])
def test_ten_thousand_fields_are_refused(client_of: FlaskClient, playground: Spot, kind: str) -> None:
    body, content_type = "topic=broken" + "&f=x" * 10_001, "application/x-www-form-urlencoded"
    if kind == "multipart":
        part = '--x\r\nContent-Disposition: form-data; name="f"\r\n\r\nx\r\n'
        body, content_type = part * 10_001 + "--x--\r\n", f"{MULTIPART}; boundary=x"
    answer = client_of.post(playground.sign_page, data=body.encode(), content_type=content_type)
    assert answer.status_code == 413
    assert "<h1" in answer.text


@pytest.mark.parametrize("size", [2 * 1024 * 1024, 5 * 1024 * 1024])
def test_words_beyond_all_measure_are_refused(client_of: FlaskClient, playground: Spot, size: int) -> None:
    boundary = b'--x\r\nContent-Disposition: form-data; name="words"\r\n\r\n'
    for content_type, body in (
        (f"{MULTIPART}; boundary=x", boundary + b"x" * size + b"\r\n--x--\r\n"),
        ("application/x-www-form-urlencoded", b"topic=broken&words=" + b"x" * size),
    ):
        answer = client_of.post(playground.sign_page, data=body, content_type=content_type)
        assert answer.status_code == 413
        assert "<h1" in answer.text


def test_a_name_of_ten_thousand_letters_is_answered(client_of: FlaskClient, playground: Spot) -> None:
    answer = client_of.post(playground.sign_page, data={"x" * 10_000: "y", "topic": "broken"})
    assert answer.status_code == 422


@pytest.mark.parametrize("length", ["-1", "x", "99999999999999999999", "3"])
def test_a_length_that_lies_is_answered(client_of: FlaskClient, playground: Spot, length: str) -> None:
    answer = client_of.post(
        playground.sign_page,
        data=b"topic=broken&words=hej",
        content_type="application/x-www-form-urlencoded",
        headers={"Content-Length": length},
    )
    assert answer.status_code < 500


@pytest.fixture
def client_of(hostile: Flask) -> FlaskClient:
    return hostile.test_client()


def test_looking_changes_nothing(hostile: Flask, reported: Resident, playground: Spot) -> None:
    before = contents(hostile)
    client = hostile.test_client()
    for rule in doors(hostile, "GET"):
        for values in ([reported.receipt], [playground.code], [playground.ref], ["x", "y", "z"]):
            client.get(filled(rule, values, "sv"))
            client.head(filled(rule, values, "sv"))
    assert contents(hostile) == before


def contents(app: Flask) -> dict[str, Any]:
    """Everything in the database but the counts of scans."""
    from sqlalchemy import text  # noqa: PLC0415

    from portal.app import metadata  # noqa: PLC0415

    with database_of(app).read() as session:
        return {
            table: sorted(map(repr, session.execute(text(f'SELECT * FROM "{table}"'))))
            for table in metadata().tables
            if table != "sign_scan" and not table.startswith("test_")
        }


def test_a_visitor_gets_no_cookie(hostile: Flask, reported: Resident, playground: Spot) -> None:
    for rule in sorted({*doors(hostile, "GET")} - {BEGINS}):
        for values in ([reported.receipt], [playground.code], ["x"]):
            answer = hostile.test_client().get(filled(rule, values, "sv"))
            assert "Set-Cookie" not in answer.headers, rule


def test_every_post_that_changes_something_wants_a_token(
    hostile: Flask, reported: Resident, playground: Spot
) -> None:
    before = contents(hostile)
    typed = {
        "topic": "broken",
        "words": "Hej",
        "where": "Här",
        "contact": "a@example.se",
        "wrong": "x",
        "remove": "1",
    }
    for rule in doors(hostile, "POST"):
        for values in ([reported.receipt], [playground.code], [playground.ref], ["x"]):
            for token in ({}, {"token": "x"}):
                hostile.test_client().post(filled(rule, values, "sv"), data=typed | token)
    assert contents(hostile) == before


def test_a_bomb_is_refused_within_a_second(client_of: FlaskClient, playground: Spot) -> None:
    import time  # noqa: PLC0415

    resident = Resident(client_of)
    resident.open(playground.sign_page)
    began = time.process_time()
    answer = resident.send([pictures.png_header(30_000, 30_000, b"\x00" * 90_000)], topic="broken", words="Kvar")
    assert time.process_time() - began < 1
    assert answer.status_code == 422
    assert "Kvar" in resident.page
