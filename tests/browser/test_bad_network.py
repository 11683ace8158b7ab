"""One bar of network, a thumb that presses twice, photos too large for the line: nothing is lost or doubled."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser import steps
from tests.browser.conftest import Person
from tests.browser.town import Town

MEGABYTE = 1_000_000


def cases_with(triage: Person, words: str) -> int:
    """How many cases hold these words."""
    triage.page.goto(f"/handlaggning/?view=all&q={words}")
    return triage.page.locator("a.queue__title").count()


def fill_in(page: Page, address: str, words: str) -> None:
    """The form, ready to be sent."""
    page.goto(address)
    steps.choose_topic(page)
    steps.write(page, words)


def test_a_report_waits_for_the_network_and_sends_itself(
    resident: Person, triage: Person, sights_of: Town, photo: Path
) -> None:
    page = resident.page
    fill_in(page, f"/s/{sights_of.sign}", "frånkopplad")
    steps.add_photo(page, photo)
    expect(page.locator(".thumb canvas")).to_be_visible()
    resident.context.set_offline(True)
    steps.send_button(page).click()
    expect(page.locator("[role=status].banner--warn")).to_be_visible()
    expect(page.locator("#words")).to_have_value("frånkopplad")
    expect(page.locator(".thumb canvas")).to_be_visible()
    expect(page.locator(".tile input").first).to_be_checked()
    resident.context.set_offline(False)
    page.wait_for_url(re.compile("/kvitto/"))
    assert cases_with(triage, "frånkopplad") == 1
    resident.watch.forget("ERR_INTERNET_DISCONNECTED")
    assert resident.watch.faults == []


def test_an_answer_that_is_lost_costs_no_second_case(resident: Person, triage: Person, sights_of: Town) -> None:
    """The server took the report; the line broke before its answer came back."""
    page = resident.page
    fill_in(page, f"/s/{sights_of.sign}", "tappatsvar")
    lost: list[str] = []

    def lose_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0).headers["location"])
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/felanmalan/**", lose_first)
    steps.send_button(page).click()
    expect(page.locator("[role=status].banner--warn")).to_be_visible()
    steps.send_button(page).click()
    page.wait_for_url(re.compile("/kvitto/"))
    assert page.url.endswith(lost[0])
    assert cases_with(triage, "tappatsvar") == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_two_presses_on_a_slow_line_make_one_case(
    someone: Callable[..., Person], triage: Person, sights_of: Town, scripts: bool
) -> None:
    page = someone(java_script_enabled=scripts).page
    words = f"dubbeltryck{scripts}"
    fill_in(page, f"/s/{sights_of.sign}", words)

    def slowly(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/felanmalan/**", slowly)
    steps.send_button(page).dblclick(no_wait_after=True)
    page.wait_for_url(re.compile("/kvitto/"))
    assert cases_with(triage, words) == 1


def test_a_photo_is_shrunk_before_it_is_sent(resident: Person, sights_of: Town, photo: Path) -> None:
    assert photo.stat().st_size > 3 * MEGABYTE
    page = resident.page
    fill_in(page, f"/s/{sights_of.sign}", "krympt")
    steps.add_photo(page, photo)
    with page.expect_request(lambda request: request.method == "POST") as sent:
        steps.send(page)
    assert 20_000 < body_bytes(sent.value) < 1.5 * MEGABYTE


def body_bytes(request: Request) -> int:
    """How much was sent."""
    return int(request.all_headers()["content-length"])


def test_a_file_too_large_to_send_is_refused_on_the_phone(resident: Person, sights_of: Town, tmp_path: Path) -> None:
    """A kind that this browser cannot shrink, 13 MB of it."""
    file = tmp_path / "IMG_1615.heic"
    file.write_bytes(bytes(13 * MEGABYTE))
    page = resident.page
    fill_in(page, f"/s/{sights_of.sign}", "för stor")
    steps.add_photo(page, file)
    expect(page.locator(".error[role=alert]")).to_contain_text("12 MB")
    expect(page.locator(".thumb")).to_have_count(0)
    steps.send(page)


def test_a_large_photo_that_can_be_shrunk_is_welcome(resident: Person, sights_of: Town, large_photo: Path) -> None:
    page = resident.page
    fill_in(page, f"/s/{sights_of.sign}", "stor men krympt")
    steps.add_photo(page, large_photo)
    expect(page.locator(".thumb canvas")).to_be_visible()
    steps.send(page)


def test_without_scripts_a_file_too_large_is_answered_in_words(
    someone: Callable[..., Person], sights_of: Town, large_photo: Path
) -> None:
    page = someone(java_script_enabled=False).page
    fill_in(page, f"/s/{sights_of.sign}", "för stor utan skript")
    steps.add_photo(page, large_photo)
    steps.send_button(page).click()
    expect(page.locator(".error-summary")).to_contain_text("12 MB")
    expect(page.locator("#words")).to_have_value("för stor utan skript")
    steps.send(page)


def test_without_scripts_far_too_much_is_answered_in_words(
    someone: Callable[..., Person], sights_of: Town, tmp_path: Path
) -> None:
    file = tmp_path / "film.jpg"
    file.write_bytes(bytes(70 * MEGABYTE))
    page = someone(java_script_enabled=False).page
    fill_in(page, f"/s/{sights_of.sign}", "alldeles för mycket")
    steps.add_photo(page, file)
    steps.send_button(page).click()
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator("main")).to_contain_text("12 MB")
    page.go_back()
    expect(page.locator("#words")).to_have_value("alldeles för mycket")


def test_a_photo_can_be_taken_away_again(resident: Person, sights_of: Town, photo: Path) -> None:
    page = resident.page
    fill_in(page, f"/s/{sights_of.sign}", "ångrad bild")
    steps.add_photo(page, photo)
    page.locator(".thumb__remove").click()
    expect(page.locator(".thumb")).to_have_count(0)
    steps.send(page)
    expect(page.locator("[data-receipt]")).not_to_contain_text("1 foto")
