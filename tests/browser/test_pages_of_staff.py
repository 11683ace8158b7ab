"""Every page of staff, in Swedish and English, on a phone and at a desk (WCAG 2.2 AA, EN 301 549)."""

from collections.abc import Callable

import pytest

from tests.browser import inspection, sights
from tests.browser.chromium import DESK
from tests.browser.conftest import Person
from tests.browser.sights import STAFF_LANGUAGES, Who
from tests.browser.steps import sign_in
from tests.browser.town import Town

LEAST = 24
"""A pointer's target (WCAG 2.2, 2.5.8); the queue is a working tool."""


@pytest.mark.parametrize("language", STAFF_LANGUAGES)
@pytest.mark.parametrize("who", [Who.TRIAGE, Who.ADMIN])
def test_every_page_can_be_used_by_everybody(
    someone: Callable[..., Person], sights_of: Town, language: str, who: Who
) -> None:
    person = someone(language=language, viewport=DESK)
    sign_in(person.page, who)
    speak(person, language)
    faults: list[str] = []
    for sight in [sight for sight in sights.STAFF if sight.who is who]:
        sights.go(person.page, sight, sights_of, language)
        found = inspection.faults_on(person.page, person.watch, LEAST)
        faults += [f"{sight.name}: {fault}" for fault in found]
    speak(person, "sv")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", STAFF_LANGUAGES)
def test_the_door_can_be_used_by_everybody(someone: Callable[..., Person], sights_of: Town, language: str) -> None:
    person = someone(language=language)
    faults: list[str] = []
    for sight in sights.DOOR:
        sights.go(person.page, sight, sights_of, language)
        faults += inspection.faults_on(person.page, person.watch, LEAST)
    assert not faults, "\n".join(faults)


def speak(person: Person, language: str) -> None:
    """Choose the language of one's own staff pages."""
    person.page.goto("/handlaggning/konto")
    if person.page.locator("html").get_attribute("lang") != language:
        person.page.locator(f"input[name=language][value={language}]").check()
        person.page.locator("main form button[type=submit]").first.click()
        person.page.wait_for_function("wanted => document.documentElement.lang === wanted", arg=language)
