"""The network goes and comes: the place is kept, somebody is told in words, the film goes on by itself."""

import pytest
from playwright.sync_api import expect

from tests.browser.player.conftest import PLAYS, Viewer
from tests.browser.player.test_courses_player import WITHOUT_HLS

FAR = "() => document.querySelector('video').currentTime > {at}"
NETWORK = ("Failed to load resource", "net::ERR")


@pytest.mark.parametrize("has_hls", [True, False], ids=["own", "by script"])
def test_a_film_without_network_says_so_and_goes_on_where_it_stopped(viewer: Viewer, has_hls: bool) -> None:
    if not has_hls:
        viewer.context.add_init_script(WITHOUT_HLS)
    page = viewer.come()
    viewer.cinema.only(7)
    viewer.press()
    viewer.wait(FAR.format(at=1))
    viewer.context.set_offline(True)
    viewer.cinema.reopen()
    expect(page.locator("[data-says]")).not_to_be_empty()
    page.wait_for_timeout(3000)
    stopped = viewer.film("currentTime")
    viewer.context.set_offline(False)
    viewer.wait(FAR.format(at=7))
    expect(page.locator("[data-says]")).to_be_empty()
    assert stopped < 7
    viewer.watch.forget(*NETWORK)
    assert viewer.watch.faults == []


def test_a_server_that_stumbles_is_asked_again(viewer: Viewer) -> None:
    page = viewer.come()
    viewer.cinema.is_down = True
    page.locator("[data-play]").click()
    expect(page.locator("[data-says]")).not_to_be_empty()
    viewer.cinema.is_down = False
    viewer.wait(PLAYS)
    expect(page.locator("[data-says]")).to_be_empty()


def test_a_film_that_cannot_be_had_says_so_and_offers_the_press_again(viewer: Viewer) -> None:
    page = viewer.page
    page.clock.install()
    viewer.come()
    viewer.cinema.is_down = True
    page.locator("[data-play]").click()
    for _try in range(12):
        page.wait_for_timeout(150)
        page.clock.fast_forward("00:31")
    expect(page.locator("[data-play]")).to_be_visible()
    expect(page.locator("[data-says]")).not_to_be_empty()
    viewer.cinema.is_down = False
    viewer.press()


def test_a_film_that_somebody_paused_stays_paused_whatever_the_network_does(viewer: Viewer) -> None:
    page = viewer.come()
    viewer.cinema.only(7)
    viewer.press()
    page.evaluate("document.querySelector('video').pause()")
    page.wait_for_timeout(300)
    page.evaluate("document.querySelector('video').dispatchEvent(new Event('filmstopped'))")
    viewer.cinema.reopen()
    page.wait_for_timeout(2000)
    assert viewer.film("paused")


def test_a_browser_that_cannot_play_the_list_after_all_gets_the_file(viewer: Viewer) -> None:
    page = viewer.come()
    page.route("**/*.m3u8", lambda route: route.fulfill(body="no list", content_type="application/vnd.apple.mpegurl"))
    page.locator("[data-play]").click()
    viewer.wait(PLAYS)
    assert viewer.film("currentSrc").endswith(".mp4")


@pytest.mark.parametrize("has_hls", [True, False], ids=["own", "by script"])
def test_a_film_that_was_withdrawn_says_so_and_is_not_tried_again(viewer: Viewer, has_hls: bool) -> None:
    if not has_hls:
        viewer.context.add_init_script(WITHOUT_HLS)
    page = viewer.come()
    viewer.cinema.is_gone = True
    page.locator("[data-play]").click()
    gone = page.locator("[data-player]").get_attribute("data-gone") or "nothing is said"
    expect(page.locator("[data-says]")).to_have_text(gone)
    page.wait_for_timeout(500)
    asked = len(viewer.cinema.media())
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_timeout(5000)
    assert len(viewer.cinema.media()) == asked
    expect(page.locator("[data-says]")).to_have_text(gone)
    viewer.watch.forget(*NETWORK)
    assert viewer.watch.faults == []
