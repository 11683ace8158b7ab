"""The caseworker's pages on the whole portal."""

import pytest
from flask import Flask

from portal.accounts.permissions import Role
from portal.core.db import Database
from tests.factories.casework import Caseworker, waiting


@pytest.fixture
def maria(app: Flask, database: Database) -> Caseworker:
    return Caseworker(app, database)


@pytest.mark.parametrize(
    "view", ["/fraga/komplettering", "/fraga/kommunicering", "/skriv", "/besluta", "/ny-rad", "/ansokan.pdf"]
)
def test_every_page_about_a_case_opens(maria: Caseworker, database: Database, view: str) -> None:
    number = waiting(database)
    answer = maria.get(f"/handlaggning/bistand/{number}{view}")
    assert answer.status_code == 200, answer.text[:4000]


@pytest.mark.parametrize("view", ["/", "/sok", "/jav", "/utbetalningar", "/automatik"])
def test_every_other_page_opens(app: Flask, database: Database, view: str) -> None:
    lead = Caseworker(app, database, Role.ASSISTANCE_LEAD, name="Lena Ledare")
    waiting(database)
    answer = lead.get(f"/handlaggning/bistand{view}")
    assert answer.status_code == 200, answer.text[:4000]
