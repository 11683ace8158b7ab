"""Walk 2 in a real browser: apply, sign, be asked, read the decision, apply again; alone and as a couple."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from portal.accounts.permissions import Role
from tests.browser import applying, inspection, office
from tests.browser.applying import Desk
from tests.browser.chromium import DESK, PATIENCE_MS
from tests.browser.conftest import Person
from tests.browser.office import HANDLER, Office
from tests.factories import pdfs
from tests.factories.applicants import ALONE

FINGER = 44
MARCH = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATE_MARCH = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)
RENT = {"type": "rent", "amount": "8 500 kr"}
PARTNER = {"together": "yes", "partner_name": "Rania Haddad", "partner_number": "871212-2384"}
REACHED = {"email": "rania@example.se", "by_email": "y", "needs_interpreter": "no"}
LANGUAGES = ["sv", "en", "ar"]

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """The portal of a test, on the second of March."""
    with office.running(tmp_path / "data", monkeypatch, MARCH) as running:
        running.employ(Role.ASSISTANCE)
        yield running


@pytest.fixture
def desk(portal: Office, someone: Callable[..., Person]) -> Desk:
    """A caseworker at a desk, signed in."""
    found = Desk(someone(base=portal.base, viewport=DESK, language="en").page)
    found.enter(HANDLER)
    return found


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A rent bill on the phone."""
    path = tmp_path / "hyresavi.pdf"
    path.write_bytes(pdfs.pdf(words="Hyra 8 500 kr"))
    return path


class Walk:
    """Somebody on their way through the pages, each of which must be usable by everybody."""

    def __init__(self, person: Person, language: str, who: str) -> None:
        self.page, self.watch, self.language = person.page, person.watch, language
        self.root = f"/{language}/ekonomiskt-bistand"
        applying.sign_in(self.page, language, who, "ekonomiskt-bistand/mina")

    def check(self) -> None:
        """Nothing is wrong with the page, on a phone or at a desk."""
        found = inspection.faults_on(self.page, self.watch, FINGER)
        assert not found, f"{self.page.url}:\n" + "\n".join(found)

    def answer(self, code: str, said: dict[str, str], *files: Path) -> None:
        """Answer a page."""
        applying.answer_page(self.page, self.root, code, said, files)

    def answer_all(self, pages: dict[str, dict[str, str]], document: Path, rent: dict[str, str]) -> None:
        """Answer every page, with the rent as the only cost and its bill beside the home."""
        for code, said in pages.items():
            if code == "costs":
                applying.add_row(self.page, self.root, code, rent)
            self.answer(code, said, *([document] if code == "housing" else []))

    def open(self, address: str) -> None:
        """Look at a page of one's own."""
        self.page.goto(address)


def pages_of(*, together: bool) -> dict[str, dict[str, str]]:
    """What is answered, in the order of the pages."""
    plain = {code: dict(said) for code, said in ALONE.items()}
    if not together:
        return plain | {"costs": {}}
    couple = {"together": PARTNER, "housing": plain["housing"] | {"persons": "2"}, "costs": {}}
    extra = {"co_applicant": REACHED | {"worked": "no"}, "co_planning": plain["planning"]}
    return {code: (plain | couple | extra)[code] for code in ORDER}


