"""Everybody of the demo can sign in and read their own; every case opens for a caseworker."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts.population.simulated import demo_persons
from portal.app import create_app
from portal.cases.models import Case
from portal.core.db import Database
from tests.factories.casework import ROOT, Caseworker
from tests.factories.residents import SignedIn
from tests.forms.assistance.demo.conftest import settings_in

MINE = "/sv/ekonomiskt-bistand/mina"
FILED = {
    *("amina", "johan", "elin", "erik", "maja", "samir", "rania", "bjorn", "kerstin", "petra", "olena", "abdi"),
    *("fadumo", "filip", "viktor"),
}


@pytest.fixture
def shown(filled: Database) -> Iterator[Flask]:
    """The portal on the filled demo, with the keys it was sealed with."""
    path = str(filled.url.database)
    settings = settings_in(Path(path).parent)
    app = create_app(replace(settings, database_url=f"sqlite:///{path}"))
    yield app
    app.extensions["portal"].services["scans"].stop()
    app.extensions["portal"].database.dispose()


def test_every_case_opens_for_a_caseworker_with_what_the_robot_says(shown: Flask, filled: Database) -> None:
    maria = Caseworker(shown, filled, name="Tilda Berg")
    with filled.read() as session:
        numbers = session.scalars(select(Case.number)).all()
    assert len(numbers) == 19
    for number in numbers:
        assert "simulated" in maria.page(number) or "simulerade" in maria.page(number)
    assert maria.get(f"{ROOT}/").status_code == 200


@pytest.mark.parametrize("key", sorted(person["key"] for person in demo_persons() if person["has_eid"]))
def test_everybody_can_read_their_own_and_only_those_who_filed_have_any(shown: Flask, key: str) -> None:
    person = SignedIn(shown, key, "sv")
    page = person.get(MINE)
    links = set(re.findall(rf'href="({MINE}/[0-9a-f-]+)"', page.text))
    assert bool(links) == (key in FILED)
    assert {person.get(link).status_code for link in links} <= {200}
