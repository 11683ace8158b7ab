"""One application a month: for a household, for each of its adults, and when both press at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy.orm import selectinload

from portal.core.db import Database
from portal.core.errors import Refused
from portal.forms.assistance.models import Application, ApplicationState
from portal.forms.assistance.rules.answers import Person, Role
from portal.forms.assistance.service import filing
from tests.factories import assistance
from tests.factories.assistance import ANNA, BO, NOON, RULES

WITH_PARTIES = (selectinload(Application.parties),)
BO_ALONE = replace(BO, role=Role.APPLICANT)


def signed(database: Database, *people: Person) -> UUID:
    """An application that everybody has signed and that is not filed yet."""
    with database.write() as session:
        application = assistance.presented(session, *people)
        return application.id


def test_who_has_applied_in_one_household_cannot_apply_in_another_the_same_month(database: Database) -> None:
    with database.write() as session:
        assistance.filed(session, ANNA, BO)
    with pytest.raises(Refused, match="already applied"), database.write() as session:
        assistance.filed(session, BO_ALONE)


def test_two_that_are_filed_at_the_same_moment_are_one(database: Database) -> None:
    ids, together = [signed(database, ANNA, BO), signed(database, BO_ALONE)], Barrier(2)

    def file(application_id: UUID) -> bool:
        together.wait(10)
        try:
            with database.turn_to_write(), database.write() as session:
                application = session.get_one(Application, application_id, options=WITH_PARTIES)
                filing.file(session, application, settings=RULES, now=NOON)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(file, ids)) == [False, True]
    with database.read() as session:
        states = sorted(session.get_one(Application, one).state for one in ids)
    assert states == [ApplicationState.FILED, ApplicationState.SIGNING]
