"""What a person does on the pages of assistance, by what is on the page, whatever its language."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.factories.accounts import PASSWORD

Said = Mapping[str, str]


def sign_in(page: Page, language: str, person: str, address: str) -> None:
    """Go to `address`, which asks who one is, and come there as one of the demo's people."""
    page.goto(f"/{language}/{address}")
    page.locator("main a.button[href*='/borja']").click()
    page.locator(f"button[name=person][value={person}]").click()
    page.wait_for_url(re.compile(re.escape(address)))


def sign_out(page: Page, language: str) -> None:
    """Leave."""
    page.goto(f"/{language}/logga-ut")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile("/utloggad"))


def fill(page: Page, said: Said, within: str = "main") -> None:
    """Answer the questions of a page, each in its own way."""
    for name, value in said.items():
        answer(page.locator(f'{within} [name="{name}"]'), value)


def answer(fields: Locator, value: str) -> None:
    """Answer one question: choose, tick, pick or write."""
    first = fields.first
    kind = (first.get_attribute("type") or "").lower()
    if kind == "radio":
        chosen = fields.and_(first.page.locator(f'[value="{value}"]'))
        chosen.check()
    elif kind == "checkbox":
        first.check()
    elif first.evaluate("element => element.tagName") == "SELECT":
        first.select_option(value)
    else:
        first.fill(value)


def begin(page: Page, root: str, month: str) -> None:
    """Choose the month."""
    page.goto(f"{root}/ansok")
    page.locator(f'input[name=month][value="{month}"]').check()
    page.locator("main form[action$='/ansok'] button[type=submit]").click()
    page.wait_for_url(re.compile(r"/ansok/\w+"))


def answer_page(page: Page, root: str, code: str, said: Said, files: Sequence[Path] = ()) -> None:
    """Answer a page and go on; files are uploaded first, and stay listed."""
    page.goto(f"{root}/ansok/{code}")
    fill(page, said, "#page")
    if files:
        page.locator("#files").set_input_files([str(file) for file in files])
        page.locator("button[name=attach]").click()
        page.locator(".attach__file").nth(len(files) - 1).wait_for()
    save(page, f"{root}/ansok/{code}")


def add_row(page: Page, root: str, code: str, said: Said) -> None:
    """Add one row."""
    page.goto(f"{root}/ansok/{code}/rad")
    fill(page, said, "#page")
    save(page, f"{root}/ansok/{code}/rad")


def save(page: Page, here: str) -> None:
    """Press Save, and be somewhere else."""
    page.locator("#page .save button[type=submit]").click()
    page.wait_for_url(lambda url: not url.split("?")[0].endswith(here))


def declare(page: Page, root: str) -> str:
    """Read all answers, declare on honour and come to the page where one signs; gives its path."""
    page.goto(f"{root}/ansok/granska")
    page.locator("input[name=attest]").check()
    page.locator("main form .save button[type=submit]").click()
    page.wait_for_url(re.compile("/underteckna/"))
    return path_of(page)


def sign(page: Page) -> None:
    """Sign what is read."""
    page.locator("main form:has(input[name=seen]) button[type=submit]").click()


def follow(page: Page) -> str:
    """Come to the page of the application that was just sent; gives its path."""
    page.wait_for_url(re.compile(r"/mina/[0-9a-f-]{36}"))
    return path_of(page)


def path_of(page: Page) -> str:
    """The path of the page."""
    return re.sub(r"^https?://[^/]+", "", page.url).split("?")[0]


def press(page: Page, ending: str) -> None:
    """Press the button of the form that goes to an address with this ending."""
    page.locator(f"main form[action$='{ending}'] button[type=submit]:not([name])").last.click()


class Desk:
    """A caseworker in front of the case's page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def enter(self, email: str) -> None:
        """Sign in."""
        self.page.goto("/handlaggning/logga-in")
        self.page.locator("#email").fill(email)
        self.page.locator("#password").fill(PASSWORD)
        self.page.locator("main form button[type=submit]").click()
        self.page.wait_for_url(re.compile(r"/handlaggning/(?!logga-in)"))

    def open(self, number: str, view: str = "") -> None:
        """Look at the case."""
        self.page.goto(f"/handlaggning/bistand/{number}{view}")

    def send(self, said: Said) -> None:
        """Fill in the form of the page and send it."""
        fill(self.page, said)
        self.page.locator("main form:has(input[name=version]) button[type=submit]").first.click()

    def change(self, number: str, label: str, amount: str, reason: str) -> None:
        """Say what one line of the calculation shall be."""
        self.open(number)
        self.page.locator("a.calc__line").filter(has_text=label).first.click()
        self.send({"amount": amount, "reason": reason})
        self.page.wait_for_url(re.compile(rf"{number}(\?.*)?$"))

    def decide(self, number: str, outcome: str, phrase: str) -> None:
        """Decide with a reason: look at it first, then for good."""
        self.open(number, "/besluta")
        self.page.locator(f"input[name=outcome][value={outcome}]").check()
        self.page.locator(f"input[name=phrases][value={phrase}]").check()
        self.page.locator("button[name=step][value=look]").click()
        self.page.locator("button[name=step][value=make]").click()
        self.page.wait_for_url(re.compile(rf"{number}(\?.*)?$"))