ORDER = (
    "together",
    "applicant",
    "payment",
    "co_applicant",
    "children",
    "housing",
    "livelihood",
    "planning",
    "co_planning",
    "jobs",
    "incomes",
    "pending",
    "assets",
    "costs",
    "message",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_alone_first_and_then_again(
    portal: Office, desk: Desk, someone: Callable[..., Person], document: Path, language: str
) -> None:
    walk = Walk(someone(base=portal.base, language=language), language, "filip")
    expect(walk.page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    walk.check()

    applying.begin(walk.page, walk.root, "2026-03")
    walk.answer_all(pages_of(together=False), document, RENT)
    applying.declare(walk.page, walk.root)
    expect(walk.page.locator(".snapshot")).to_contain_text("hyresavi.pdf")
    walk.check()
    applying.sign(walk.page)
    own = applying.follow(walk.page)
    number = walk.page.locator("main .code").first.inner_text()
    portal.work()

    asked(desk, number)
    answered(walk, own, document)
    portal.work()
    desk.decide(number, "grant", "norm_not_met")
    portal.work()
    read_the_decision(walk, own)
    apply_again(walk, desk, portal)


def asked(desk: Desk, number: str) -> None:
    """We ask for something more."""
    desk.open(number, "/fraga/komplettering")
    desk.send({"words": "Skicka kontoutdraget för februari.", "due_on": "2026-03-12"})


def answered(walk: Walk, own: str, document: Path) -> None:
    """It comes with a file."""
    walk.open(own)
    walk.check()
    walk.page.locator(".card--asks a.button").click()
    applying.fill(walk.page, {"words": "Här är det."}, "#answer")
    walk.page.locator("#files").set_input_files(str(document))
    walk.page.locator("button[name=attach]").click()
    expect(walk.page.locator(".attach__name")).to_have_text("hyresavi.pdf")
    expect(walk.page.locator("#words")).to_have_value("Här är det.")
    walk.check()
    walk.page.locator("#answer > button[type=submit]").click()
    expect(walk.page.locator(".banner--success")).to_be_visible()


def read_the_decision(walk: Walk, own: str) -> None:
    """What was decided, the calculation, why, "I have read it", how to appeal."""
    walk.open(own)
    walk.page.locator("a[href*='/beslut/']").first.click()
    expect(walk.page.locator(".granted__amount")).to_contain_text("kr")
    expect(walk.page.locator(".reckoning tbody tr").first).to_be_visible()
    walk.check()
    applying.press(walk.page, "/last")
    expect(walk.page.locator(".banner--success")).to_be_visible()
    expect(walk.page.locator("form[action$='/last']")).to_have_count(0)
    walk.check()


def apply_again(walk: Walk, desk: Desk, portal: Office) -> None:
    """Next month: nothing has changed but what is asked anew."""
    portal.at(LATE_MARCH)
    desk.enter(HANDLER)
    walk.page.context.clear_cookies()
    applying.sign_in(walk.page, walk.language, "filip", "ekonomiskt-bistand/mina")
    applying.begin(walk.page, walk.root, "2026-04")
    walk.answer("together", {"together": "no"})
    walk.open(f"{walk.root}/ansok/samma")
    walk.check()
    applying.press(walk.page, "/samma")
    for code in ("jobs", "incomes", "costs", "message"):
        walk.answer(code, {} if code == "costs" else dict(ALONE[code]))
    applying.declare(walk.page, walk.root)
    applying.sign(walk.page)
    own = applying.follow(walk.page)
    number = walk.page.locator("main .code").first.inner_text()
    portal.work()
    desk.decide(number, "grant", "norm_not_met")
    walk.open(own)
    walk.page.locator("a[href*='/beslut/']").first.click()
    expect(walk.page.locator(".granted__amount")).to_contain_text("kr")
    walk.open(f"{walk.root}/mina")
    expect(walk.page.locator(".service")).to_have_count(2)
    walk.check()


@pytest.mark.parametrize(("language", "scripts"), [("sv", False), ("en", True), ("ar", True)])
def test_together_the_other_one_signs_too(
    request: pytest.FixtureRequest, portal: Office, someone: Callable[..., Person], language: str, scripts: bool
) -> None:
    desk, document = request.getfixturevalue("desk"), request.getfixturevalue("document")
    options = {"base": portal.base, "language": language, "java_script_enabled": scripts}
    samir = Walk(someone(**options), language, "samir")
    applying.begin(samir.page, samir.root, "2026-03")
    samir.answer_all(pages_of(together=True), document, RENT | {"whose": "all"})
    sign_page = applying.declare(samir.page, samir.root)
    applying.sign(samir.page)
    link = samir.page.locator(".invitation").inner_text()

    rania = Walk(someone(**options), language, "rania")
    rania.open(link)
    rania.page.wait_for_url(re.compile(sign_page))
    rania.page.locator("details.more summary").last.click()
    applying.fill(rania.page, {"comment": "Hyran är 8 200."})
    applying.press(rania.page, "/skicka-tillbaka")
    rania.page.wait_for_url(re.compile("/mina"))

    samir.open(sign_page)
    expect(samir.page.locator("div.banner--warn")).to_contain_text("Hyran är 8 200.")
    samir.open(f"{samir.root}/ansok/costs")
    samir.page.locator("a[href*='/costs/rad/']").first.click()
    applying.fill(samir.page, {"amount": "8 200"}, "#page")
    samir.page.locator("#page .save button[type=submit]").click()
    again = applying.declare(samir.page, samir.root)
    applying.sign(samir.page)
    expect(samir.page.locator(".invitation")).to_be_visible()
    rania.open(again)
    expect(rania.page.locator(".snapshot")).to_contain_text("8 200")
    applying.sign(rania.page)
    own = applying.follow(rania.page)
    number = rania.page.locator("main .code").first.inner_text()
    portal.work()
    granted_in_part_and_appealed(rania, samir, desk, own, number)
    if scripts:
        assert samir.watch.faults == rania.watch.faults == []


def granted_in_part_and_appealed(rania: Walk, samir: Walk, desk: Desk, own: str, number: str) -> None:
    """Comments are asked for, the decision is partly yes, and one of them appeals it."""
    desk.open(number, "/fraga/kommunicering")
    desk.send({"due_on": "2026-03-16"})
    rania.open(own)
    rania.page.locator(".card--asks a.button").click()
    applying.fill(rania.page, {"words": "Vi har inget att tillägga."}, "#answer")
    rania.page.locator("#answer > button[type=submit]").click()
    expect(rania.page.locator(".banner--success")).to_be_visible()
    desk.change(number, "Rent", "7000", "Skäligt för två personer.")
    desk.change(number, "Wage after tax", "200", "Lönebeskedet för februari.")
    desk.decide(number, "partly", "cost_above_reasonable")
    samir.open(own)
    samir.page.locator("a[href*='/beslut/']").first.click()
    expect(samir.page.locator(".reckoning")).to_contain_text("Skäligt för två personer.")
    samir.page.locator("a[href$='/overklaga']").click()
    applying.fill(samir.page, {"words": "Hela hyran ska räknas."}, "#appeal")
    samir.page.locator("#appeal > button[type=submit]").click()
    expect(samir.page.locator(".banner--success")).to_be_visible()
    expect(samir.page.locator("section[aria-labelledby=appeal]")).to_contain_text("Hela hyran ska räknas.")
