"""What the player's tests share: a film, a cinema that shows it, and people in front of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.chromium import Watch, visitor
from tests.browser.player import cinema
from tests.factories import films

PLAYS = "() => { const film = document.querySelector('video'); return film.currentTime > 0.2 && !film.paused; }"


@dataclass(frozen=True)
class Viewer:
    """Somebody in front of the film."""

    page: Page
    context: BrowserContext
    watch: Watch
    cinema: cinema.Cinema

    def come(self, language: str = "sv") -> Page:
        """Open the course; what was asked for so far is forgotten."""
        self.cinema.asked.clear()
        self.page.goto(self.cinema.address(language))
        return self.page

    def press(self) -> None:
        """Press the big button and wait until the film runs."""
        self.page.locator("[data-play]").click()
        self.wait()

    def wait(self, condition: str = PLAYS) -> None:
        """Wait until a condition in the page holds."""
        self.page.wait_for_function(condition)

    def film(self, what: str) -> Any:
        """A property of the film."""
        return self.page.evaluate(f"document.querySelector('video').{what}")


@pytest.fixture(scope="session")
def film_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film of twelve seconds with captions in three languages."""
    return films.add_captions(films.made_films_folder(tmp_path_factory.mktemp("film") / "made"))


@pytest.fixture(scope="session")
def open_cinema(film_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[cinema.Cinema]:
    """The cinema of all tests of this process."""
    with cinema.running(tmp_path_factory.mktemp("cinema"), film_folder) as running:
        yield running


@pytest.fixture
def viewer_with(open_cinema: cinema.Cinema, browser: Browser) -> Iterator[Callable[..., Viewer]]:
    """Make a viewer; options are those of a browser context, and `language`."""
    contexts = []

    def make(**options: Any) -> Viewer:
        context, watch = visitor(browser, open_cinema.base, **options)
        contexts.append(context)
        return Viewer(context.new_page(), context, watch, open_cinema)

    yield make
    open_cinema.reopen()
    for context in contexts:
        context.close()


@pytest.fixture
def viewer(viewer_with: Callable[..., Viewer]) -> Viewer:
    """Somebody with a phone."""
    return viewer_with()
