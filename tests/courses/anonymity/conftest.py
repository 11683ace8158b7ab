"""What tests of the promises may ask for: the courses as anybody outside meets them."""

import pytest
from flask import Flask
from werkzeug.test import Client

from portal.courses.published import PublishedCourse, Shelf
from portal.courses.watching.app import blind
from tests.courses.anonymity.crawl import Call, all_calls


@pytest.fixture
def outside(watching: Flask) -> Client:
    """The courses behind the door that strips what names a person, as the server runs them."""
    return Client(blind(watching), use_cookies=False)


@pytest.fixture
def calls(watching: Flask, shelf: Shelf, course: PublishedCourse) -> list[Call]:
    """Everything that can be asked."""
    return all_calls(watching, shelf, course)
