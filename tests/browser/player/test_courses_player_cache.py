"""After a visit nothing in the browser's cache on the disk tells of a course (AN-12)."""

import re
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.chromium import CHROMIUM, FLAGS
from tests.browser.player.cinema import SLUG, Cinema
from tests.browser.player.conftest import PLAYS

TELLING = (SLUG.encode(), "Gränser utan bråk".encode(), "När barnet säger nej".encode())
NAMES = re.compile(rb"/static/[\w.-]*(?:cours|kurs)")


def visit(browser: Browser, cinema: Cinema, profile: Path) -> None:
    """Watch, read and close the browser, as somebody with a profile on the disk does."""
    context = browser.browser_type.launch_persistent_context(
        str(profile), executable_path=CHROMIUM, args=list(FLAGS), base_url=cinema.base
    )
    page = context.new_page()
    page.goto(cinema.address())
    page.locator("[data-captions]").select_option("en")
    page.locator("[data-play]").click()
    page.wait_for_function(PLAYS)
    page.wait_for_timeout(1500)
    page.goto(f"{cinema.address()}/2")
    context.close()


def test_no_file_of_the_cache_tells_of_a_course(browser: Browser, open_cinema: Cinema, tmp_path: Path) -> None:
    visit(browser, open_cinema, tmp_path)
    files = [path for path in tmp_path.rglob("*") if path.is_file() and "Cache" in str(path.relative_to(tmp_path))]
    assert any(b"/static/film-" in path.read_bytes() for path in files), "the cache was not looked into"
    assert [path.name for path in files if any(word in path.read_bytes() for word in TELLING)] == []
    assert [found for path in files for found in NAMES.findall(path.read_bytes())] == []
