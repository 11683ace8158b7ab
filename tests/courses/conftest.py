"""What tests of courses may ask for: a shelf with a course on it and the application that shows it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.core.settings import Settings
from portal.courses.published import PublishedCourse, Shelf
from portal.courses.watching import create_courses_app
from tests.factories import courses


@pytest.fixture
def shelf(settings: Settings) -> Shelf:
    """The empty shelf of the test's own data folder."""
    return Shelf(settings.published_dir)


@pytest.fixture
def course(shelf: Shelf, tmp_path: Path) -> PublishedCourse:
    """A course of two parts on the shelf."""
    return courses.put(shelf, courses.published_course(parts=2), tmp_path / "made")


@pytest.fixture
def watching(settings: Settings, database_url: str, course: PublishedCourse) -> Iterator[Flask]:
    """The courses' application with one course, its counters on both engines."""
    app = create_courses_app(replace(settings, database_url=database_url))
    yield app
    app.extensions["portal"].database.dispose()


@pytest.fixture
def visitor(watching: Flask) -> FlaskClient:
    """Somebody who watches; sends no cookie and gets none."""
    return watching.test_client(use_cookies=False)
