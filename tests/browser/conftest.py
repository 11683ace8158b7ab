"""What the browser's tests share: a portal that runs, one Chromium, and people with empty pockets."""

import contextlib
import fcntl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import live, town
from tests.browser.chromium import DESK, Watch, chromium, visitor
from tests.browser.photos import camera_file, oversized_file
from tests.browser.steps import sign_in

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs a browser, and more than a second."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@dataclass(frozen=True)
class Person:
    """Somebody at a page, and what went wrong in it."""

    page: Page
    context: BrowserContext
    watch: Watch


@pytest.fixture(scope="session")
def filled(compiled_catalogues: None, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A data folder with the demo's content, made once for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "filled"
    with (folder.parent / "filled.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "run.done").exists():
            live.fill(folder)
            (folder / "run.done").touch()
    return folder


@pytest.fixture(scope="session")
def portal(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[live.Portal]:
    """The portal that all tests of this process share."""
    with live.running(filled, tmp_path_factory.mktemp("portal")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def sights_of(portal: live.Portal, browser: Browser) -> town.Town:
    """What there is to look at."""
    return town.explore(portal, browser)


@pytest.fixture
def someone(portal: live.Portal, browser: Browser) -> Iterator[Callable[..., Person]]:
    """Make a person; options are those of a browser context, and `language` and `base`."""
    with contextlib.ExitStack() as stack:

        def make(**options: Any) -> Person:
            context, watch = visitor(browser, options.pop("base", portal.base), **options)
            stack.callback(context.close)
            return Person(context.new_page(), context, watch)

        yield make


@pytest.fixture
def resident(someone: Callable[..., Person]) -> Person:
    """Somebody with a phone, in Swedish."""
    return someone()


@pytest.fixture
def triage(someone: Callable[..., Person]) -> Person:
    """A member of staff at a desk, signed in as triage."""
    person = someone(viewport=DESK)
    sign_in(person.page, "triage")
    return person


@pytest.fixture(scope="session")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A phone's photo of 12 megapixels."""
    return camera_file(tmp_path_factory.mktemp("photo"))


@pytest.fixture(scope="session")
def large_photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 13 MB."""
    return oversized_file(tmp_path_factory.mktemp("large"))
