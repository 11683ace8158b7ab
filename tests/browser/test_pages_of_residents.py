"""Every page a resident meets, in every language, on a phone and at a desk (WCAG 2.2 AA, EN 301 549).

Axe finds nothing, nothing scrolls sideways at 360 or 320 pixels, a finger hits everything, the console is quiet, no
other host is asked and a visitor carries no cookie home.
"""

from collections.abc import Callable

import pytest

from tests.browser import errors, inspection, sights
from tests.browser.conftest import Person
from tests.browser.live import Portal
from tests.browser.sights import RESIDENT_LANGUAGES
from tests.browser.town import Town

FINGER = 44


@pytest.mark.parametrize("language", RESIDENT_LANGUAGES)
def test_every_page_can_be_used_by_everybody(someone: Callable[..., Person], sights_of: Town, language: str) -> None:
    person = someone(language=language)
    faults: list[str] = []
    for sight in sights.RESIDENT:
        sights.go(person.page, sight, sights_of, language)
        found = inspection.faults_on(person.page, person.watch, FINGER)
        faults += [f"{sight.name}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)
    assert person.context.cookies() == []


@pytest.mark.parametrize(("language", "direction"), [("sv", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_a_page_says_its_language_and_runs_its_way(resident: Person, language: str, direction: str) -> None:
    resident.page.goto(f"/{language}/")
    page = resident.page.locator("html")
    assert (page.get_attribute("lang"), page.get_attribute("dir")) == (language, direction)


def test_arabic_is_mirrored(resident: Person, sights_of: Town) -> None:
    """The picture of the place stands first on either side, and the municipality's name at the start."""
    places = {}
    for language in ("sv", "ar"):
        resident.page.goto(f"/{language}/felanmalan/{sights_of.sign}")
        boxes = [
            resident.page.locator(part).first.bounding_box() for part in (".site-header__home", ".band .icon-box")
        ]
        places[language] = [box["x"] for box in boxes if box]
    assert all(x < 60 for x in places["sv"])
    assert all(x > 150 for x in places["ar"])


@pytest.mark.parametrize("language", RESIDENT_LANGUAGES)
def test_every_error_page_can_be_used_by_everybody(
    someone: Callable[..., Person], portal: Portal, language: str
) -> None:
    person = someone(language=language)
    faults: list[str] = []
    for name, text in errors.pages(errors.failing(portal), language).items():
        errors.show(person.page, text)
        found = inspection.faults_on(person.page, person.watch, FINGER)
        faults += [f"{name}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)
