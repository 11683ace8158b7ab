"""Gunicorn as it really runs: a header puts no words into the links of a page, whoever sends it."""

from dataclasses import replace

import pytest

from portal.core.settings import Settings
from portal.courses.published import PublishedCourse, Shelf
from tests.factories import courses, watching
from tests.factories.watching import ALONE, PORTAL

pytestmark = pytest.mark.slow
EVIL = "//evil.example"
HEADERS = {"SCRIPT_NAME": EVIL, "PATH_INFO": f"{EVIL}/x", "REMOTE_USER": EVIL}


@pytest.fixture
def course(settings: Settings) -> PublishedCourse:
    return courses.put(Shelf(settings.published_dir), courses.published_course(), settings.data_dir / "made")


@pytest.mark.parametrize("arguments", [PORTAL, ALONE], ids=["portal", "alone"])
def test_no_header_chooses_where_the_links_of_a_page_begin(
    settings: Settings, course: PublishedCourse, arguments: tuple[str, ...]
) -> None:
    pages = ["/en/kurser", f"/en/kurser/{course.slug}"] + (["/en/"] if arguments is PORTAL else [])
    with watching.running(arguments, settings.data_dir) as server:
        visitor, poisoning = server.visitor(), replace(server.visitor(), headers=HEADERS)
        for page in pages:
            poisoned = [poisoning.ask(f"{EVIL}{page}"), poisoning.ask(page)]
            assert all(b'"//evil.example' not in answer.body for answer in [*poisoned, visitor.ask(page)]), page
            assert visitor.ask(page).status == 200, page
