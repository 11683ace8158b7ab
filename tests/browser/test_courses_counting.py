"""Counting, opinions and figures in a real browser: nothing before a press, each milestone once, words stopped."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import delete, select
from werkzeug.serving import WSGIRequestHandler, make_server

from portal.core import clock
from portal.core.db import Base, Database
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.courses.counting import rules, service
from portal.courses.counting.models import CourseCount, CourseVoice
from portal.courses.figures import countable
from portal.courses.published import Shelf
from portal.courses.watching.app import blind, create_courses_app
from tests.browser.chromium import DESK
from tests.browser.conftest import Person
from tests.browser.inspection import faults_on, sideways
from tests.browser.live import TOWN
from tests.factories import courses

SLUG = "granser-utan-brak"
COURSE = f"kurser/{SLUG}"
LEAST_TARGET = 44
SURVEY = {
    "support": "Vilket stöd önskar du dig?",
    "support.talk": "Någon att prata med",
    "support.relief": "Avlastning",
}
ENDED = "document.querySelector('video').dispatchEvent(new Event('ended'))"
SECRETS = ("Ring 070-123 45 67", "Skriv till anna@exempel.se", "Jag är 811228-9874", "رقمي ١٩٨١-١٢-٢٨-٩٨٧٤")


class Quiet(WSGIRequestHandler):
    """Says nothing about anybody."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 (the name is the server's)
        """Keep silent."""


@dataclass(frozen=True)
class House:
    """The courses as they run, and the database behind them."""

    base: str
    database: Database

    def counts(self) -> dict[str, int]:
        """What was counted this month."""
        with self.database.read() as session:
            month = CourseCount.month == rules.month_of(clock.now())
            return {row.what: row.number for row in session.scalars(select(CourseCount).where(month))}

    def words(self) -> list[str]:
        """What was written this month."""
        with self.database.read() as session:
            return list(session.scalars(select(CourseVoice.words)))


