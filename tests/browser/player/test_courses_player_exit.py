"""The way out: blank and silent at once, by button or three presses of Shift, offline too, and Back shows nothing."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.player.conftest import Viewer

MOST_MS = 100
OUTSIDE = re.compile("^https://")
WAY_OUT = "[data-quick-exit]:not(.skip)"
WORDS = "Gränser utan bråk"
MEASURE = """() => {
  const film = document.querySelector('video');
  const told = (window.told = { pressed: 0, blank: 0, silent: 0 });
  const leads = (event) => event.target.closest?.('[data-quick-exit]') || event.key === 'Shift';
  const press = (event) => { if (leads(event)) told.pressed = performance.now(); };
  addEventListener('pointerdown', press, true);
  addEventListener('keydown', press, true);
  const look = () => {
    if (!told.blank && !document.body.checkVisibility()) told.blank = performance.now();
    if (!told.silent && (film.paused || film.muted)) told.silent = performance.now();
    if (!told.blank || !told.silent) setTimeout(look, 5);
    else sessionTold(JSON.stringify(told));
  };
  look();
}"""


@pytest.fixture
def elsewhere(viewer: Viewer) -> Iterator[list[str]]:
    """Where the way out leads: another site, answered here; gives the addresses that were asked for."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<title>Väder</title>Sol", content_type="text/html")

    viewer.context.route("https://**/*", answer)
    yield asked
    viewer.context.unroute_all(behavior="ignoreErrors")


def exit_link(page: Page) -> str:
    """The address of the way out."""
    found: str = page.locator(WAY_OUT).evaluate("(link) => link.href")
    return found


def press_button(page: Page) -> None:
    page.locator(WAY_OUT).click(no_wait_after=True)


def press_shift(page: Page) -> None:
    for _press in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [press_button, press_shift])
def test_the_page_is_blank_and_silent_within_a_tenth_of_a_second(
    viewer: Viewer, elsewhere: list[str], leave: Callable[[Page], None]
) -> None:
    page = viewer.come()
    viewer.press()
    told: list[dict[str, float]] = []
    page.expose_function("sessionTold", lambda text: told.append(json.loads(text)))
    page.evaluate(MEASURE)
    viewer.context.unroute("https://**/*")
    viewer.context.route("https://**/*", lambda route: None)
    leave(page)
    page.wait_for_timeout(600)
    assert told, "neither blank nor silent"
    assert told[0]["blank"] - told[0]["pressed"] <= MOST_MS
    assert told[0]["silent"] - told[0]["pressed"] <= MOST_MS


def test_three_presses_have_to_come_within_five_seconds(viewer: Viewer, elsewhere: list[str]) -> None:
    page = viewer.come()
    page.keyboard.press("Shift")
    page.wait_for_timeout(3000)
    page.keyboard.press("Shift")
    page.wait_for_timeout(2500)
    page.keyboard.press("Shift")
    page.wait_for_timeout(300)
    assert viewer.cinema.address() in page.url
    assert elsewhere == []
    press_shift(page)
    page.wait_for_url(OUTSIDE, wait_until="commit")


def test_back_does_not_show_the_course_again(viewer: Viewer, elsewhere: list[str]) -> None:
    page = viewer.page
    page.goto("about:blank")
    page.goto(f"{viewer.cinema.base}/sv/kurser/")
    page.locator(f"a[href*='{viewer.cinema.address()}']").first.click()
    page.wait_for_url("**/granser-utan-brak")
    page.locator("a[href$='granser-utan-brak/2']").first.click()
    page.wait_for_url("**/2")
    page.locator(WAY_OUT).click()
    page.wait_for_url(OUTSIDE, wait_until="commit")
    assert len(elsewhere) >= 1
    for _back in range(3):
        page.evaluate("setTimeout(() => history.back(), 50)")
        page.wait_for_timeout(1000)
        assert "kurser" not in page.url, page.url
    assert page.url == "about:blank"


def test_back_from_an_ordinary_link_shows_the_course(viewer: Viewer, elsewhere: list[str]) -> None:
    page = viewer.come()
    page.locator("a[href$='granser-utan-brak/2']").first.click()
    page.wait_for_url("**/2")
    page.go_back()
    expect(page.locator("h1")).to_be_visible()
    assert page.url.endswith(viewer.cinema.address())
    page.evaluate("location.href = 'https://help.example/'")
    page.wait_for_url("https://help.example/", wait_until="load")
    page.go_back(wait_until="commit")
    expect(page.locator("h1")).to_be_visible()
    assert page.url.endswith(viewer.cinema.address())


def test_the_way_out_works_without_network(viewer: Viewer) -> None:
    page = viewer.come()
    viewer.press()
    viewer.context.set_offline(True)
    page.locator(WAY_OUT).click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert WORDS not in page.content()


def test_the_way_out_is_a_plain_link_without_scripts(viewer_with: Callable[..., Viewer]) -> None:
    viewer = viewer_with(java_script_enabled=False)
    page = viewer.come()
    link = page.locator(WAY_OUT)
    assert (link.get_attribute("href") or "").startswith("https://")
    assert {"noreferrer", "nofollow"} <= set((link.get_attribute("rel") or "").split())


def storage(context: BrowserContext) -> list[object]:
    """What the browser keeps of any site."""
    return list(context.storage_state()["origins"]) + list(context.cookies())


def test_leaving_keeps_nothing(viewer: Viewer, elsewhere: list[str]) -> None:
    page = viewer.come()
    viewer.press()
    press_button(page)
    page.wait_for_url(OUTSIDE, wait_until="commit")
    assert storage(viewer.context) == []


@pytest.mark.parametrize("place", [".transcript a[data-start]", ".chapters a[data-start]"])
def test_a_press_into_the_film_does_not_lead_out_later(viewer: Viewer, elsewhere: list[str], place: str) -> None:
    page = viewer.come()
    page.locator(place).last.click()
    viewer.wait()
    assert page.evaluate("history.state") is None
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_timeout(300)
    assert page.url.endswith(viewer.cinema.address())
    assert elsewhere == []


@pytest.mark.parametrize("place", [".transcript a[data-start]", ".chapters a[data-start]"])
def test_a_press_into_the_film_seeks_where_the_browser_has_no_navigation_api(viewer: Viewer, place: str) -> None:
    viewer.context.add_init_script("Object.defineProperty(window, 'navigation', { value: undefined })")
    page = viewer.come()
    link = page.locator(place).last
    start = float(link.get_attribute("data-start") or 0)
    link.click()
    viewer.wait()
    assert page.url.endswith(viewer.cinema.address())
    assert viewer.film("currentTime") >= start > 0
