"""Walk 1 in a real browser: scan, report, triage, answer, close, follow; also without scripts, mouse or Swedish."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser import keyboard, steps
from tests.browser.chromium import DESK
from tests.browser.conftest import Person
from tests.browser.live import Portal
from tests.browser.town import Town
from tests.factories.pictures import SECRETS

LETTER_TRIES = 60
WORDS = {"sv": "Kedjan på gungan har släppt.", "ar": "انقطعت سلسلة الأرجوحة."}
ANSWER = {"sv": "Vi byter kedjan på torsdag.", "ar": "سنستبدل السلسلة يوم الخميس."}


def in_queue(page: Page, number: str, words: str) -> None:
    """Find the case in the queue by what was written, and open it."""
    page.goto("/handlaggning/?view=all")
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")
    page.wait_for_url(re.compile(r"[?&]q="))
    page.locator(f"a.queue__title[href*='{number}']").click()
    page.wait_for_url(re.compile(number))


def staff_do_their_part(page: Page, number: str, language: str) -> None:
    """Take the case, get on with it, answer with a preview, close it as fixed."""
    in_queue(page, number, WORDS[language])
    steps.take(page)
    steps.move_on(page)
    steps.reply(page, ANSWER[language])
    steps.close(page)


def follow_to_the_end(page: Page, receipt: steps.Receipt, language: str) -> None:
    """The resident reads answer and outcome, finds that it is not fixed, and opens the case again."""
    page.goto(f"/f/{receipt.code}")
    expect(page).to_have_url(re.compile(f"/{language}/folj/"))
    expect(page.locator(".bubble--ours")).to_contain_text(ANSWER[language])
    expect(page.locator(".tag--done")).to_have_count(1)
    page.locator("#wrong").fill(WORDS[language])
    page.locator("button[formaction$='/oppna-igen']").click()
    expect(page.locator(".banner--success")).to_be_visible()
    expect(page.locator(".tag--done")).to_have_count(0)


@pytest.mark.parametrize(("language", "scripts"), [("sv", True), ("sv", False), ("ar", True)])
def test_a_report_walks_from_the_sign_to_its_end_and_back(
    someone: Callable[..., Person], sights_of: Town, photo: Path, language: str, scripts: bool
) -> None:
    resident = someone(language=language, java_script_enabled=scripts)
    page = resident.page
    receipt = steps.report(page, f"/s/{sights_of.sign}", words=WORDS[language], photo=photo)
    assert receipt.language == language
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert steps_shown(page) == receipt.code

    staff = someone(viewport=DESK, java_script_enabled=scripts)
    steps.sign_in(staff.page, "triage")
    staff_do_their_part(staff.page, receipt.number, language)
    see_photo(page, receipt)
    follow_to_the_end(page, receipt, language)
    staff.page.goto(f"/handlaggning/arenden/{receipt.number}")
    expect(staff.page.locator(".bubble").last).to_contain_text(WORDS[language])
    assert resident.watch.faults == staff.watch.faults == []
    assert resident.context.cookies() == []


def steps_shown(page: Page) -> str:
    """The code as the receipt shows it, without its dashes."""
    return page.locator(".receipt__code .code").inner_text().replace("-", "").strip()


def see_photo(page: Page, receipt: steps.Receipt) -> None:
    """The photo is there for its sender, upright, with nothing in it that the phone had hidden there."""
    photo = steps.wait_for_photo(page, receipt)
    kept = page.context.request.get(str(photo.get_attribute("href"))).body()
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.width > picture.height
        red, _, blue = picture.convert("RGB").getpixel((20, 20))
        assert red > blue
    assert not [secret for secret in SECRETS if secret in kept]


def test_a_report_is_sent_with_the_keyboard_alone(resident: Person, sights_of: Town) -> None:
    page = resident.page
    page.goto(f"/s/{sights_of.sign}")
    keyboard.press(page, ".tile input", "Space")
    page.keyboard.press("ArrowDown")
    keyboard.tab_to(page, "#photos")
    keyboard.write(page, "#words", "Skrivet utan mus.")
    keyboard.press(page, "summary")
    keyboard.write(page, "#contact", "tangent@example.org")
    keyboard.press(page, ".send-bar button")
    page.wait_for_url(re.compile("/kvitto/"))
    keyboard.press(page, "a[href*='/folj/']")
    expect(page.locator(".bubble")).to_contain_text("Skrivet utan mus.")
    keyboard.write(page, "textarea[name=words]", "Ett ord till.")
    keyboard.press(page, "section[aria-labelledby=write] button")
    expect(page.locator(".banner--success")).to_be_visible()


def test_the_skip_link_leads_past_the_header(resident: Person) -> None:
    page = resident.page
    page.goto("/sv/")
    keyboard.press(page, ".skip")
    assert page.evaluate("document.activeElement.id") == "main"


def test_staff_work_with_the_keyboard_alone(someone: Callable[..., Person], sights_of: Town) -> None:
    resident = someone()
    receipt = steps.report(
        resident.page, f"/sv/felanmalan/{sights_of.quiet_sign}", words="Tangentbordets eget ärende"
    )
    page = someone(viewport=DESK).page
    page.goto("/handlaggning/logga-in")
    keyboard.write(page, "#email", "triage@demo.example")
    keyboard.write(page, "#password", steps.STAFF_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/handlaggning/(?!logga-in)"))
    page.keyboard.press("/")
    page.keyboard.type(receipt.number)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"[?&]q="))
    page.locator("#main").focus()
    page.keyboard.press("j")
    keyboard_opens(page, receipt.number)
    page.keyboard.press("a")
    expect(page.locator(".banner--success")).to_be_visible()
    page.keyboard.press("s")
    page.wait_for_url(re.compile("/lage"))
    keyboard.press(page, "input[name=to]", "Space")
    keyboard.press(page, "main form button[type=submit]")
    expect(page.locator(".banner--success")).to_be_visible()


def keyboard_opens(page: Page, number: str) -> None:
    """Enter on the row that j and k have reached."""
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"/{number}"))


def test_one_press_says_me_too(someone: Callable[..., Person], sights_of: Town) -> None:
    page = someone().page
    page.goto(f"/s/{sights_of.sign}")
    button = page.locator(".known-row form button").first
    before = int((re.findall(r"\d+", button.inner_text()) or ["1"])[0])
    button.click()
    expect(page.locator(".banner--success")).to_contain_text(str(before + 1))
    page.goto(f"/s/{sights_of.sign}")
    expect(page.locator(".known-row form button").first).to_contain_text(str(before + 1))


def test_the_letter_leads_to_the_answer(
    someone: Callable[..., Person], triage: Person, portal: Portal, sights_of: Town
) -> None:
    page, address = someone().page, "brevet@example.org"
    receipt = steps.report(page, f"/s/{sights_of.sign}", words="Ett brev, tack.", contact=address)
    steps.open_case(triage.page, receipt.number)
    steps.reply(triage.page, "Svaret står här.")
    links = letter_links(page, portal, address)
    page.goto(links[-1])
    expect(page.locator(".bubble--ours")).to_contain_text("Svaret står här.")
    assert receipt.code not in page.content()
    assert address not in page.content()


def letter_links(page: Page, portal: Portal, address: str) -> list[str]:
    """The links in the letters to `address`, once there are two letters."""
    for _ in range(LETTER_TRIES):
        found = [link for letter in portal.letters_to(address) for link in re.findall(r"/l/[\w-]+", letter)]
        if len(found) > 1:
            return found
        page.wait_for_timeout(500)
    raise AssertionError("the letters did not come")
