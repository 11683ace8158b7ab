"""The pages of assistance to look at, for those who sign in with the demo's e-ID and for caseworkers."""

from playwright.sync_api import Page

from tests.browser.sights import Sight, Who
from tests.browser.town import Town

NEWCOMER, GRANTED = "Nora Hellström", "Amina Warsame"


def _enter(page: Page, name: str) -> None:
    page.locator("main a.button").first.click()
    page.get_by_role("button", name=name).click()


def begin(page: Page, _town: Town) -> None:
    """Sign in as somebody who has never applied, and begin unless that is done already."""
    _enter(page, NEWCOMER)
    language = page.url.split("/")[3]
    if (months := page.locator("main input[type=radio]")).count():
        months.first.check()
        page.locator("main form button.button:not(.button--quiet):visible").first.click()
    page.goto(f"/{language}/ekonomiskt-bistand/ansok/uppgifter")


def fill_in(page: Page, town: Town) -> None:
    """Open a page of the application."""
    begin(page, town)
    page.goto(page.url.replace("uppgifter", "housing"))


def read_decision(page: Page, _town: Town) -> None:
    """Sign in as somebody with a decision, and read it."""
    _enter(page, GRANTED)
    page.locator("main a[href*='/mina/']").first.click()
    page.locator("main a[href*='/beslut/']").first.click()


def open_complete(page: Page, _town: Town) -> None:
    """Open the first application whose proposal is a grant, or else the first there is."""
    page.locator("main a[href*='/handlaggning/bistand/E-']").last.click()


RESIDENT = (
    Sight("assistance", "/{l}/ekonomiskt-bistand/"),
    Sight("assistance-tasks", "/{l}/ekonomiskt-bistand/ansok", act=begin),
    Sight("assistance-home", "/{l}/ekonomiskt-bistand/ansok", act=fill_in),
    Sight("assistance-decision", "/{l}/ekonomiskt-bistand/mina", act=read_decision),
)
STAFF = (
    Sight("assistance-desk", "/handlaggning/bistand/", Who.ASSISTANCE),
    Sight("assistance-case", "/handlaggning/bistand/", Who.ASSISTANCE, act=open_complete),
)
