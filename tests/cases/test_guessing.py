"""Guessing receipts: nobody is found, nobody is held up, and a wrong guess costs next to nothing (R-21)."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from portal.cases import numbers
from portal.core import codes
from tests.factories.reports import Resident, database_of, spot

GUESSES = 200


@pytest.fixture
def owner(app: Flask) -> Resident:
    """Somebody with a case of their own."""
    owner = Resident(app.test_client())
    owner.report(spot(app).sign_page, words="Kedjan är av")
    return owner


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """The SQL statements sent meanwhile."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    engine = database_of(app).engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def well_formed() -> str:
    """A code whose check characters fit and that nobody has."""
    return codes.from_bytes(secrets.token_bytes(32), numbers.RECEIPT_DATA)


def mistyped() -> str:
    code = well_formed()
    return code[:-1] + ("A" if code[-1] != "A" else "B")


def test_a_code_whose_check_characters_do_not_fit_asks_the_database_nothing(app: Flask, client: FlaskClient) -> None:
    with statements(app) as sent:
        for _ in range(GUESSES):
            assert client.post("/sv/folj", data={"receipt": mistyped()}).status_code == 422
            assert client.get(f"/sv/folj/{mistyped()}").status_code == 404
    assert sent == []


def test_a_guess_that_might_be_a_code_costs_one_look_and_writes_nothing(
    app: Flask, client: FlaskClient, owner: Resident
) -> None:
    with statements(app) as sent:
        for _ in range(GUESSES):
            assert client.post("/sv/folj", data={"receipt": well_formed()}).status_code == 422
    asked = [statement for statement in sent if not statement.startswith(("BEGIN", "PRAGMA", "SET"))]
    assert len(asked) == GUESSES
    assert all(statement.startswith("SELECT") and "FOR UPDATE" not in statement for statement in asked)
    assert "Kedjan är av" in owner.follow()


@pytest.mark.parametrize("way", ["/sv/folj/{}", "/sv/kvitto/{}"])
def test_a_guess_in_an_address_costs_one_look_too(app: Flask, client: FlaskClient, owner: Resident, way: str) -> None:
    with statements(app) as sent:
        for _ in range(GUESSES // 10):
            assert client.get(way.format(well_formed())).status_code == 404
    asked = [statement for statement in sent if not statement.startswith(("BEGIN", "PRAGMA", "SET"))]
    assert len(asked) == GUESSES // 10


def test_a_guess_may_hold_up_no_writer(app: Flask, client: FlaskClient, owner: Resident) -> None:
    with database_of(app).write() as session:
        session.connection()
        assert client.post("/sv/folj", data={"receipt": well_formed()}).status_code == 422
    assert owner.follow()


def test_every_wrong_code_gets_the_same_answer(client: FlaskClient, owner: Resident) -> None:
    pages = {client.get(f"/sv/folj/{code}").text.replace(code, "") for code in (well_formed() for _ in range(20))}
    assert len(pages) == 1
