from flask import Flask

from portal.accounts.permissions import Role
from portal.core.db import Database
from tests.factories.accounts import Browser, make_account


def test_somebody_signs_in_and_sees_their_account(app: Flask, database: Database) -> None:
    make_account(database, Role.TRIAGE)
    browser = Browser(app)
    answer = browser.sign_in()
    assert (answer.status_code, answer.location) == (303, "/handlaggning/start")
    assert "Maria Thorsell" in browser.get("/handlaggning/konto").get_data(as_text=True)