@pytest.fixture(scope="module")
def house(compiled_catalogues: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A course of two parts, the first a film, with a survey; its last closed months were visited."""
    data = tmp_path_factory.mktemp("counting")
    settings = Settings.from_environment({"PORTAL_DATA_DIR": str(data), "PORTAL_MUNICIPALITY": str(TOWN)})
    _fill(settings, data)
    database = Database(settings.database_url, Keyring((), b"i" * 32, b"s" * 32))
    app = create_courses_app(settings)
    server = make_server("127.0.0.1", 0, blind(app), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield House(f"http://127.0.0.1:{server.server_port}", database)
    server.shutdown()
    thread.join()
    server.server_close()
    for one in (app.extensions["portal"].database, database):
        one.dispose()


def _fill(settings: Settings, data: Path) -> None:
    course = courses.published_course(SLUG, parts=2)
    words = {code: replace(one, survey=SURVEY) for code, one in course.words.items()}
    parts = (course.parts[0], replace(course.parts[1], films={}))
    course = courses.put(Shelf(settings.published_dir), replace(course, words=words, parts=parts), data / "made")
    database = Database(settings.database_url, Keyring((), b"i" * 32, b"s" * 32))
    with database.write() as session:
        Base.metadata.create_all(session.connection())
        for place, month in enumerate(rules.closed_months(clock.now(), 6)):
            at = datetime.fromisoformat(f"{month}-09T12:00+00:00")
            for milestone, number in (("visit", 8 + 30 * place), ("part-1", 4 + 9 * place), ("done", 3 * place)):
                for _ in range(number):
                    service.count(session, course=countable(course), milestone=milestone, now=at)
    database.dispose()


@pytest.fixture
def empty(house: House) -> House:
    """Nothing counted this month, nothing written."""
    with house.database.write() as session:
        session.execute(delete(CourseCount).where(CourseCount.month == rules.month_of(clock.now())))
        session.execute(delete(CourseVoice))
    return house


@pytest.fixture
def come(someone: Callable[..., Person], house: House) -> Callable[..., Person]:
    """Somebody at a page; options are those of a browser context."""

    def at(path: str, language: str = "sv", **options: Any) -> Person:
        person = someone(base=house.base, language=language, viewport=DESK, **options)
        person.page.goto(f"/{language}/{path}")
        return person

    return at


@pytest.fixture
def elsewhere(come: Callable[..., Person]) -> Callable[[str], Page]:
    """Somebody at a page whose way out leads to another site, answered here; before it an empty page."""

    def at(path: str) -> Page:
        person = come(path)
        person.context.route("https://**/*", lambda route: route.fulfill(body="Sol", content_type="text/html"))
        return person.page

    return at


def posts(page: Page) -> list[str]:
    """The forms that the page sends from now on."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if request.method == "POST" else None)
    return sent


def switch(page: Page) -> None:
    page.locator("[data-count-switch]").check()
    expect(page.locator("[data-count-says]")).not_to_be_empty()


def test_nothing_is_sent_before_the_switch_and_each_milestone_once_after_it(empty: House, come: Any) -> None:
    page = come(COURSE).page
    sent = posts(page)
    page.evaluate(ENDED)
    page.wait_for_timeout(200)
    assert sent == []
    switch(page)
    page.evaluate(ENDED)
    page.locator("[data-count-switch]").uncheck()
    page.locator("[data-count-switch]").check()
    page.wait_for_timeout(200)
    assert sorted(sent) == ["milestone=part-1", "milestone=visit"]
    assert all(len(body) <= rules.BEACON_BYTES for body in sent)
    assert empty.counts() == {"visit": 1, "part-1": 1}


def test_the_last_part_ends_the_course(empty: House, come: Any) -> None:
    page = come(f"{COURSE}/2").page
    switch(page)
    page.wait_for_timeout(200)
    assert empty.counts() == {"visit": 1, "part-2": 1, "done": 1}


def test_the_switch_is_off_again_on_the_next_page_and_nothing_is_kept(empty: House, come: Any) -> None:
    page = come(COURSE).page
    switch(page)
    page.reload()
    expect(page.locator("[data-count-switch]")).not_to_be_checked()
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert empty.counts() == {"visit": 1}


def test_a_device_that_remembers_counts_a_visit_once(empty: House, come: Any) -> None:
    page = come(COURSE).page
    page.locator("[data-remember]").check()
    switch(page)
    page.goto(f"/sv/{COURSE}/2")
    expect(page.locator("[data-count-switch]")).to_be_checked()
    expect(page.locator("[data-count-says]")).not_to_be_empty()
    page.wait_for_timeout(200)
    assert empty.counts() == {"visit": 1, "part-2": 1, "done": 1}
    page.locator("[data-forget]").click()
    expect(page.locator("[data-count-switch]")).not_to_be_checked()
    assert page.evaluate("localStorage.length") == 0


def test_without_a_script_a_button_counts_once(empty: House, come: Any) -> None:
    page = come(COURSE, java_script_enabled=False).page
    expect(page.locator("[data-count-switch]")).to_be_hidden()
    page.locator("[data-count-form] button").click()
    page.wait_for_url("**/rakna")
    assert empty.counts() == {"visit": 1}
    page.reload()
    assert empty.counts() == {"visit": 1}


def test_when_it_cannot_be_counted_it_says_so_and_the_page_lives_on(empty: House, come: Any) -> None:
    person = come(COURSE)
    person.page.route("**/rakna", lambda route: route.abort())
    switch(person.page)
    says = person.page.locator("[data-count]").get_attribute("data-failed")
    expect(person.page.locator("[data-count-says]")).to_have_text(says)
    person.watch.forget("ERR_FAILED")
    assert person.watch.faults == []


@pytest.mark.parametrize("secret", SECRETS)
def test_words_that_name_somebody_never_leave_the_browser(empty: House, come: Any, secret: str) -> None:
    page = come(f"{COURSE}/asikt").page
    sent = posts(page)
    page.locator("[name=helped][value=yes]").check()
    page.locator("[name=words]").fill(secret)
    page.locator("#feedback button.button").last.click()
    expect(page.locator("#words-error")).to_be_visible()
    expect(page.locator("[name=words]")).to_be_focused()
    assert sent == []
    page.locator("[name=words]").fill("Mer om syskon")
    page.locator("#feedback button.button").last.click()
    page.wait_for_url("**/tack")
    assert empty.words() == ["Mer om syskon"]


def test_without_a_script_the_server_asks_the_same(empty: House, come: Any) -> None:
    page = come(f"{COURSE}/asikt", java_script_enabled=False).page
    page.locator("[name=words]").fill(SECRETS[0])
    page.locator("[name='survey-support'][value=talk]").check()
    page.locator("#feedback button.button").last.click()
    expect(page.locator("#words-error")).to_be_visible()
    expect(page.locator("[name=words]")).to_have_value(SECRETS[0])
    expect(page.locator("[name='survey-support'][value=talk]")).to_be_checked()
    assert empty.words() == []


def test_a_double_press_sends_once(empty: House, come: Any) -> None:
    page = come(f"{COURSE}/asikt").page
    page.locator("[name=helped][value=no]").check()
    page.locator("#feedback button.button").last.dblclick()
    page.wait_for_url("**/tack")
    assert empty.counts() == {"help-no": 1}


def test_the_language_can_be_changed_with_the_words_kept(empty: House, come: Any) -> None:
    page = come(f"{COURSE}/asikt").page
    page.locator("[name=words]").fill("Mina ord")
    page.locator("details.language summary").click()
    page.locator("details.language button[value=ar]").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("[name=words]")).to_have_value("Mina ord")
    assert empty.words() == []


