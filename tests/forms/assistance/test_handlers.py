"""The robot as a job: once per filed application, silent agencies are asked again, nothing once it is withdrawn."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.core import clock
from portal.core.db import Database
from portal.core.settings import Settings
from portal.forms.assistance.agencies.replies import Agency, Reply
from portal.forms.assistance.agencies.simulated import Simulated
from portal.forms.assistance.agencies.source import Question, Source
from portal.forms.assistance.agencies.unconnected import Unconnected
from portal.forms.assistance.feature import FEATURE
from portal.forms.assistance.models import AgencyAnswer, Proposal
from portal.forms.assistance.riksnorm import Month, tables
from portal.forms.assistance.riksnorm.laws import laws_in
from portal.forms.assistance.service import withdrawing
from portal.platform.jobs.models import Job, JobState
from portal.platform.jobs.worker import Worker
from tests.factories import assistance
from tests.factories.robot import AMINA, OCTOBER, answers, filed


class Sleepy(Simulated):
    """Says nothing about benefits until it is woken."""

    is_awake = False

    def ask(self, question: Question) -> Mapping[Agency, Reply]:
        known = super().ask(question)
        return {agency: reply for agency, reply in known.items() if self.is_awake or agency is not Agency.FK}


def worker(database: Database, settings: Settings, source: Source | None = None) -> Worker:
    extras: dict[str, Any] = {} if source is None else {"agencies": source}
    return Worker(database, settings, {"assistance.robot": FEATURE.jobs["assistance.robot"]}, extras=extras)


def outcomes(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(Proposal.outcome).order_by(Proposal.made_at)))


def file(database: Database, **more: Any) -> None:
    with database.write() as session:
        filed(session, answers(**more), OCTOBER)


def test_a_filed_application_is_proposed_on_by_the_worker(database: Database, settings: Settings) -> None:
    file(database)
    with clock.frozen(OCTOBER):
        worker(database, settings).drain()
    assert outcomes(database) == ["grant"]


def test_a_silent_agency_is_asked_again_after_half_a_day(database: Database, settings: Settings) -> None:
    file(database)
    source = Sleepy()
    with clock.frozen(OCTOBER):
        worker(database, settings, source).drain()
    assert outcomes(database) == ["assess"]
    source.is_awake = True
    with clock.frozen(OCTOBER + timedelta(hours=11)):
        assert worker(database, settings, source).drain() == 0
    with clock.frozen(OCTOBER + timedelta(hours=13)):
        assert worker(database, settings, source).drain() == 1
    assert outcomes(database) == ["assess", "grant"]


def test_where_there_is_no_way_to_the_agencies_nobody_is_asked_again(database: Database, settings: Settings) -> None:
    file(database)
    with clock.frozen(OCTOBER):
        worker(database, settings, Unconnected()).drain()
    assert outcomes(database) == ["assess"]
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Job).where(Job.state == JobState.WAITING)) == 0


def test_a_withdrawn_application_is_left_alone(database: Database, settings: Settings) -> None:
    with database.write() as session:
        application = filed(session, answers(), OCTOBER)
        key = assistance.key_of(session, AMINA.personnummer)
        withdrawing.withdraw(session, application, person_key=key, now=OCTOBER)
    with clock.frozen(OCTOBER):
        worker(database, settings).drain()
    assert outcomes(database) == []


def test_a_month_without_a_riksnorm_waits_for_it_with_what_agencies_said(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    file(database, month="2031-01")
    for hours in (0, 0, 13):
        with clock.frozen(OCTOBER + timedelta(hours=hours)):
            worker(database, settings).drain()
    assert outcomes(database) == []
    with database.read() as session:
        found = session.scalars(select(Job).where(Job.name == "assistance.robot").order_by(Job.id)).all()
        assert [job.state for job in found] == [JobState.DONE, JobState.DONE, JobState.WAITING]
        assert session.scalar(select(func.count()).select_from(AgencyAnswer)) == len(Agency)
    entered = (tables()[-1], laws_in(Month(2031, 1)), 31)
    monkeypatch.setattr("portal.forms.assistance.riksnorm.case._given", lambda _month: entered)
    with clock.frozen(OCTOBER + timedelta(hours=26)):
        worker(database, settings).drain()
    assert len(outcomes(database)) == 1


@pytest.mark.parametrize("times", [1, 2])
def test_the_same_job_twice_proposes_once(database: Database, settings: Settings, times: int) -> None:
    file(database)
    for _ in range(times):
        with clock.frozen(OCTOBER):
            worker(database, settings).drain()
        with database.write() as session:
            job = session.scalars(select(Job).where(Job.name == "assistance.robot")).one()
            job.state = JobState.WAITING
    assert outcomes(database) == ["grant"]
