"""Nothing stays on the device unless somebody wants it (AN-15); typing sends nothing (AN-16)."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.player.conftest import PLAYS, Viewer

DECLARED = {"kurser:minns", "kurser:plats", "kurser:val", "kurser:klart", "kurser:svar"}
EVERYTHING_KEPT = """async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookies: document.cookie,
  caches: await caches.keys(), workers: (await navigator.serviceWorker.getRegistrations()).length,
  databases: (await indexedDB.databases()).map((one) => one.name), windowName: window.name,
})"""
NOTHING = {"local": [], "session": [], "cookies": "", "caches": [], "workers": 0, "databases": [], "windowName": ""}
TEXT = "Jag blev arg i affären."


def kept(page: Page) -> dict[str, Any]:
    """All that the browser keeps for our address."""
    found: dict[str, Any] = page.evaluate(EVERYTHING_KEPT)
    return found


def take_the_whole_course(viewer: Viewer) -> Page:
    """Watch, choose, write, tick, read the last part."""
    page = viewer.come()
    viewer.press()
    page.locator("[data-captions]").select_option("ar")
    page.locator("[data-speed]").select_option("2")
    page.locator("[data-skip='10']").click()
    viewer.wait("() => document.querySelector('video').ended")
    page.locator("[data-reflection]").first.fill(TEXT)
    page.locator("[data-done]").check()
    page.goto(f"{viewer.cinema.address()}/2")
    page.locator("[data-done]").check()
    return page


def test_after_a_whole_course_the_device_has_kept_nothing(viewer: Viewer) -> None:
    page = take_the_whole_course(viewer)
    assert kept(page) == NOTHING
    assert viewer.context.cookies() == []


def test_what_is_kept_is_what_was_declared_and_forgetting_erases_it(viewer: Viewer) -> None:
    viewer.come().locator("[data-remember]").check()
    page = take_the_whole_course(viewer)
    assert {key for key in kept(page)["local"] if key.startswith("kurser:")} == set(kept(page)["local"])
    assert set(kept(page)["local"]) <= DECLARED
    assert "kurser:svar" in kept(page)["local"]
    page.locator("[data-forget]").click()
    assert kept(page) == NOTHING
    expect(page.locator("[data-remember]")).not_to_be_checked()
    expect(page.locator("[data-done]")).not_to_be_checked()


def test_a_switch_that_is_turned_off_forgets_too(viewer: Viewer) -> None:
    page = viewer.come()
    page.locator("[data-remember]").check()
    page.locator("[data-reflection]").first.fill(TEXT)
    page.locator("[data-remember]").uncheck()
    assert kept(page) == NOTHING


def test_a_film_goes_on_where_it_was_only_for_who_wanted_it(viewer: Viewer) -> None:
    page = viewer.come()
    viewer.press()
    page.evaluate("document.querySelector('video').currentTime = 10.5")
    viewer.wait("() => document.querySelector('video').currentTime > 10.6")
    page.reload()
    viewer.press()
    assert viewer.film("currentTime") < 5
    page.locator("[data-remember]").check()
    page.evaluate("document.querySelector('video').currentTime = 10.5")
    viewer.wait("() => document.querySelector('video').currentTime > 10.6")
    page.evaluate("document.querySelector('video').pause()")
    page.reload()
    expect(page.locator("[data-says]")).to_contain_text("0:10")
    page.locator("[data-play]").click()
    viewer.wait("() => document.querySelector('video').currentTime > 9.5")
    page.reload()
    page.locator("[data-from-start]").click()
    viewer.wait(PLAYS)
    assert viewer.film("currentTime") < 5


def test_settings_and_words_are_there_again_in_every_language(viewer: Viewer) -> None:
    page = viewer.come()
    page.locator("[data-reflection]").first.fill(TEXT)
    page.locator("[data-captions]").select_option("en")
    page.locator("[data-speed]").select_option("1.5")
    page.locator("[data-mode=sound]").click()
    page.locator("[data-remember]").check()
    viewer.come("ar")
    expect(page.locator("[data-reflection]").first).to_have_value(TEXT)
    expect(page.locator("[data-captions]")).to_have_value("en")
    expect(page.locator("[data-speed]")).to_have_value("1.5")
    expect(page.locator("[data-mode=sound]")).to_have_attribute("aria-pressed", "true")


def test_writing_sends_nothing(viewer: Viewer) -> None:
    page = viewer.come()
    page.wait_for_load_state("networkidle")
    field = page.locator("[data-reflection]").first
    address = page.url
    viewer.cinema.asked.clear()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    field.click()
    page.keyboard.type(TEXT)
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    field.blur()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint')); window.dispatchEvent(new Event('afterprint'))")
    page.pdf()
    page.emulate_media(media="screen")
    page.wait_for_timeout(300)
    assert page.url == address
    assert page.locator("form[action]", has=page.locator("[data-reflection]")).count() == 0
    assert requests == []
    assert viewer.cinema.asked == []
    page.goto("about:blank")
    assert viewer.cinema.asked == []


def test_no_other_host_is_asked_during_a_whole_course(viewer: Viewer) -> None:
    take_the_whole_course(viewer)
    viewer.page.go_back()
    names = viewer.page.evaluate(
        "performance.getEntries().map((one) => one.name).filter((one) => /^[a-z]+:/.test(one))"
    )
    assert [name for name in names if not name.startswith(viewer.cinema.base)] == []
    assert viewer.watch.faults == []


def test_the_page_may_be_printed_with_what_was_written(viewer: Viewer) -> None:
    page = viewer.come()
    page.locator("[data-reflection]").first.fill(TEXT)
    page.emulate_media(media="print")
    expect(page.locator("[data-reflection]").first).to_be_visible()
    expect(page.locator("[data-player]")).to_be_hidden()
    assert re.search(r"\S", page.locator("[data-transcript]").inner_text())
