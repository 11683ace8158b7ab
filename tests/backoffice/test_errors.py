"""What staff see when a page is not there or not for them: their own frame, with their menu."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from portal.accounts.permissions import Role
from portal.core.db import Database
from portal.core.settings import Settings
from tests.factories import accounts, backoffice
from tests.factories.accounts import Browser


@pytest.fixture
def app(settings: Settings, database_url: str) -> Iterator[Flask]:
    made = backoffice.make_app(settings, database_url)
    yield made
    accounts.close(made)


@pytest.fixture
def auditor(app: Flask, database: Database) -> Browser:
    accounts.make_account(database, Role.AUDITOR, email="rut@kommun.example.org", name="Rut Ek")
    browser = Browser(app)
    assert browser.sign_in("rut@kommun.example.org").status_code in {302, 303}
    return browser


@pytest.mark.parametrize(
    ("address", "status"), [("/handlaggning/arenden.csv", 403), ("/handlaggning/arenden/F-26-AAAAA", 403)]
)
def test_a_page_that_is_not_for_one_keeps_the_menu(auditor: Browser, address: str, status: int) -> None:
    answer = auditor.get(address)
    assert answer.status_code == status
    page = answer.get_data(as_text=True)
    assert 'class="staff"' in page
    assert "Rut Ek" in page
    assert "/folj" not in page


@pytest.mark.parametrize("address", ["/handlaggning/finns-inte", "/handlaggning/finns/inte/heller"])
def test_an_address_that_leads_nowhere_tells_a_stranger_nothing(app: Flask, address: str) -> None:
    answer = Browser(app).get(address)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert 'class="staff"' in page
    assert not re.search(r"<nav|<form", page.split("<dialog")[0])
