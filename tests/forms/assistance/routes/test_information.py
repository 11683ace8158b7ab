"""The open page: who may apply, and a calculator that keeps nothing."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from portal.core import clock
from tests.factories.filling import mistakes

PAGE = "/en/ekonomiskt-bistand/"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def kronor(whole: str) -> str:
    return whole.replace(" ", "\N{NO-BREAK SPACE}") + "\N{NO-BREAK SPACE}kr"


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ({"adults": "1"}, "5 220"),
        ({"adults": "2"}, "8 510"),
        ({"adults": "1", "rent": "7 450:-", "wage": "5000"}, "7 670"),
        ({"adults": "2", "children": "5 och 8", "rent": "8000"}, "24 010"),
    ],
)
def test_the_calculator_reckons_by_the_riksnorm(client: FlaskClient, said: dict[str, str], lacking: str) -> None:
    with clock.frozen(NOON):
        answer = client.post(PAGE, data=said)
    assert answer.status_code == 200
    assert kronor(lacking) in answer.text


def test_money_that_is_enough_is_said_without_discouraging(client: FlaskClient) -> None:
    with clock.frozen(NOON):
        answer = client.post(PAGE, data={"adults": "1", "wage": "30000"})
    assert kronor("24 780") in answer.text
    assert "You may still apply" in answer.text


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"adults": "7"},
        {"adults": "1", "rent": "-5"},
        {"adults": "1", "children": "41"},
        {"adults": "1", "wage": "en del"},
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_kept(client: FlaskClient, said: dict[str, str]) -> None:
    with clock.frozen(NOON):
        answer = client.post(PAGE, data=said)
    assert answer.status_code == 422
    assert len(mistakes(answer)) == 1
    assert all(f'value="{text}"' in answer.text for name, text in said.items() if name != "adults")


def test_forty_children_are_no_calculation(client: FlaskClient) -> None:
    with clock.frozen(NOON):
        assert client.post(PAGE, data={"adults": "1", "children": "3 " * 40}).status_code == 422


def test_a_month_without_a_norm_is_never_guessed(client: FlaskClient) -> None:
    with clock.frozen(datetime(2031, 1, 15, tzinfo=UTC)):
        answer = client.post(PAGE, data={"adults": "1"})
    assert answer.status_code == 200
    assert "is not decided yet" in answer.text


def test_nothing_is_kept(app: Flask, client: FlaskClient) -> None:
    asked: list[str] = []
    engine = app.extensions["portal"].database.engine
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with clock.frozen(NOON):
        shown, reckoned = client.get(PAGE), client.post(PAGE, data={"adults": "1", "rent": "7450"})
    for answer in (shown, reckoned):
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
    assert asked == [], "the database is not even asked"


def test_the_language_changes_without_losing_what_was_written(client: FlaskClient) -> None:
    with clock.frozen(NOON):
        answer = client.post(PAGE, data={"adults": "1", "rent": "7450", "language": "sv"})
    assert answer.status_code == 200
    assert 'value="7450"' in answer.text
    assert '<html lang="sv"' in answer.text


def test_there_is_always_a_way_to_a_human(client: FlaskClient) -> None:
    page = client.get(PAGE).text
    assert "0480-45 00 00" in page
    assert "Exempelgatan 1" in page
