"""The database stops while somebody types: nothing typed is lost, and the same button works when it is back."""

import re
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.app import create_app
from portal.cases.models import Case, CasePhoto
from portal.core.db import Database
from portal.core.settings import Settings
from tests.conftest import create_postgresql, create_tables
from tests.factories import pictures, postgresql
from tests.factories.postgresql import Postgres
from tests.factories.reports import Resident, Spot, database_of, report_form, spot

PATIENCE = 2.0


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgresql.running() as server:
        create_postgresql(server.url, "portal")
        yield server


@pytest.fixture
def away(server: Postgres, settings: Settings) -> Iterator[Flask]:
    """The portal on a PostgreSQL that a test may stop."""
    app = create_app(replace(settings, database_url=server.url.format(name="portal")))
    database: Database = app.extensions["portal"].database
    create_tables(database)
    yield app
    app.extensions["portal"].services["scans"].stop()
    database.dispose()


@pytest.fixture
def playground(away: Flask) -> Spot:
    return spot(away)


def reports(app: Flask, playground: Spot) -> int:
    with database_of(app).read() as session:
        return session.scalar(select(func.count()).where(Case.subject_ref == playground.ref)) or 0


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_what_was_typed_is_kept_and_the_same_button_works_when_it_is_back(
    server: Postgres, away: Flask, playground: Spot, language: str
) -> None:
    resident = Resident(away.test_client())
    resident.open(playground.sign_page.replace("/sv/", f"/{language}/"))
    server.stop()
    try:
        for _ in range(2):
            began = time.monotonic()
            words = "Kedjan är av\r\n«مكسور» & <b>"
            answer = resident.send([pictures.jpeg()], topic="glass", words=words, contact="kalle@example.se")
            assert time.monotonic() - began < PATIENCE
            assert answer.status_code == 503
            assert int(answer.headers["Retry-After"]) > 0
            assert f'<html lang="{language}"' in resident.page
            form = report_form(resident.page)
            assert form.fields["topic"] == "glass"
            assert form.fields["contact"] == "kalle@example.se"
            assert form.fields["words"].replace("\r\n", "\n") == "Kedjan är av\n«مكسور» & <b>"
            assert re.search(r'href="data:text/plain;charset=utf-8,[^"]*Kedjan%20%C3%A4r%20av', resident.page)
    finally:
        server.start()
    first = resident.send()
    assert first.status_code == 303
    assert reports(away, playground) == 1
    with database_of(away).read() as session:
        case = session.scalars(select(Case).where(Case.subject_ref == playground.ref)).one()
        assert len(session.scalars(select(CasePhoto).where(CasePhoto.case_id == case.id)).all()) == 1


def test_photos_are_kept_even_when_the_token_was_not_ours(server: Postgres, away: Flask, playground: Spot) -> None:
    resident = Resident(away.test_client())
    resident.open(playground.sign_page)
    server.stop()
    try:
        answer = resident.send([pictures.jpeg()], topic="broken", token="not ours")
        assert answer.status_code == 503
    finally:
        server.start()
    assert resident.send().status_code == 303
    with database_of(away).read() as session:
        assert session.scalars(select(Case).where(Case.subject_ref == playground.ref)).one().has_photo


def test_pages_say_that_we_are_away_and_whom_to_call(server: Postgres, away: Flask, playground: Spot) -> None:
    client = away.test_client()
    assert client.get(playground.sign_page).status_code == 200
    server.stop()
    try:
        for address in (playground.sign_page, "/sv/felanmalan/", "/sv/folj/AAAA", playground.place_page):
            began = time.monotonic()
            answer = client.get(address, follow_redirects=True)
            assert time.monotonic() - began < PATIENCE
            if answer.status_code != 404:
                assert answer.status_code == 503, address
                assert "tel:112" in answer.text
                assert "0480-45 00 00" in answer.text
        for address in ("/sv/", "/sv/om", "/sv/om/integritet", "/sv/om/tillganglighet", "/sv/folj"):
            assert client.get(address).status_code == 200, address
        assert client.get(f"/s/{playground.code}").status_code == 302
    finally:
        server.start()
    assert client.get(playground.sign_page).status_code == 200


def test_a_message_is_kept_too(server: Postgres, away: Flask, playground: Spot) -> None:
    resident = Resident(away.test_client())
    resident.report(playground.sign_page)
    resident.follow()
    server.stop()
    try:
        assert resident.press("/skriv", words="Nu är den värre").status_code == 503
        assert "Nu är den värre" in resident.page
    finally:
        server.start()
    assert resident.press("/skriv").status_code == 303
    assert "Nu är den värre" in resident.follow()


def test_the_log_holds_nothing_that_was_typed(
    server: Postgres, away: Flask, playground: Spot, caplog: pytest.LogCaptureFixture
) -> None:
    resident = Resident(away.test_client())
    resident.open(playground.sign_page)
    server.stop()
    try:
        resident.send(topic="broken", words="hemligt", contact="kalle@example.se")
    finally:
        server.start()
    assert "hemligt" not in caplog.text
    assert "kalle" not in caplog.text
