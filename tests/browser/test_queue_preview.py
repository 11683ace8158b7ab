"""The preview beside the queue shows the row one came to last, however slowly the others answer."""

import contextlib
import re

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.browser.conftest import Person

SETTLED_MS = 300
"""Longer than an answer that has arrived needs to be shown."""


@pytest.fixture
def queue(triage: Person) -> Page:
    triage.page.goto("/handlaggning/?view=all")
    expect(triage.page.locator("#panel h2")).to_be_visible()
    return triage.page


def number_of(page: Page, row: int) -> str:
    address = page.locator("[data-rows] [data-open]").nth(row).get_attribute("href")
    assert address
    return address.rsplit("/", 1)[1]


def let_go(page: Page, held: list[Route]) -> None:
    """Answer what was held back, now that nobody waits for it."""
    assert held
    for route in held:
        with contextlib.suppress(Error):  # the page has given it up
            route.fulfill(body='<h2><a href="/late">late</a></h2>', content_type="text/html")
    page.wait_for_timeout(SETTLED_MS)


def test_a_slower_answer_never_overwrites_a_newer_one(queue: Page) -> None:
    slow, wanted = number_of(queue, 2), number_of(queue, 3)
    held: list[Route] = []
    queue.route(re.compile(f"/{slow}/forhandsvisning"), lambda route: held.append(route) if route else None)
    rows = queue.locator("[data-rows] [data-open]")
    with queue.expect_request(re.compile(f"/{slow}/forhandsvisning")):
        rows.nth(2).focus()
    rows.nth(3).focus()
    expect(queue.locator("#panel h2 a")).to_have_attribute("href", f"/handlaggning/arenden/{wanted}")
    let_go(queue, held)
    expect(queue.locator("#panel h2 a")).to_have_attribute("href", f"/handlaggning/arenden/{wanted}")


def test_the_first_preview_gives_way_to_the_row_one_came_to(triage: Person) -> None:
    page = triage.page
    held: list[Route] = []
    page.route(re.compile("/forhandsvisning"), lambda route: held.append(route) if not held else route.continue_())
    page.goto("/handlaggning/?view=all")
    wanted = number_of(page, 1)
    page.locator("[data-rows] [data-open]").nth(1).focus()
    expect(page.locator("#panel h2 a")).to_have_attribute("href", f"/handlaggning/arenden/{wanted}")
    let_go(page, held)
    expect(page.locator("#panel h2 a")).to_have_attribute("href", f"/handlaggning/arenden/{wanted}")
