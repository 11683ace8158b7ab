"""The short form of `make fuzz`: every route some times, always with the same requests; and that a fault is found."""

import logging

import pytest
from flask import Flask

from portal.app import create_app
from portal.core.settings import Settings
from portal.core.web import public
from tests.access.matrix import doors
from tests.long import fuzz, nasty

TIMES = 3


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("portal"), "propagate", False)


@pytest.mark.slow
def test_no_hostile_request_gets_a_fault_of_ours(settings: Settings, database_url: str) -> None:
    found = fuzz.run(settings, database_url, times=TIMES, seed=1)
    assert found.broke == []
    assert min(found.asked.values()) >= TIMES
    assert {200, 303, 404} <= set(found.statuses)


def test_a_fault_and_a_way_out_are_found(settings: Settings, app: Flask) -> None:
    made = create_app(settings)
    made.add_url_rule("/trasig", "broken", public(lambda: 1 / 0))
    made.add_url_rule("/bort", "away", public(lambda: ("", 302, {"Location": "https://evil.example/"})))
    ground = fuzz.ground(app)
    attacker = fuzz.Attacker(
        fuzz.Ground(
            made, ground.known, ground.names, tuple(d for d in doors(made) if d.address in {"/trasig", "/bort"})
        ),
        1,
    )
    broke = " ".join(attacker.attack(20).broke)
    assert "500 unexpected: ZeroDivisionError" in broke
    assert "sent on to 'https://evil.example/'" in broke
    made.extensions["portal"].services["scans"].stop()
    made.extensions["portal"].database.dispose()


def test_the_fields_of_forms_and_templates_are_known() -> None:
    assert {"words", "contact", "version", "outcome", "language", "lat"} <= set(nasty.field_names())
