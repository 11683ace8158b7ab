"""The shelf: what was put there comes back whole, and what was taken off is gone at once."""

import json
import os
from pathlib import Path

import pytest

from portal.courses.published import PublishedCourse, Shelf
from portal.courses.rules.catalogue import Access, Form, Length
from tests.factories import courses


def test_what_was_put_on_the_shelf_comes_back_the_same(shelf: Shelf, course: PublishedCourse) -> None:
    assert Shelf(shelf.root).course(course.slug) == course


def test_a_course_survives_being_written_as_json() -> None:
    course = courses.published_course(parts=3)
    assert PublishedCourse.read(json.loads(json.dumps(course.written()))) == course


def test_a_reader_notices_a_new_course_without_being_told(
    shelf: Shelf, course: PublishedCourse, tmp_path: Path
) -> None:
    assert list(shelf.courses()) == [course.slug]
    courses.put(Shelf(shelf.root), courses.published_course("en-till", position=5), tmp_path / "more")
    assert list(shelf.courses()) == ["en-till", course.slug]


def test_a_withdrawn_course_leaves_neither_page_nor_media(shelf: Shelf, course: PublishedCourse) -> None:
    shelf.withdraw(course.slug)
    shelf.withdraw(course.slug)
    assert shelf.course(course.slug) is None
    assert [path for path in shelf.root.rglob("*") if path.is_file()] == []


def test_segments_of_a_replaced_film_are_gone(shelf: Shelf, course: PublishedCourse, tmp_path: Path) -> None:
    courses.put(shelf, courses.published_course(parts=1), tmp_path / "again")
    assert [path.name for path in (shelf.media / course.slug).iterdir()] == [course.parts[0].films["plain"].made.key]


def test_a_disk_that_is_full_changes_nothing(
    shelf: Shelf, course: PublishedCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        courses.put(shelf, courses.published_course(version=2), tmp_path / "again")
    assert shelf.course(course.slug) == course
    assert list(shelf.root.glob(".new*")) == []


@pytest.mark.parametrize("slug", ["../x", "", "Å", "a b", "-a", "a/b", ".."])
def test_an_address_that_is_none_is_refused(shelf: Shelf, slug: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="address"):
        courses.put(shelf, courses.published_course(slug), tmp_path / "made")


def test_a_course_says_what_it_offers() -> None:
    course = courses.published_course(parts=2)
    assert course.length is Length.SHORT
    assert course.forms == frozenset(Form)
    assert course.access == {Access.CAPTIONS}
    assert {"sv", "en", "ar"} <= course.spoken


def test_words_that_are_missing_in_a_language_are_given_in_swedish() -> None:
    words, language = courses.published_course().in_language("fa")
    assert (words.title, language) == ("Gränser utan bråk", "sv")


def test_whatever_is_on_the_shelf_can_be_read_by_other_users(shelf: Shelf, tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        courses.put(shelf, courses.published_course(), tmp_path / "made")
    finally:
        os.umask(before)
    modes = {path.stat().st_mode & 0o777 for path in shelf.root.rglob("*") if path.is_file()}
    folders = {path.stat().st_mode & 0o777 for path in (shelf.root, *shelf.root.rglob("*")) if path.is_dir()}
    assert (modes, folders) == ({0o644}, {0o755})


def test_a_shelf_that_was_brought_back_is_opened_again(shelf: Shelf, tmp_path: Path) -> None:
    courses.put(shelf, courses.published_course(), tmp_path / "made")
    page = next((shelf.root / "courses").iterdir())
    page.chmod(0o600)
    shelf.media.chmod(0o700)
    shelf.open_to_readers()
    assert (page.stat().st_mode & 0o777, shelf.media.stat().st_mode & 0o777) == (0o644, 0o755)