@pytest.mark.parametrize(
    "path", [COURSE, f"{COURSE}/asikt", f"{COURSE}/asikt/tack", f"{COURSE}/rakna", "kurser/om/siffror"]
)
@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_pages_are_whole_on_a_phone_and_at_a_desk(come: Any, language: str, path: str) -> None:
    person = come(path, language)
    assert faults_on(person.page, person.watch, LEAST_TARGET) == []


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_a_form_with_an_error_is_whole(come: Any, language: str) -> None:
    person = come(f"{COURSE}/asikt", language)
    person.page.locator("#feedback button.button").last.click()
    person.page.locator(".error-summary").wait_for()
    assert faults_on(person.page, person.watch, LEAST_TARGET) == []


OUTSIDE = re.compile("^https://")


@pytest.mark.parametrize("path", [f"{COURSE}/asikt", f"{COURSE}/asikt/tack", "kurser/om/siffror"])
def test_three_presses_of_shift_lead_out_of_every_page(elsewhere: Callable[[str], Page], path: str) -> None:
    page = elsewhere(path)
    for _press in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(OUTSIDE, wait_until="commit")


def test_back_does_not_show_the_form_that_was_sent(empty: House, elsewhere: Callable[[str], Page]) -> None:
    page = elsewhere(COURSE)
    page.locator(f"a[href$='{SLUG}/asikt']").click()
    page.locator("[name=helped][value=yes]").check()
    page.locator("#feedback button.button").last.click()
    page.wait_for_url("**/tack")
    page.locator("[data-quick-exit]:not(.skip)").click()
    page.wait_for_url(OUTSIDE, wait_until="commit")
    for _back in range(2):
        page.evaluate("setTimeout(() => history.back(), 50)")
        page.wait_for_timeout(1000)
        assert "kurser" not in page.url, page.url


def test_a_form_that_was_stopped_on_its_way_can_be_sent_again(empty: House, come: Any) -> None:
    page = come("kurser").page
    page.clock.install()
    page.goto(f"/sv/{COURSE}/asikt")
    page.locator("[name=helped][value=yes]").check()
    stopped: list[str] = []

    def stop(route: Route) -> None:
        stopped.append(route.request.method)
        route.abort("aborted")

    page.route("**/asikt", stop)
    page.locator("#feedback button.button").last.click(no_wait_after=True)
    page.wait_for_timeout(300)
    page.unroute("**/asikt")
    page.clock.fast_forward(6000)
    page.locator("#feedback button.button").last.click()
    page.wait_for_url("**/tack")
    assert stopped == ["POST"]
    assert empty.counts() == {"help-yes": 1}


@pytest.mark.parametrize("width", [320, 360])
def test_figures_fit_a_narrow_phone(come: Any, width: int) -> None:
    page = come("kurser/om/siffror").page
    assert sideways(page, width) == []
    page.set_viewport_size({"width": width, "height": 640})
    drawn = page.locator("svg.bars").bounding_box()
    assert drawn
    assert 200 < drawn["width"] < width
