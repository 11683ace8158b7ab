"""The pages of the courses in a real browser: whole in every language, and finding a course tells nobody."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import WSGIRequestHandler, make_server

from portal.core.settings import Settings
from portal.courses.published import CourseWords, Shelf
from portal.courses.rules.catalogue import Age, Audience, Topic
from portal.courses.watching.app import blind, create_courses_app
from tests.browser.chromium import DESK
from tests.browser.conftest import Person
from tests.browser.inspection import faults_on
from tests.browser.live import TOWN
from tests.factories import courses

SLUG = "granser-utan-brak"
PAGES = {
    "the catalogue": "",
    "a course": f"/{SLUG}",
    "its last part": f"/{SLUG}/2",
    "a certificate": f"/{SLUG}/intyg",
    "what we know": "/om/ingenting",
    "before you watch": "/om/sakerhet",
    "cleaning up": "/om/stada",
    "a code that is none": "/om/intyg?kod=abc",
    "what is not there": "/finns-inte",
}
LEAST_TARGET = 44
CARDS = "[data-course]:visible"


class Quiet(WSGIRequestHandler):
    """Says nothing about anybody."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 (the name is the server's)
        """Keep silent."""


def fill(shelf: Shelf, folder: Path) -> None:
    """Four courses that differ in what they can be found by."""
    plain = courses.published_course(SLUG, parts=2)
    teens = {"sv": CourseWords("Tonår på nätet", "Om förskola och skärm.")}
    homes = {"sv": CourseWords("Ett hem till", "Att ta emot ett barn.")}
    sellers = {"sv": CourseWords("Lämna ett anbud", "Så svarar du.")}
    found = [
        plain,
        replace(plain, slug="tonar", words=teens, ages=(Age.TEEN,), topics=(Topic.SCREENS,), is_easy=True),
        replace(plain, slug="hem", words=homes, audience=Audience.FAMILY_HOMES, topics=(Topic.FAMILY_HOME,)),
        replace(
            plain, slug="anbud", words=sellers, audience=Audience.COMPANIES, topics=(Topic.PROCUREMENT,), ages=()
        ),
    ]
    for course in found:
        courses.put(shelf, course, folder / course.slug)


@pytest.fixture(scope="module")
def base(compiled_catalogues: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the courses behind their door, without a database."""
    data = tmp_path_factory.mktemp("courses")
    settings = Settings.from_environment({"PORTAL_DATA_DIR": str(data), "PORTAL_MUNICIPALITY": str(TOWN)})
    fill(Shelf(settings.published_dir), data / "made")
    app = create_courses_app(settings)
    server = make_server("127.0.0.1", 0, blind(app), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions["portal"].database.dispose()


@pytest.fixture
def visitor_with(someone: Callable[..., Person], base: str) -> Callable[..., Person]:
    """Make a visitor of the courses; options are those of a browser context."""

    def make(**options: Any) -> Person:
        return someone(base=base, **options)

    return make


def titles(page: Page) -> list[str]:
    """The courses that can be seen."""
    return [text.strip() for text in page.locator(f"{CARDS} h3").all_inner_texts()]


def asked_by(page: Page) -> list[str]:
    """What the page asks for from now on; its icon, which the browser fetches when it likes, does not count."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/favicon-" not in request.url else None)
    return asked


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_every_page_can_be_used_by_everybody(visitor_with: Callable[..., Person], language: str) -> None:
    person = visitor_with(language=language)
    found = []
    for name, path in PAGES.items():
        person.page.goto(f"/{language}/kurser{path}")
        found += [f"{name}: {fault}" for fault in faults_on(person.page, person.watch, LEAST_TARGET)]
    assert found == []


def test_finding_a_course_asks_for_nothing_and_leaves_the_address_alone(visitor_with: Callable[..., Person]) -> None:
    page = visitor_with(viewport=DESK).page
    page.goto("/sv/kurser")
    assert len(titles(page)) == 4
    asked = asked_by(page)
    page.locator("label", has=page.locator('[data-facet="age"][value="13-18"]')).click()
    assert titles(page) == ["Tonår på nätet"]
    page.locator("[data-clear]:visible").first.click()
    assert len(titles(page)) == 4
    page.locator("[data-look-for]").fill("ANBUD")
    page.locator("[data-look-for]").press("Enter")
    assert titles(page) == ["Lämna ett anbud"]
    assert asked == []
    assert page.url.endswith("/sv/kurser")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie, history.state]") == [
        0,
        0,
        "",
        None,
    ]


