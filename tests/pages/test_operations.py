"""What machines ask: alive, ready, and how much waits; nothing for the curious."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.app import create_app
from portal.core import clock
from portal.core.db import Database
from portal.core.settings import Settings
from portal.platform import jobs

TOKEN = "a-token-of-the-operator"


@pytest.fixture
def app(settings: Settings, database: Database) -> Iterator[Flask]:
    """The portal over a database of its own, once on each engine, with a token for its figures."""
    url = database.url.render_as_string(hide_password=False)
    app = create_app(replace(settings, database_url=url, metrics_token=TOKEN))
    yield app
    app.extensions["portal"].database.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def asked(client: FlaskClient, path: str, address: str = "127.0.0.1", **headers: str) -> tuple[int, str]:
    answer = client.get(path, headers=headers, environ_base={"REMOTE_ADDR": address})
    return answer.status_code, answer.text


def test_a_portal_that_answers_is_alive_and_ready(client: FlaskClient) -> None:
    assert asked(client, "/healthz") == (200, "ok\n")
    assert asked(client, "/readyz") == (200, "ok\n")


def test_without_its_database_it_is_alive_and_not_ready(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.extensions["portal"].database, "is_reachable", lambda: False)
    assert asked(client, "/healthz")[0] == 200
    assert asked(client, "/readyz") == (503, "missing: database\n")


def test_the_figures_count_what_waits(client: FlaskClient, database: Database) -> None:
    with database.write() as session:
        jobs.enqueue(session, "jobs.purge", {}, lane="quick", run_at=clock.now())
    status, text = asked(client, "/metrics")
    assert status == 200
    assert 'portal_jobs{lane="quick",state="waiting"} 1.0' in text


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_the_machine_itself_sees_the_figures(client: FlaskClient, address: str) -> None:
    assert asked(client, "/metrics", address)[0] == 200


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_whoever_comes_through_a_proxy_does_not(client: FlaskClient, name: str) -> None:
    assert asked(client, "/metrics", **{name: "127.0.0.1"})[0] == 404


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", "Bearer å", TOKEN[:-1]])
def test_another_machine_needs_the_right_token(client: FlaskClient, given: str) -> None:
    assert asked(client, "/metrics", "192.0.2.7", Authorization=given)[0] == 404
    assert asked(client, "/metrics", "192.0.2.7", Authorization=f"Bearer {TOKEN}")[0] == 200


def test_health_says_nothing_about_anybody(client: FlaskClient) -> None:
    for path in ("/healthz", "/readyz", "/metrics"):
        answer = client.get(path)
        assert "Set-Cookie" not in answer.headers
        assert "Server" not in answer.headers
