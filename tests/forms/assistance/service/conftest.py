"""What tests of the use cases share."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from portal.core.db import Database


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """One transaction on an empty database, once on each engine."""
    with database.write() as found:
        yield found
