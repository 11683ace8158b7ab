"""What tests of the promises may ask for: the courses as anybody outside meets them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client

from portal.core.settings import Settings
from portal.courses.counting.ceiling import CEILING, Ceiling
from portal.courses.published import PublishedCourse, Shelf
from portal.courses.watching.app import blind, create_courses_app
from tests.courses.anonymity.crawl import Call, all_calls


@pytest.fixture
def outside(watching: Flask) -> Client:
    """The courses behind the door that strips what names a person, as the server runs them."""
    return Client(blind(watching), use_cookies=False)


@pytest.fixture(params=[429, 503])
def hindered(
    request: pytest.FixtureRequest, settings: Settings, course: PublishedCourse, tmp_path: Path
) -> Iterator[tuple[Client, int]]:
    """The same while nothing can be counted: too many come at once (429), or the database is away (503)."""
    url = f"postgresql+psycopg://portal@/none?host={tmp_path}" if request.param == 503 else None
    app = create_courses_app(replace(settings, courses_database_url=url))
    if request.param == 429:
        app.extensions["portal"].services[CEILING] = Ceiling(0)
    yield Client(blind(app), use_cookies=False), request.param
    app.extensions["portal"].database.dispose()


@pytest.fixture
def calls(watching: Flask, shelf: Shelf, course: PublishedCourse) -> list[Call]:
    """Everything that can be asked."""
    return all_calls(watching, shelf, course)
