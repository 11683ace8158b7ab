"""Ways to watch: sound alone, faster or slower, with little data, by keyboard alone."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.player.cinema import DESCRIBED_KEY
from tests.browser.player.conftest import Viewer
from tests.factories.films import CAPTIONS

A_PICTURE = 12
"""More colours than a black page with controls has."""

STANDS = """() => {{
  const film = document.querySelector('video');
  return Math.abs(film.currentTime - {at}) < 2.5 && !film.paused;
}}"""


def test_sound_alone_goes_on_at_the_same_place_with_captions_and_text(viewer: Viewer) -> None:
    page = viewer.come()
    viewer.press()
    page.evaluate("document.querySelector('video').currentTime = 5")
    page.locator("[data-captions]").select_option("ar")
    page.locator("[data-mode=sound]").click()
    viewer.wait("() => document.querySelector('video').currentSrc.endsWith('audio.m4a')")
    viewer.wait(STANDS.format(at=5))
    assert viewer.film("videoWidth") == 0
    expect(page.locator("[data-words]")).to_have_text(CAPTIONS["ar"][1])
    expect(page.locator("[data-transcript] [aria-current]")).to_have_text(CAPTIONS["ar"][1])
    page.locator("[data-mode=picture]").click()
    viewer.wait("() => document.querySelector('video').videoWidth > 0")
    expect(page.locator("[data-words]")).to_be_hidden()


def test_sound_alone_chosen_before_the_press_fetches_no_picture(viewer: Viewer) -> None:
    page = viewer.come()
    page.locator("[data-mode=sound]").click()
    viewer.press()
    assert set(viewer.cinema.media()) == {"audio.m4a"}


def test_saving_data_fetches_the_lowest_rung_alone(viewer: Viewer) -> None:
    page = viewer.come()
    page.locator("[data-saver]").click()
    viewer.press()
    viewer.wait("() => document.querySelector('video').currentTime > 1")
    assert {name.split("/")[0] for name in viewer.cinema.media()} == {"240"}


def test_the_film_told_for_who_does_not_see_goes_on_at_the_same_place(viewer: Viewer) -> None:
    page = viewer.come()
    viewer.press()
    page.evaluate("document.querySelector('video').currentTime = 5")
    page.locator("[data-variant]").nth(1).click()
    viewer.wait(f"() => document.querySelector('video').currentSrc.includes('{DESCRIBED_KEY}')")
    viewer.wait(STANDS.format(at=5))
    expect(page.locator("[data-variant]").nth(1)).to_have_attribute("aria-current", "true")
    expect(page.locator("[data-variant]").nth(0)).not_to_have_attribute("aria-current", "true")


def test_the_other_kinds_of_the_film_play_without_scripts(viewer_with: Callable[..., Viewer]) -> None:
    viewer = viewer_with(java_script_enabled=False)
    page = viewer.come()
    page.locator("[data-variant]").nth(1).click()
    page.wait_for_url(f"**/{DESCRIBED_KEY}/360.mp4")
    page.wait_for_timeout(1500)
    assert viewer.watch.faults == []
    with Image.open(BytesIO(page.screenshot())) as picture:
        assert len(picture.convert("RGB").getcolors(picture.width * picture.height) or []) > A_PICTURE


@pytest.mark.parametrize("speed", [0.5, 0.75, 1, 1.25, 1.5, 2])
def test_the_film_runs_as_fast_as_somebody_wants(viewer: Viewer, speed: float) -> None:
    page = viewer.come()
    page.locator("[data-speed]").select_option(str(speed))
    viewer.press()
    assert viewer.film("playbackRate") == speed
    page.locator("[data-mode=sound]").click()
    viewer.wait("() => document.querySelector('video').currentSrc.endsWith('audio.m4a')")
    viewer.wait("() => document.querySelector('video').readyState > 2")
    assert viewer.film("playbackRate") == speed


def test_ten_seconds_on_and_back(viewer: Viewer) -> None:
    page = viewer.come()
    viewer.press()
    page.locator("[data-skip='10']").click()
    viewer.wait("() => document.querySelector('video').currentTime >= 10")
    page.locator("[data-skip='-10']").click()
    viewer.wait("() => document.querySelector('video').currentTime < 4")


def test_what_is_downloaded_has_a_name_that_tells_nothing(viewer: Viewer) -> None:
    page = viewer.come()
    page.locator("summary", has_text="ownload").or_(page.locator("summary", has_text="add")).first.click()
    with page.expect_download() as download:
        page.locator("a[download$='240.mp4']").click()
    assert download.value.suggested_filename == "1-240.mp4"


def test_the_keyboard_is_enough(viewer: Viewer) -> None:
    page = viewer.come()
    reach(viewer, "[data-play]")
    page.keyboard.press("Enter")
    viewer.wait("() => document.querySelector('video').currentTime > 0.2")
    expect(page.locator("video")).to_be_focused()
    page.keyboard.press("l")
    viewer.wait("() => document.querySelector('video').currentTime >= 10")
    page.keyboard.press("j")
    viewer.wait("() => document.querySelector('video').currentTime < 5")
    page.keyboard.press("k")
    assert viewer.film("paused")
    page.keyboard.press("k")
    page.keyboard.press("m")
    assert viewer.film("muted")
    page.keyboard.press("c")
    expect(page.locator("[data-captions]")).not_to_have_value("")
    for control in ("[data-skip='10']", "[data-mode=sound]", "[data-saver]", "[data-captions]", "[data-speed]"):
        reach(viewer, control)
    reach(viewer, "[data-transcript] a")
    page.keyboard.press("Enter")
    viewer.wait("() => document.querySelector('video').currentTime < 3")


def reach(viewer: Viewer, control: str) -> None:
    """Press Tab until `control` has the focus, seen as such."""
    for _press in range(60):
        viewer.page.keyboard.press("Tab")
        if viewer.page.evaluate(f"document.activeElement?.matches(`{control}`)"):
            assert viewer.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"{control} is not reached")


def test_a_film_that_will_not_play_on_a_key_is_no_fault_of_the_page(viewer: Viewer) -> None:
    page = viewer.come()
    viewer.press()
    page.keyboard.press("k")
    page.evaluate(
        "() => { document.querySelector('video').play = () => Promise.reject(new DOMException('no', 'AbortError')); }"
    )
    page.keyboard.press("k")
    page.wait_for_timeout(300)
    assert viewer.film("paused")
    assert viewer.watch.faults == []
