"""How much the database is asked for one application: the same with thirty rows and ten attachments as with three."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from portal.core import clock
from portal.core.db import Database
from portal.forms.assistance.models import Application
from portal.forms.assistance.rules.answers import Answers, Cost, CostType, Income, IncomeType, Role
from tests.factories.casework import Caseworker, answers, bulk_attachments, waiting

MOST = 25
ROWS, ATTACHMENTS = 30, 10


def thirty_rows(now: datetime) -> Answers:
    """An application with fifteen incomes and fifteen costs."""
    incomes = tuple(Income(IncomeType.SALARY, 100_00, now.date(), Role.APPLICANT) for _ in range(ROWS // 2))
    costs = tuple(Cost(list(CostType)[place % 10], 100_00) for place in range(ROWS // 2))
    return answers(now, incomes=incomes, costs=costs)


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements that the portal's own database is sent, transactions' own words left out."""
    database: Database = app.extensions["portal"].database
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def opened(app: Flask, database: Database, maria: Caseworker, of: Answers, attachments: int) -> list[str]:
    number = waiting(database, of)
    with database.write() as session:
        application = session.scalars(select(Application)).all()[-1]
        bulk_attachments(session, application, attachments, clock.now())
    maria.page(number)
    with counted(app) as sent:
        maria.page(number)
    return sent


@pytest.mark.parametrize("attachments", [0, ATTACHMENTS])
def test_an_application_with_thirty_rows_opens_with_at_most_25_statements(
    app: Flask, database: Database, attachments: int
) -> None:
    sent = opened(app, database, Caseworker(app, database), thirty_rows(clock.now()), attachments)
    assert len(sent) <= MOST, "\n\n".join(sent)
