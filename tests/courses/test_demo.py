"""The demo's courses: made by one, approved by another; one waits for the publisher."""

from pathlib import Path

import pytest

from portal.accounts import demo as accounts
from portal.core.db import Database
from portal.core.settings import Settings
from portal.courses import demo, queries
from portal.courses.bundle import read_bundle
from portal.courses.published import Shelf
from portal.courses.rules.workflow import State
from portal.courses.service import publishing
from tests.factories.accounts import NOON
from tests.factories.course_folder import course_folder


def test_the_demo_publishes_its_courses_once_and_leaves_one_to_approve(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    accounts.fill(database, settings, NOON)
    course_folder(tmp_path / "content")
    for _ in range(2):
        demo.fill(database, settings, NOON, content=tmp_path / "content")
    with database.read() as session:
        found = {course.slug: course for course in queries.all_courses(session)}
        assert publishing.fsck(session, settings) == []
        made = {event.by.email for event in queries.history(session, found["granser"].id) if event.by}
    assert {slug: course.state for slug, course in found.items()} == {
        "granser": State.PUBLISHED,
        "tva-hem": State.REVIEW,
    }
    assert made == {"editor@demo.example", "publisher@demo.example"}
    assert list(Shelf(settings.published_dir).courses()) == ["granser"]


def test_without_its_folders_or_people_the_demo_does_nothing(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    demo.fill(database, settings, NOON)
    accounts.fill(database, settings, NOON)
    demo.fill(database, settings, NOON, content=tmp_path / "none", drafts=tmp_path / "none")
    with database.read() as session:
        assert queries.all_courses(session) == []


@pytest.mark.parametrize("folder", sorted(path.parent for path in demo.DRAFTS.glob("*/course.toml")), ids=str)
def test_every_draft_of_the_demo_is_sound(folder: Path) -> None:
    assert "sv" in read_bundle(folder).words
