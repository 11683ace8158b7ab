"""Caseworkers at the whole portal: their browsers, and applications that the robot has calculated."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.accounts.permissions import Role
from portal.core import clock
from portal.core.db import Database
from portal.forms.assistance.models import Application, Attachment
from portal.forms.assistance.rules.answers import Answers, ApplicationKind, Cost, CostType
from portal.platform.files.models import State, StoredFile
from tests.factories import accounts, robot
from tests.factories.accounts import Browser

ROOT = "/handlaggning/bistand"


def month_of(now: datetime) -> str:
    """The month of `now`, `2026-11`."""
    return f"{now:%Y-%m}"


def answers(now: datetime, **more: Any) -> Answers:
    """A first application for the month of `now`, complete and as the agencies know it."""
    return robot.answers(ApplicationKind.FIRST, month_of(now), **more)


def large_rent(now: datetime) -> Answers:
    """A rent so high that a decision needs a second person."""
    return answers(now, costs=(Cost(CostType.RENT, 24_000_00),))


def calculated(session: Session, of: Answers, now: datetime) -> Application:
    """A filed application that the robot has been through."""
    application = robot.filed(session, of, now)
    robot.ran(session, application, now)
    session.flush()
    return application


def waiting(database: Database, of: Answers | None = None) -> str:
    """The number of the case of a new application that the robot has been through."""
    now = clock.now()
    with database.write() as session:
        application = calculated(session, of or answers(now), now)
        assert application.case is not None
        return application.case.number


class Caseworker(Browser):
    """A caseworker's browser."""

    def __init__(
        self, app: Flask, database: Database, *roles: Role, name: str = "Maria Thorsell", team: str = "assistance"
    ) -> None:
        super().__init__(app)
        self.email = f"{name.split(maxsplit=1)[0].lower()}@kommun.example.org"
        self.id = accounts.make_account(
            database, *(roles or (Role.ASSISTANCE,)), email=self.email, name=name, teams=(team,), now=clock.now()
        )
        assert self.sign_in(self.email).status_code == 303

    def page(self, number: str, view: str = "") -> str:
        """The text of a page about a case."""
        answer = self.get(f"{ROOT}/{number}{view}")
        assert answer.status_code == 200, answer.text[:3000]
        return answer.text

    def act(self, number: str, view: str, **data: Any) -> TestResponse:
        """Send the form of a page about a case, with the version that the case has now."""
        pages = (self.get(f"{ROOT}/{number}{place}").text for place in (view, ""))
        page = next(page for page in pages if 'name="version" value="' in page)
        names = [name for name in ("csrf_token", "version", "calculation") if f'name="{name}" value="' in page]
        return self.post(f"{ROOT}/{number}{view}", {name: _hidden(page, name) for name in names} | data)

    def send_at(self, address: str, **data: Any) -> TestResponse:
        """Send a form that stands outside a case."""
        token = accounts.form_token(self.get(f"{ROOT}/jav"))
        return self.post(f"{ROOT}{address}", {"csrf_token": token} | data)


def _hidden(page: str, name: str) -> str:
    start = page.index(f'name="{name}" value="') + len(f'name="{name}" value="')
    return page[start : page.index('"', start)]


def with_costs(of: Answers, *costs: Cost) -> Answers:
    """The same answers with other costs."""
    return replace(of, costs=costs)


def bulk_attachments(session: Session, application: Application, count: int, now: datetime) -> None:
    """So many documents sent along with the application, ready to be looked at."""
    questions = ("housing", "incomes", "costs", "livelihood")
    for place in range(count):
        file = StoredFile(state=State.READY, received_at=now, ready_at=now, pages=2, width=1000, height=1400, size=9)
        file.name = f"Hyresavi {place + 1}.pdf"
        session.add(file)
        session.flush()
        attachment = Attachment(
            application_id=application.id,
            file_id=file.id,
            question=questions[place % len(questions)],
            person_key="0" * 64,
            added_at=now,
        )
        attachment.name = file.name
        session.add(attachment)
    session.flush()
