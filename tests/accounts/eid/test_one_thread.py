"""The demo signs people in even on a server that does one thing at a time: it asks its own e-ID without a network."""

import re
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
import requests
from flask import Flask
from werkzeug.serving import BaseWSGIServer, make_server

from portal.app import create_app
from portal.core.db import Database
from portal.core.settings import Settings
from tests.factories.residents import hidden_fields_of

SECONDS = 15


@pytest.fixture
def server(settings: Settings, database: Database, database_url: str) -> Iterator[BaseWSGIServer]:
    """A server of one thread on loopback."""
    app: Flask = create_app(replace(settings, database_url=database_url))
    server = make_server("127.0.0.1", 0, app, threaded=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions["portal"].services["scans"].stop()
    app.extensions["portal"].database.dispose()


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_somebody_signs_in_under_whatever_name_the_demo_is_reached_by(server: BaseWSGIServer, name: str) -> None:
    root = f"http://{name}:{server.server_port}"
    with requests.Session() as browser:
        browser.trust_env = False
        page = browser.get(f"{root}/en/logga-in/borja", timeout=SECONDS)
        assert page.url.startswith(f"{root}/demo-eid/authorize?")
        sent = hidden_fields_of(page.text) | {"person": "nora"}
        arrived = browser.post(f"{root}/demo-eid/authorize", sent, timeout=SECONDS)
        assert (arrived.status_code, arrived.url) == (200, f"{root}/en/")
        found = re.search(r"Signed in as ([^<]+) until", browser.get(f"{root}/en/logga-ut", timeout=SECONDS).text)
        assert found
        assert found.group(1) == "Nora Hellström"
