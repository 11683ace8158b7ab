"""The steps of the walks, done as a person does them: by what is on the page, whatever its language."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

STAFF_PASSWORD = "portal-demo"
MINUTE = 60_000
PHOTO_TRIES = 60


@dataclass(frozen=True)
class Receipt:
    """What a resident goes home with."""

    number: str
    code: str
    language: str

    @property
    def follow(self) -> str:
        """The page of the case."""
        return f"/{self.language}/folj/{self.code}"

    @property
    def page(self) -> str:
        """The receipt once more."""
        return f"/{self.language}/kvitto/{self.code}"


def choose_topic(page: Page, number: int = 0) -> None:
    """Press one of the large pictures."""
    page.locator(".tile").nth(number).click()


def add_photo(page: Page, *files: Path) -> None:
    """Choose photos as from the camera roll."""
    page.locator("#photos").set_input_files([str(file) for file in files])


def write(page: Page, words: str) -> None:
    """Tell more."""
    page.locator("#words").fill(words)


def leave_address(page: Page, address: str) -> None:
    """Ask to be told when it is fixed."""
    page.locator("details.more summary").first.click()
    page.locator("#contact").fill(address)


def send_button(page: Page) -> Locator:
    """The one large button of the form."""
    return page.locator(".send-bar button[type=submit]")


def send(page: Page) -> Receipt:
    """Send the report and come to the receipt."""
    send_button(page).click()
    page.wait_for_url(re.compile("/kvitto/"), timeout=MINUTE)
    return receipt_on(page)


def receipt_on(page: Page) -> Receipt:
    """What the receipt page says."""
    _, language, _, code = urlsplit(page.url).path.split("/")
    return Receipt(page.locator(".receipt__number").inner_text().strip(), code, language)


def report(page: Page, address: str, *, words: str = "", photo: Path | None = None, contact: str = "") -> Receipt:
    """A whole report at `address`."""
    page.goto(address)
    choose_topic(page)
    if photo:
        add_photo(page, photo)
    if words:
        write(page, words)
    if contact:
        leave_address(page, contact)
    return send(page)


def wait_for_photo(page: Page, receipt: Receipt) -> Locator:
    """Look at the case until its photo has been made ready; gives the link to it."""
    page.goto(receipt.follow)
    for _ in range(PHOTO_TRIES):
        if page.locator(".thumb a").count():
            return page.locator(".thumb a")
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError("the photo was not made ready")


def sign_in(page: Page, who: str) -> None:
    """Sign in as the demo's `who`, for instance triage."""
    page.goto("/handlaggning/logga-in")
    page.locator("#email").fill(f"{who}@demo.example")
    page.locator("#password").fill(STAFF_PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/handlaggning/(?!logga-in)"))


def open_case(page: Page, number: str) -> None:
    """Open the case's own page."""
    page.goto(f"/handlaggning/arenden/{number}")


def take(page: Page) -> None:
    """Take the case that is open."""
    page.locator(".case__actions form[action$='/ta'] button").click()
    page.locator(".banner--success").wait_for()


def reply(page: Page, words: str, photo: Path | None = None) -> None:
    """Answer the reporter: write, look at it, send."""
    page.locator(".case__actions a[href*='/svara']").click()
    page.locator("#words").fill(words)
    if photo:
        add_photo(page, photo)
    page.locator("button[name=step][value=preview]").click()
    page.locator(".reply-preview").wait_for()
    page.locator("button[name=step][value=send]").click()
    page.locator(".banner--success").wait_for()


def move_on(page: Page) -> None:
    """Bring the case into the first state that it may go to."""
    page.locator(".case__actions a[href*='/lage']").click()
    page.locator("input[name=to]").first.check()
    page.locator("main form button[type=submit]").click()
    page.locator(".banner--success").wait_for()


def close(page: Page, outcome: str = "fixed", detail: str = "") -> None:
    """Close the case."""
    page.locator(".case__actions a[href*='/avsluta']").click()
    page.locator(f"input[name=outcome][value={outcome}]").check()
    if detail:
        page.locator("#detail").fill(detail)
    page.locator("main form button[type=submit]").first.click()
    page.locator(".banner--success").wait_for()
