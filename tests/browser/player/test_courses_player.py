"""A film plays: after a press and never before, by the browser's own means, by hls.js, and without any script."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.player.conftest import Viewer

MOST_REQUESTS = 5
MOST_BYTES = 40_000
WITHOUT_HLS = """
const own = HTMLMediaElement.prototype.canPlayType;
HTMLMediaElement.prototype.canPlayType = function (type) { return /mpegurl/.test(type) ? "" : own.call(this, type); };
"""
SEEN = "document.querySelector('video').requestVideoFrameCallback(() => { document.body.dataset.seen = 'yes'; })"
WITHOUT_ANY_LIST = WITHOUT_HLS + "delete window.MediaSource; delete window.ManagedMediaSource;"


def test_nothing_of_the_film_is_fetched_before_a_press(viewer: Viewer) -> None:
    page = viewer.come()
    page.mouse.move(100, 200)
    page.keyboard.press("Tab")
    page.wait_for_timeout(800)
    assert viewer.cinema.media() == []
    assert viewer.film("paused")
    assert viewer.film("networkState") in {0, 1}


@pytest.mark.parametrize("has_hls", [True, False], ids=["own", "by script"])
def test_the_first_picture_needs_at_most_five_requests(viewer: Viewer, has_hls: bool) -> None:
    if not has_hls:
        viewer.context.add_init_script(WITHOUT_HLS)
    page = viewer.come()
    page.evaluate(SEEN)
    viewer.cinema.only(MOST_REQUESTS)
    page.locator("[data-play]").click()
    page.wait_for_selector("body[data-seen]")


def test_it_plays_by_the_browsers_own_hls(viewer: Viewer) -> None:
    viewer.come()
    viewer.press()
    assert viewer.film("currentSrc").endswith("/master.m3u8")
    assert viewer.film("videoWidth") > 0
    assert viewer.watch.faults == []


def test_it_plays_by_script_where_the_browser_has_no_hls(viewer: Viewer) -> None:
    viewer.context.add_init_script(WITHOUT_HLS)
    page = viewer.come()
    assert not [path for path in viewer.cinema.asked if "hls-" in path]
    viewer.press()
    assert page.evaluate("document.querySelector('video').currentSrc").startswith("blob:")
    assert viewer.film("webkitAudioDecodedByteCount") > 0
    assert viewer.watch.faults == []


def test_it_plays_a_file_where_there_are_no_lists_at_all(viewer: Viewer) -> None:
    viewer.context.add_init_script(WITHOUT_ANY_LIST)
    viewer.come()
    viewer.press()
    assert viewer.film("currentSrc").endswith("/360.mp4")


def test_without_scripts_the_browsers_own_player_plays(viewer_with: Callable[..., Viewer]) -> None:
    viewer = viewer_with(java_script_enabled=False)
    page = viewer.come()
    expect(page.locator("video[controls]")).to_be_visible()
    expect(page.locator("[data-play]")).to_be_hidden()
    page.wait_for_timeout(500)
    assert viewer.cinema.media() == []
    page.locator("video").focus()
    page.keyboard.press("Space")
    page.wait_for_timeout(1500)
    assert viewer.cinema.media()[0] in {"master.m3u8", "360.mp4"}


def test_a_browser_without_hls_and_scripts_finds_the_file(viewer_with: Callable[..., Viewer]) -> None:
    page = viewer_with(java_script_enabled=False).come()
    files = [source.get_attribute("src") or "" for source in page.locator("video source").all()]
    assert [Path(name).name for name in files] == ["master.m3u8", "360.mp4", "240.mp4"]
    assert page.locator("video track[default]").count() == 0


def test_the_page_before_the_press_is_small(viewer: Viewer) -> None:
    page = viewer.come()
    page.wait_for_timeout(300)
    sizes = page.evaluate("performance.getEntriesByType('resource').map((each) => [each.name, each.transferSize])")
    own = page.evaluate("performance.getEntriesByType('navigation')[0].transferSize")
    assert own + sum(size for _name, size in sizes) <= MOST_BYTES, (own, sizes)


def test_the_size_is_told_before_the_press_and_follows_the_choice(viewer: Viewer) -> None:
    page = viewer.come()
    told = page.locator(".player__facts")
    expect(told).to_contain_text("MB")
    page.locator("[data-saver]").click()
    expect(page.locator("[data-size]")).to_have_text(page.locator("[data-saver] span").inner_text())
    page.locator("[data-mode=sound]").click()
    expect(page.locator("[data-size]")).to_have_text(page.locator("[data-mode=sound] span").inner_text())
    assert viewer.cinema.media() == []
