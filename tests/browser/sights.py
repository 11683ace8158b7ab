"""Every page there is to look at: how to come there, who may, and in which languages."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from playwright.sync_api import Page

from tests.browser import steps
from tests.browser.town import Town

RESIDENT_LANGUAGES = ("sv", "en", "ar")
STAFF_LANGUAGES = ("sv", "en")
Act = Callable[[Page, Town], None]


class Who(StrEnum):
    """Who stands before the page."""

    RESIDENT = "resident"
    TRIAGE = "triage"
    ADMIN = "admin"
    ASSISTANCE = "assistance"


@dataclass(frozen=True)
class Sight:
    """One page: `path` may name things of the town and the language; `act` is what to do once there."""

    name: str
    path: str
    who: Who = Who.RESIDENT
    act: Act | None = None

    def address(self, town: Town, language: str) -> str:
        """Where it is in this town."""
        return self.path.format(town=town, l=language)


def go(page: Page, sight: Sight, town: Town, language: str) -> None:
    """Go there and do what belongs to it."""
    page.goto(sight.address(town, language))
    if sight.act:
        sight.act(page, town)


def send_empty(page: Page, _town: Town) -> None:
    """Press Send without having chosen anything."""
    steps.write(page, "Ring mig på 070-123 45 67, jag heter Anna.")
    steps.send_button(page).click()
    page.locator(".error-summary").wait_for()


def send_with_personal_data(page: Page, _town: Town) -> None:
    """Write something that the form asks about once."""
    steps.choose_topic(page)
    steps.write(page, "Ring mig på 070-123 45 67, jag heter Anna.")
    steps.send_button(page).click()
    page.locator(".banner--warn").wait_for()


def press_me_too(page: Page, _town: Town) -> None:
    """Say "me too"."""
    page.locator(".known-row form button").first.click()
    page.locator(".banner--success").wait_for()


def ask_wrongly(page: Page, _town: Town) -> None:
    """Write a code that is none."""
    page.locator("#receipt").fill("7K4M-QX2P")
    page.locator("main form button[type=submit]").click()
    page.locator(".error-summary").wait_for()


def open_all(page: Page, _town: Town) -> None:
    """Open what is folded away."""
    page.locator("main details").evaluate_all("every => every.forEach(each => (each.open = true))")


RESIDENT = (
    Sight("home", "/{l}/"),
    Sight("sign", "/{l}/felanmalan/{town.sign}"),
    Sight("sign-quiet", "/{l}/felanmalan/{town.quiet_sign}", act=open_all),
    Sight("sign-error", "/{l}/felanmalan/{town.sign}", act=send_empty),
    Sight("sign-question", "/{l}/felanmalan/{town.sign}", act=send_with_personal_data),
    Sight("sign-me-too", "/{l}/felanmalan/{town.sign}", act=press_me_too),
    Sight("sign-unknown", "/{l}/felanmalan/nonsense"),
    Sight("sign-mistyped", "/{l}/felanmalan/{town.mistyped}"),
    Sight("sign-retired", "/{l}/felanmalan/{town.retired_sign}"),
    Sight("find", "/{l}/felanmalan/"),
    Sight("find-found", "/{l}/felanmalan/?q=park"),
    Sight("find-nothing", "/{l}/felanmalan/?q=xyzzy"),
    Sight("find-near", "/{l}/felanmalan/?lat=56.6634&lon=16.3568"),
    Sight("find-outside", "/{l}/felanmalan/?lat=59.33&lon=18.06"),
    Sight("point", "/{l}/felanmalan/punkt?lat=56.6634&lon=16.3568"),
    Sight("describe", "/{l}/felanmalan/beskriv"),
    Sight("receipt", "/{l}/kvitto/{town.open_receipt.code}"),
    Sight("follow", "/{l}/folj/{town.open_receipt.code}", act=open_all),
    Sight("follow-closed", "/{l}/folj/{town.closed_receipt.code}"),
    Sight("letter", "/{l}/brev/{town.letter}"),
    Sight("start", "/{l}/folj"),
    Sight("start-error", "/{l}/folj", act=ask_wrongly),
    Sight("about", "/{l}/om"),
    Sight("privacy", "/{l}/om/integritet"),
    Sight("accessibility", "/{l}/om/tillganglighet"),
    Sight("not-found", "/{l}/finns-inte"),
)
DOOR = (
    Sight("sign-in", "/handlaggning/logga-in"),
    Sight(
        "sign-in-error", "/handlaggning/logga-in", act=lambda page, _town: page.locator("main form button").click()
    ),
)


def look_at_first(page: Page, _town: Town) -> None:
    """Wait until the preview beside the queue is there."""
    page.locator("#panel h2").wait_for()


def look_at_photo(page: Page, town: Town) -> None:
    """Point at the row of the case with a photo."""
    look_at_first(page, town)
    page.locator(f"a.queue__title[href*='{town.case}']").hover()
    page.locator("#panel img").wait_for()


def tick_two(page: Page, _town: Town) -> None:
    """Tick two rows and ask what could be done to both."""
    for box in page.locator("[data-tick]").all()[:2]:
        box.check()
    page.locator("[data-bulk-bar] button[value=team]").click()


def preview_reply(page: Page, _town: Town) -> None:
    """Look at an answer before it is sent."""
    page.locator("#words").fill("Tack! Vi lagar den på torsdag.")
    page.locator("button[name=step][value=preview]").click()
    page.locator(".reply-preview").wait_for()


def choose(page: Page, value: str) -> None:
    """Choose one of several, however they are drawn."""
    if page.locator("select[name=to]").count():
        page.locator("select[name=to]").select_option(value)
    else:
        page.locator(f"input[name=to][value={value}]").check()


def act_too_late(page: Page, town: Town) -> None:
    """Change a case that somebody else has changed since one looked."""
    page.goto(f"/handlaggning/arenden/{town.other_case}/prioritet")
    other = page.context.new_page()
    other.goto(f"/handlaggning/arenden/{town.other_case}/team")
    other.locator("main form button[type=submit]").first.click()
    other.locator(".banner--success").wait_for()
    other.close()
    choose(page, "high")
    page.locator("main form button[type=submit]").first.click()
    page.locator(".diff").wait_for()


CASE = "/handlaggning/arenden/{town.case}"
TRIAGE = (
    Sight("queue", "/handlaggning/?view=all&sort=newest", Who.TRIAGE, look_at_photo),
    Sight("queue-due", "/handlaggning/?view=all", Who.TRIAGE, look_at_first),
    Sight("queue-mine", "/handlaggning/?view=mine", Who.TRIAGE),
    Sight("queue-search", "/handlaggning/?view=all&q=gunga", Who.TRIAGE),
    Sight("queue-nothing", "/handlaggning/?view=all&q=xyzzy", Who.TRIAGE),
    Sight("queue-map", "/handlaggning/?view=all&map=1", Who.TRIAGE, look_at_first),
    Sight("queue-many", "/handlaggning/?view=all", Who.TRIAGE, tick_two),
    Sight("case", CASE, Who.TRIAGE),
    Sight("case-new", "/handlaggning/arenden/{town.other_case}", Who.TRIAGE),
    Sight("case-closed", "/handlaggning/arenden/{town.closed_receipt.number}", Who.TRIAGE),
    Sight("case-close", CASE + "/avsluta", Who.TRIAGE),
    Sight("case-state", CASE + "/lage", Who.TRIAGE),
    Sight("case-assign", CASE + "/tilldela", Who.TRIAGE),
    Sight("case-publish", CASE + "/publicera", Who.TRIAGE),
    Sight("case-note", CASE + "/anteckna", Who.TRIAGE),
    Sight("case-reply", CASE + "/svara", Who.TRIAGE, open_all),
    Sight("case-reply-preview", CASE + "/svara", Who.TRIAGE, preview_reply),
    Sight("case-conflict", "/handlaggning/arenden/{town.other_case}", Who.TRIAGE, act_too_late),
    Sight("places", "/handlaggning/platser", Who.TRIAGE),
    Sight("place", "/handlaggning/platser/{town.place_id}", Who.TRIAGE),
    Sight("place-new", "/handlaggning/platser/ny", Who.TRIAGE),
    Sight("places-import", "/handlaggning/platser/importera", Who.TRIAGE),
    Sight("places-silent", "/handlaggning/platser/tysta", Who.TRIAGE),
    Sight("operations", "/handlaggning/drift", Who.TRIAGE),
    Sight("account-own", "/handlaggning/konto", Who.TRIAGE),
    Sight("second-step", "/handlaggning/tva-steg", Who.TRIAGE),
    Sight("staff-not-found", "/handlaggning/finns-inte", Who.TRIAGE),
)
ADMIN = (
    Sight("accounts", "/handlaggning/konton", Who.ADMIN),
    Sight("account", "/handlaggning/konton/{town.account_id}", Who.ADMIN),
    Sight("account-new", "/handlaggning/konton/nytt", Who.ADMIN),
    Sight("staff-forbidden", "/handlaggning/?view=all", Who.ADMIN),
)
STAFF = TRIAGE + ADMIN
