"""When very much arrives at once a form costs some reckoning; no person is asked to do anything but wait a little."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import live, steps
from tests.browser.conftest import Person
from tests.browser.town import Town

REMEMBERED_MS = 1_300
"""Each server process looks once a second at how much has arrived."""


@pytest.fixture(scope="module")
def flooded(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[live.Portal]:
    """A portal whose municipality bears one report a minute."""
    folder = tmp_path_factory.mktemp("flooded")
    town = folder / "municipality.toml"
    text = live.TOWN.read_text(encoding="utf-8")
    town.write_text(re.sub(r"reports_per_minute = \d+", "reports_per_minute = 1", text), encoding="utf-8")
    with live.running(filled, folder / "data", town) as running:
        yield running


def test_under_flood_without_scripts_waiting_is_enough(
    someone: Callable[..., Person], flooded: live.Portal, sights_of: Town, photo: Path
) -> None:
    steps.report(someone(base=flooded.base).page, f"/s/{sights_of.sign}", words="En till.")
    page = someone(base=flooded.base, java_script_enabled=False).page
    page.wait_for_timeout(REMEMBERED_MS)
    page.goto(f"/s/{sights_of.sign}")
    steps.choose_topic(page)
    steps.add_photo(page, photo)
    steps.write(page, "Utan skript, i floden.")
    steps.send_button(page).click()
    again = page.locator("main form button[type=submit]")
    expect(again).to_be_visible()
    seconds = int(re.findall(r"\d+", page.locator("main").inner_text())[0])
    page.wait_for_timeout(seconds * 1000 + 500)
    again.click()
    page.wait_for_url(re.compile("/kvitto/"))
    page.goto(steps.receipt_on(page).follow)
    expect(page.locator(".bubble")).to_contain_text("Utan skript, i floden.")


def test_under_flood_a_phone_reckons_and_passes_by_itself(
    someone: Callable[..., Person], flooded: live.Portal, sights_of: Town
) -> None:
    person = someone(base=flooded.base)
    steps.report(person.page, f"/s/{sights_of.sign}", words="Den första.")
    person.page.wait_for_timeout(REMEMBERED_MS)
    answers: list[int] = []
    person.page.on("response", lambda answer: answers.append(answer.status))
    steps.report(person.page, f"/s/{sights_of.sign}", words="Den andra, i floden.")
    assert 429 in answers
    expect(person.page.locator("[data-receipt]")).to_be_visible()
    person.watch.forget("status of 429")
    assert person.watch.faults == []
