"""The demo of assistance: households in every state, told by the real services, the same again changes nothing."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from portal.cases.models import Case
from portal.core.db import Database
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.forms.assistance import riksnorm
from portal.forms.assistance.demo import filling
from portal.forms.assistance.kind import KIND
from portal.forms.assistance.models import (
    AgencyAnswer,
    Application,
    ApplicationState,
    ControlSample,
    Decision,
    Payment,
    Proposal,
)
from portal.forms.assistance.replay import replaying
from portal.forms.assistance.replay.replaying import Verdict
from portal.forms.assistance.robot import text
from portal.forms.assistance.service import robot
from portal.forms.drafts.models import Draft
from tests.forms.assistance.demo.conftest import NOW, fill, settings_in


def applications(session: Session) -> list[Application]:
    found = select(Application).options(joinedload(Application.case)).order_by(Application.made_at)
    return list(session.scalars(found))


def told(session: Session, month: str, household: str) -> str:
    """What the robot says of the latest proposal on an application, by the case's state and month."""
    found = session.scalars(
        select(Proposal)
        .join(Application, Application.id == Proposal.application_id)
        .join(Case, Case.id == Application.case_id)
        .where(Application.month == month)
        .order_by(Proposal.made_at)
    )
    parts = [text.plain(text.for_staff(robot.proposal_of(each).proposal)) for each in found]
    return next((part for part in parts if household in part), "")


def test_there_is_an_application_in_every_state_and_with_every_outcome(filled: Database) -> None:
    with filled.read() as session:
        cases = [found.case for found in applications(session) if found.case]
        assert {case.state for case in cases} == set(KIND.states)
        assert {case.outcome for case in cases} - {None} == {"granted", "partly", "dismissed"}
        states = {found.state for found in applications(session)}
        assert states == {ApplicationState.SIGNING, ApplicationState.FILED}
        assert session.scalar(select(func.count()).select_from(Draft)) == 2
        assert len({found.household_key for found in applications(session)}) == 13


def test_one_grant_is_automatic_under_a_delegation_and_drawn_for_control(filled: Database) -> None:
    with filled.read() as session:
        (made,) = session.scalars(select(Decision).where(Decision.is_automatic))
        assert made.delegation == "SN 2026-114"
        assert session.scalars(select(ControlSample.decision_id)).all() == [made.id]


def test_every_decision_of_the_demo_can_be_replayed(filled: Database) -> None:
    with filled.read() as session:
        verdicts = [one.verdict for one in replaying.replayed(session)]
    assert len(verdicts) >= 9
    assert set(verdicts) == {Verdict.SAME}


def test_silence_and_matches_are_told_and_everything_simulated_says_so(filled: Database) -> None:
    with filled.read() as session:
        assert "has not answered. That is not the same as no income." in told(session, "2026-11", "has not answered")
        assert "The same bank account" in told(session, "2026-11", "The same bank account")
        assert set(session.scalars(select(AgencyAnswer.is_simulated))) == {True}


def test_old_payments_are_exported_and_new_ones_wait(filled: Database) -> None:
    with filled.read() as session:
        exported = session.scalars(select(Payment.export_id)).all()
    assert None in exported
    assert len(set(exported)) == 2


def test_nothing_about_a_person_stands_in_the_cases_own_rows(filled: Database) -> None:
    with filled.read() as session:
        for case in session.scalars(select(Case)):
            assert (case.search_text, case.excerpt, case.area, case.email_sealed) == ("", "", None, None)


def test_filling_again_changes_nothing(database: Database, settings: Settings) -> None:
    fill(database, settings, NOW)
    with database.read() as session:
        before = len(applications(session))
        assert before >= 20
    filling.fill(database, settings, NOW)
    with database.read() as session:
        assert len(applications(session)) == before


@pytest.mark.parametrize("now", [datetime(2026, 11, 1, 6, 0, tzinfo=UTC), datetime(2028, 2, 29, 6, 0, tzinfo=UTC)])
def test_the_demo_can_be_filled_on_any_day(
    tmp_path: Path, keyring: Keyring, sqlite_template: Path, now: datetime
) -> None:
    shutil.copyfile(sqlite_template, tmp_path / "portal.db")
    database = Database(f"sqlite:///{tmp_path / 'portal.db'}", keyring)
    fill(database, settings_in(tmp_path), now)
    with database.read() as session:
        months = [found.month for found in applications(session)]
        newest = riksnorm.tables()[-1].valid_to
        assert max(months) == min(f"{now:%Y-%m}", f"{newest:%Y-%m}")
        assert all(found.made_at <= now for found in applications(session))
    database.dispose()
