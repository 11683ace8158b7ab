"""The caseworker's pages on the whole portal."""

import pytest
from flask import Flask

from portal.accounts.permissions import Role
from portal.core import clock
from portal.core.db import Database
from tests.factories import robot
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


def test_a_month_without_a_riksnorm_opens_and_says_so(maria: Caseworker, database: Database) -> None:
    now = clock.now()
    with database.write() as session:
        application = robot.filed(session, robot.answers(month="2031-01"), now)
        assert application.case is not None
        number = application.case.number
    assert "There is no riksnorm for that month yet" in maria.page(number)
    assert maria.get(f"/handlaggning/bistand/{number}/besluta").status_code == 404
    assert maria.act(number, "/rakna-om").status_code == 422
