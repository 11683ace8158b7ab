"""Somebody at the door of assistance."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal.core import clock
from tests.factories.filling import NOON, Applicant


@pytest.fixture
def amina(app: Flask) -> Iterator[Applicant]:
    """Somebody signed in who applies, on a Monday at noon."""
    with clock.frozen(NOON):
        yield Applicant(app)