def test_choices_of_one_question_widen_those_of_several_narrow(visitor_with: Callable[..., Person]) -> None:
    page = visitor_with(viewport=DESK).page
    page.goto("/sv/kurser")
    for value in ("screens", "procurement"):
        page.locator("label", has=page.locator(f'[data-facet="topic"][value="{value}"]')).click()
    assert titles(page) == ["Tonår på nätet", "Lämna ett anbud"]
    page.locator("label", has=page.locator('[data-facet="access"][value="easy"]')).click()
    assert titles(page) == ["Tonår på nätet"]
    expect(page.locator("[data-count]")).to_contain_text("1")


def test_words_are_found_without_their_dots(visitor_with: Callable[..., Person]) -> None:
    page = visitor_with().page
    page.goto("/sv/kurser")
    page.locator("[data-look-for]").fill("tonar forskola")
    assert titles(page) == ["Tonår på nätet"]


def test_when_nothing_fits_the_way_back_is_one_press(visitor_with: Callable[..., Person]) -> None:
    page = visitor_with().page
    page.goto("/sv/kurser")
    page.locator("[data-look-for]").fill("zebra")
    assert titles(page) == []
    assert page.locator("[data-shelf]:visible").count() == 0
    page.locator("[data-none] [data-clear]").click()
    assert len(titles(page)) == 4
    expect(page.locator("[data-none]")).to_be_hidden()
    expect(page.locator("[data-look-for]")).to_be_focused()


def test_on_a_phone_the_choices_are_folded_away_and_open_by_keyboard(visitor_with: Callable[..., Person]) -> None:
    page = visitor_with().page
    page.goto("/sv/kurser")
    tick = page.locator('[data-facet="age"][value="13-18"]')
    expect(tick).to_be_hidden()
    page.locator("[data-more] > summary").focus()
    page.keyboard.press("Enter")
    tick.focus()
    page.keyboard.press("Space")
    assert titles(page) == ["Tonår på nätet"]


def test_what_somebody_looked_for_is_gone_when_the_page_is_opened_anew(visitor_with: Callable[..., Person]) -> None:
    page = visitor_with().page
    page.goto("/sv/kurser")
    page.locator("[data-look-for]").fill("anbud")
    page.reload()
    assert page.locator("[data-look-for]").input_value() == ""
    assert len(titles(page)) == 4


def test_without_a_script_the_catalogue_is_plain_sections(visitor_with: Callable[..., Person]) -> None:
    page = visitor_with(java_script_enabled=False).page
    page.goto("/sv/kurser")
    assert len(titles(page)) == 4
    expect(page.locator("[data-finder]")).to_be_hidden()
    page.get_by_role("link", name="Gränser utan bråk").click()
    expect(page.locator("h1")).to_have_text("När barnet säger nej")
    expect(page.locator("video[controls]")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_first_stop_of_the_keyboard_and_the_button_both_lead_out(
    visitor_with: Callable[..., Person], scripts: bool
) -> None:
    page = visitor_with(java_script_enabled=scripts).page
    page.route(
        "https://www.smhi.se/**", lambda route: route.fulfill(body="<h1>weather</h1>", content_type="text/html")
    )
    for path in ("", "/om/sakerhet", f"/{SLUG}/intyg"):
        page.goto(f"/sv/kurser{path}")
        page.keyboard.press("Tab")
        expect(page.locator("a[data-quick-exit].skip")).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_url("https://www.smhi.se/**")
        page.goto(f"/sv/kurser{path}")
        page.locator("header a[data-quick-exit]").click()
        page.wait_for_url("https://www.smhi.se/**")


def test_a_certificate_is_ticked_from_what_the_device_remembers(visitor_with: Callable[..., Person]) -> None:
    page = visitor_with().page
    page.goto(f"/sv/kurser/{SLUG}")
    page.locator("[data-remember]").check()
    page.locator("[data-done]").check()
    page.goto(f"/sv/kurser/{SLUG}/intyg")
    asked = asked_by(page)
    expect(page.locator('[data-paper] [data-part="1"]')).to_be_checked()
    expect(page.locator('[data-paper] [data-part="2"]')).not_to_be_checked()
    page.locator('[data-paper] [data-part="2"]').check()
    page.evaluate("window.print = () => { window.hasPrinted = true; }")
    page.locator("[data-print]").click()
    assert page.evaluate("window.hasPrinted")
    assert asked == []


def test_on_paper_a_certificate_is_alone(visitor_with: Callable[..., Person]) -> None:
    page = visitor_with().page
    page.goto(f"/sv/kurser/{SLUG}/intyg")
    page.emulate_media(media="print")
    expect(page.locator("[data-paper]")).to_be_visible()
    for away in ("header [data-quick-exit]", ".site-footer", "[data-print]", ".back"):
        expect(page.locator(away)).to_be_hidden()
