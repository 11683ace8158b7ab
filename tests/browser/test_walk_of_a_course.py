"""Walk 3 in a real browser: a film comes in, is made ready, gets words, is approved, plays and is withdrawn."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.courses.published import Cue
from portal.courses.rules.captions import as_srt
from tests.browser import steps
from tests.browser.chromium import DESK, visitor
from tests.browser.conftest import Person
from tests.browser.live import Portal
from tests.factories import films

TITLE = "Läxor utan tårar"
SLUG = "laxor-utan-tarar"
WORDS = {"sv": ("Vi läser en liten stund.", "Sedan leker vi."), "ar": ("نقرأ قليلًا.", "ثم نلعب.")}
SECONDS, MADE_MS, ROUNDS = 6, 3_000, 60
PATIENCE_MS = 20_000


def saved(page: Page) -> None:
    """Press the page's own button and see that it went well."""
    page.locator("main form.card button.button:not(.button--quiet)").first.click()
    expect(page.locator(".banner--success").first).to_be_visible()


def begin_course(page: Page) -> str:
    """A new course with its facts and its Swedish words; gives its page."""
    page.goto("/handlaggning/kurser/ny")
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=slug]").fill(SLUG)
    page.locator("[name=audience][value=parents]").check()
    saved(page)
    course = re.sub(r"[?#].*", "", page.url)
    page.goto(f"{course}/om-kursen")
    page.locator("[name=topics][value=school]").check()
    saved(page)
    for language, title in (("sv", TITLE), ("ar", "واجبات بلا دموع")):
        page.goto(f"{course}/text/{language}")
        page.locator("[name=title]").fill(title)
        page.locator("[name=summary]").fill(f"{title}.")
        saved(page)
    return course


def add_part(page: Page, course: str) -> None:
    """One part, in both languages, with a question to think about."""
    page.goto(course)
    page.locator("form[action$='/delar'] [name=title]").fill(TITLE)
    page.locator("form[action$='/delar'] button").click()
    page.wait_for_url("**/delar/**")
    for language, title in (("sv", TITLE), ("ar", "واجبات بلا دموع")):
        page.goto(course)
        page.locator(f"section[id^='del-'] a[href$='/text/{language}']").click()
        page.locator("[name=title]").fill(title)
        page.locator("[name=exercise]").fill("Vad hände sist?" if language == "sv" else "ماذا حدث؟")
        saved(page)


def add_film(page: Page, course: str, source: Path) -> str:
    """Upload a film and wait until the worker has made it ready; gives the film's page."""
    page.goto(course)
    page.locator("section[id^='del-'] details summary").first.click()
    page.locator("form[action$='/film'] button").click()
    page.wait_for_url(re.compile(r"/handlaggning/kurser/film/"))
    film = re.sub(r"[?#].*", "", page.url)
    page.locator("#film").set_input_files(str(source))
    page.locator("[data-upload-start]").click()
    for _ in range(ROUNDS):
        page.wait_for_timeout(MADE_MS)
        page.goto(film)
        if page.locator("#film-state .tag--done").count():
            return film
    raise AssertionError(page.locator("#film-state").inner_text())


def add_captions(page: Page, film: str, folder: Path) -> None:
    """Captions in two languages, from files."""
    for language, lines in WORDS.items():
        file = folder / f"{language}.srt"
        half = SECONDS / 2
        file.write_text(as_srt([Cue(n * half, (n + 1) * half - 0.1, words) for n, words in enumerate(lines)]))
        page.goto(f"{film}/texter/{language}")
        page.locator("#file").set_input_files(str(file))
        page.locator("form[action$='/fil'] button").click()
        expect(page.locator("textarea[name^=words-]").first).to_have_value(lines[0])


def press(page: Page, course: str, step: str) -> None:
    """One step of the workflow."""
    page.goto(course)
    page.locator(f"form[action$='/{step}'] button").click()
    expect(page.locator(".banner--success").first).to_be_visible()


def make_course(page: Page, source: Path, folder: Path) -> str:
    """All that an editor does; gives the course's page."""
    course = begin_course(page)
    add_part(page, course)
    add_captions(page, add_film(page, course, source), folder)
    press(page, course, "lamna-in")
    return course


def play(page: Page, language: str) -> list[str]:
    """Find the course in the catalogue, play its film and stop it; gives the media asked for before the press."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/media/" in request.url else None)
    page.goto(f"/{language}/kurser")
    page.locator(f"a[href$='/kurser/{SLUG}']").first.click()
    page.wait_for_url(f"**/{language}/kurser/{SLUG}")
    before = list(asked)
    page.locator("[data-play]").first.click()
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.3", timeout=PATIENCE_MS)
    page.evaluate("document.querySelector('video').pause()")
    return before


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_a_film_walks_from_the_editor_to_those_who_watch_and_off_again(
    someone: Callable[..., Person], walked: str, portal: Portal, language: str
) -> None:
    parent = someone(language=language)
    assert play(parent.page, language) == []
    expect(parent.page.locator("[data-transcript]")).to_contain_text(WORDS[language][0])
    assert parent.context.cookies() == []
    assert parent.watch.faults == []
    assert SLUG not in portal.log()


def test_what_is_withdrawn_is_gone_at_once(someone: Callable[..., Person], walked: str) -> None:
    parent = someone()
    play(parent.page, "sv")
    media = parent.page.locator("a[href*='/media/']").first.get_attribute("href")
    assert media
    publisher = someone(viewport=DESK)
    steps.sign_in(publisher.page, "publisher")
    publisher.page.goto(f"{walked}/avpublicera")
    publisher.page.locator("main form button[type=submit]").first.click()
    expect(publisher.page.locator(".banner--success").first).to_be_visible()
    assert parent.context.request.get(media).status == 404
    assert parent.context.request.get(f"/sv/kurser/{SLUG}").status == 404
    press(publisher_as_editor(someone), walked, "lamna-in")
    for step in ("godkann", "publicera"):
        press(publisher.page, walked, step)
    assert parent.context.request.get(media).status == 200


def publisher_as_editor(someone: Callable[..., Person]) -> Page:
    """An editor at a desk."""
    editor = someone(viewport=DESK)
    steps.sign_in(editor.page, "editor")
    return editor.page


@pytest.fixture(scope="module")
def walked(portal: Portal, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The course as an editor made it and a publisher approved and published it; gives its page for staff."""
    folder = tmp_path_factory.mktemp("course")
    source = films.source_film(folder / "läxor.mp4", SECONDS, "640x360")
    pages = {}
    for who in ("editor", "publisher"):
        context, _watch = visitor(browser, portal.base, viewport=DESK)
        pages[who] = context.new_page()
        pages[who].on("dialog", lambda dialog: dialog.accept())
        steps.sign_in(pages[who], who)
    course = make_course(pages["editor"], source, folder)
    for step in ("godkann", "publicera"):
        press(pages["publisher"], course, step)
    return course
