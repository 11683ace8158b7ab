"""What tests of the watching side may ask for besides the shelf: somebody who only reads."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from portal.core.settings import Settings
from portal.courses.published import PublishedCourse
from portal.courses.watching import create_courses_app


@pytest.fixture
def reader(settings: Settings, course: PublishedCourse) -> Iterator[FlaskClient]:
    """Somebody who opens pages while there is no database at all."""
    app = create_courses_app(settings)
    yield app.test_client(use_cookies=False)
    app.extensions["portal"].database.dispose()
