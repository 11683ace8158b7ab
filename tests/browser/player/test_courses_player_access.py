"""The player for everybody: axe, names, targets, zoom of 400 %, contrast of its own, little motion, right to left."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import inspection
from tests.browser.chromium import DESK, PHONE
from tests.browser.player.conftest import Viewer

SIZES = {"phone": PHONE, "desk": DESK}
LEAST_TARGET = 44
ZOOMED = {"width": 320, "height": 256}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_the_player_has_no_fault_that_can_be_found(
    viewer_with: Callable[..., Viewer], language: str, size: str
) -> None:
    viewer = viewer_with(language=language, viewport=SIZES[size])
    page = viewer.come(language)
    faults = inspection.violations(page)
    viewer.press()
    page.locator("details:has([data-look]) summary").click()
    page.locator("[data-captions]").select_option("ar")
    page.locator("[data-mode=sound]").click()
    viewer.wait("() => document.querySelector('video').currentSrc.endsWith('audio.m4a')")
    faults += [*inspection.violations(page), *inspection.said(viewer.watch)]
    faults += inspection.sideways(page, SIZES[size]["width"])
    faults += inspection.small_targets(page, LEAST_TARGET)
    assert faults == []


def test_every_control_says_what_it_does(viewer: Viewer) -> None:
    page = viewer.come()
    shown = page.locator("[data-player]")
    names = shown.locator("button:visible, select:visible, summary:visible").evaluate_all(
        "(all) => all.map((one) => (one.labels?.[0]?.textContent ?? one.textContent).trim())"
    )
    assert all(names)
    assert len(names) == len(set(names))


def test_it_can_be_used_at_four_hundred_percent(viewer_with: Callable[..., Viewer]) -> None:
    viewer = viewer_with(viewport=ZOOMED)
    page = viewer.come()
    assert inspection.sideways(page, ZOOMED["width"]) == []
    viewer.press()
    page.locator("[data-saver]").click()
    expect(page.locator("[data-saver]")).to_have_attribute("aria-pressed", "true")


def test_the_chosen_way_is_seen_without_colours(viewer_with: Callable[..., Viewer]) -> None:
    page = viewer_with(forced_colors="active").come()
    widths = page.locator("[data-mode]").evaluate_all(
        "(all) => all.map((one) => [one.ariaPressed, parseFloat(getComputedStyle(one).borderTopWidth)])"
    )
    chosen = [width for pressed, width in widths if pressed == "true"]
    others = [width for pressed, width in widths if pressed != "true"]
    assert min(chosen) > max(others)


def test_time_runs_from_left_to_right_in_every_language(viewer: Viewer) -> None:
    page = viewer.come("ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    speeds = page.locator("[data-speed] option").all_inner_texts()
    assert all(text[0] == text[-1] == "\N{LEFT-TO-RIGHT MARK}" for text in speeds)
    facts = page.locator(".player__facts").bounding_box()
    stage = page.locator("[data-stage]").bounding_box()
    assert facts
    assert stage
    assert facts["x"] + facts["width"] > stage["x"] + stage["width"] * 0.6
