"""The population register: over HTTP, simulated in the demo, absent in production; never guessed."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from portal.accounts.personnummer import normalised
from portal.accounts.population import RegisterAway, name_of, register_of
from portal.accounts.population.register import HttpRegister
from portal.accounts.population.simulated import demo_person, demo_persons
from portal.core.settings import Settings
from tests.factories.accounts import in_production

NUMBER = "199103142387"
RIGHT = {
    "personnummer": NUMBER,
    "name": "Amina Warsame",
    "born_on": "1991-03-14",
    "is_protected": False,
    "municipality": "0880",
    "address": "Norra Långgatan 14",
    "postal_code": "392 00",
    "town": "Kalmar",
    "partner": None,
    "children": ["201805022397"],
}


class Peer(ThreadingHTTPServer):
    """The municipality's service bus: answers what a test puts into it and keeps what it was asked."""

    said: tuple[int, Any] = (200, RIGHT)
    asked: tuple[str, str, bytes, str | None] | None = None


class Answering(BaseHTTPRequestHandler):
    server: Peer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked = (self.command, self.path, body, self.headers["Authorization"])
        status, said = self.server.said
        text = said.encode() if isinstance(said, str) else json.dumps(said).encode()
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_given: object) -> None:
        """Say nothing."""


@pytest.fixture
def peer() -> Iterator[Peer]:
    server = Peer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def register(peer: Peer) -> HttpRegister:
    return HttpRegister.at(f"http://portal:hem%40ligt@127.0.0.1:{peer.server_port}/person", timeout=2)


def test_a_person_is_asked_for_by_post_with_our_login_and_never_in_the_address(peer: Peer) -> None:
    person = register(peer).person(NUMBER)
    assert peer.asked is not None
    command, path, body, login = peer.asked
    assert (command, path, json.loads(body)) == ("POST", "/person", {"personnummer": NUMBER})
    assert login == "Basic cG9ydGFsOmhlbUBsaWd0"
    assert person is not None
    assert (person.name, person.born_on, person.municipality) == ("Amina Warsame", date(1991, 3, 14), "0880")
    assert (person.address, person.postal_code, person.town) == ("Norra Långgatan 14", "392 00", "Kalmar")
    assert person.children == ("201805022397",)


def test_who_is_not_in_the_register_is_nobody(peer: Peer) -> None:
    peer.said = (404, {})
    assert register(peer).person(NUMBER) is None


def test_a_protected_person_s_address_is_not_even_read(peer: Peer) -> None:
    peer.said = (200, RIGHT | {"is_protected": True})
    person = register(peer).person(NUMBER)
    assert person is not None
    assert person.is_protected
    assert (person.address, person.postal_code, person.town) == ("", "", "")


@pytest.mark.parametrize(
    "said",
    [
        (500, RIGHT),
        (401, RIGHT),
        (302, RIGHT),
        (200, "<html>"),
        (200, []),
        (200, {}),
        (200, RIGHT | {"is_protected": None}),
        (200, RIGHT | {"is_protected": "no"}),
        (200, RIGHT | {"is_protected": 0}),
        (200, RIGHT | {"born_on": "14 mars"}),
        (200, RIGHT | {"municipality": "Kalmar"}),
        (200, RIGHT | {"municipality": 880}),
        (200, RIGHT | {"personnummer": "199001012385"}),
        (200, {name: value for name, value in RIGHT.items() if name != "is_protected"}),
        (200, json.dumps(RIGHT)[:-3]),
    ],
)
def test_an_answer_that_cannot_be_relied_on_counts_as_none_and_never_as_unprotected(
    peer: Peer, said: tuple[int, Any]
) -> None:
    peer.said = said
    with pytest.raises(RegisterAway):
        register(peer).person(NUMBER)


def test_a_register_that_is_down_says_so() -> None:
    with pytest.raises(RegisterAway):
        HttpRegister.at("http://127.0.0.1:9/", timeout=1).person(NUMBER)


def test_neither_login_nor_person_shows_in_a_repr(peer: Peer) -> None:
    assert "hem" not in repr(register(peer))
    assert repr(register(peer).person(NUMBER)) == "<RegisteredPerson>"


def test_the_settings_choose_the_register(settings: Settings) -> None:
    assert register_of(settings).person(NUMBER) is not None
    assert register_of(settings).person("199001012385") is None
    with pytest.raises(RegisterAway):
        register_of(in_production(settings)).person(NUMBER)
    chosen = register_of(replace(settings, population_url="http://127.0.0.1:9/x"))
    assert isinstance(chosen, HttpRegister)


def test_the_demo_s_people_have_numbers_of_the_series_for_tests() -> None:
    numbers = [person["personnummer"] for person in demo_persons()]
    assert len(set(numbers)) == len(numbers) >= 30
    for number in numbers:
        assert normalised(number, date(2026, 11, 22)) == number
        assert number[8:11] in {"238", "239"}


def test_the_demo_s_families_hold_together() -> None:
    by_number = {person["personnummer"]: person for person in demo_persons()}
    for person in demo_persons():
        if partner := by_number.get(person["partner"]):
            assert partner["partner"] == person["personnummer"]
            assert partner["household"] == person["household"]
        assert all(child in by_number for child in person["children"])
    hassans = [person for person in demo_persons() if person["household"] == "hassan"]
    assert len(hassans) > 7


def test_the_demo_has_one_of_each_who_cannot_apply_online() -> None:
    assert demo_person("lisa")["is_protected"]
    assert demo_person("noah")["born_on"] == "2009-11-05"
    assert name_of(demo_person("gustav")["municipality"]) == "Växjö"
    with pytest.raises(KeyError):
        demo_person("somebody")


@pytest.mark.parametrize(
    ("code", "name"), [("0880", "Kalmar"), ("0140", "Nykvarn"), ("2584", "Kiruna"), ("0000", ""), ("", "")]
)
def test_municipalities_have_names(code: str, name: str) -> None:
    assert name_of(code) == name
