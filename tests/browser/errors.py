"""The pages that only come when something fails, drawn by the real application and shown in the real browser."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, Route

from portal.app import create_app
from portal.core.settings import Settings
from portal.core.web.errors import error_page, kept_page
from tests.browser.live import TOWN, Portal

STATUSES = (400, 403, 404, 405, 409, 413, 422, 429, 500, 503)
WORDS = {"token": "t", "words": "Kedjan har släppt.", "topic": "broken"}
ADDRESS = "/sv/felsida"


def failing(portal: Portal) -> Flask:
    """An application on the portal's own data that is never asked for anything but its errors."""
    return create_app(
        Settings.from_environment({"PORTAL_DATA_DIR": str(portal.data), "PORTAL_MUNICIPALITY": str(TOWN)})
    )


def pages(app: Flask, language: str) -> dict[str, str]:
    """Each error page in a language: those with a status, and the two that keep what was sent."""
    drawn: dict[str, Callable[[], str]] = {
        str(status): lambda status=status: error_page(status).get_data(as_text=True) for status in STATUSES
    }
    drawn["kept under flood"] = lambda: kept_page(429, 15).get_data(as_text=True)
    drawn["kept without a database"] = lambda: kept_page(503, 20).get_data(as_text=True)
    found = {}
    for name, draw in drawn.items():
        with app.test_request_context(f"/{language}/felanmalan/beskriv", method="POST", data=WORDS):
            app.preprocess_request()
            found[name] = draw()
    return found


def show(page: Page, text: str) -> None:
    """Let the browser ask for a page and answer with this one."""

    def answer(route: Route) -> None:
        route.fulfill(body=text, content_type="text/html; charset=utf-8")

    page.route(f"**{ADDRESS}", answer)
    page.goto(ADDRESS)
    page.unroute(f"**{ADDRESS}", answer)
