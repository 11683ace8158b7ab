"""A decision is computed again byte for byte; what was tampered with, or made by another version, is told."""

from argparse import Namespace
from collections.abc import Iterator

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.cases.models import Case
from portal.core.db import Database
from portal.core.settings import Settings
from portal.forms.assistance import riksnorm
from portal.forms.assistance.models import Application, Calculation, Proposal
from portal.forms.assistance.replay import commands, replaying
from portal.forms.assistance.replay.replaying import Verdict
from portal.forms.assistance.rules.changes import LineWord, WordKind
from portal.forms.assistance.rules.decision import Outcome
from portal.forms.assistance.rules.reasons import Reasons
from portal.forms.assistance.service import deciding, investigating, robot
from tests.factories import robot as factory
from tests.factories.assistance import RULES
from tests.factories.robot import OCTOBER, answers, filed, ran


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as found:
        yield found


def decided(session: Session) -> Application:
    """Amina's October, a line of it changed by a caseworker, granted."""
    lead = factory.lead(session)
    application = filed(session, answers(), OCTOBER)
    ran(session, application, OCTOBER)
    word = LineWord(WordKind.COST, 120_00, type="home_insurance")
    investigating.change_line(
        session, application, line="added-1", word_on_it=word, reason="Avin kom i dag.", by=lead, now=OCTOBER
    )
    robot.recalculate(session, application, settings=RULES, now=OCTOBER, by=lead)
    assert application.case is not None
    deciding.decide(
        session,
        application,
        outcome=Outcome.GRANT,
        reasons=Reasons((), {}, ""),
        settings=RULES,
        by=lead,
        version=application.case.version,
        now=OCTOBER,
    )
    session.expire_all()
    return application


def verdicts(session: Session) -> list[Verdict]:
    return [one.verdict for one in replaying.replayed(session)]


def latest(session: Session) -> Calculation:
    found = session.scalar(select(Calculation).order_by(Calculation.made_at.desc()).limit(1))
    assert found is not None
    return found


def test_a_decision_comes_out_the_same_byte_for_byte(session: Session) -> None:
    decided(session)
    assert verdicts(session) == [Verdict.SAME]
    assert replaying.fsck(session) == []


def test_figures_that_do_not_follow_are_found(session: Session) -> None:
    decided(session)
    calculation = latest(session)
    calculation.household = (calculation.household or "").replace("7400", "7500")
    session.flush()
    assert verdicts(session) == [Verdict.OTHER_FIGURES]
    (sentence,) = replaying.fsck(session)
    assert "cannot be replayed" in sentence


def test_a_proposal_that_does_not_follow_is_found(session: Session) -> None:
    decided(session)
    proposal = session.scalar(select(Proposal).where(Proposal.calculation_id == latest(session).id))
    assert proposal is not None
    proposal.content = (proposal.content or "").replace('"kind":"first"', '"kind":"renewal"')
    session.flush()
    assert verdicts(session) == [Verdict.OTHER_PROPOSAL]


def test_a_value_moved_from_another_row_cannot_be_read(session: Session) -> None:
    decided(session)
    first = session.scalar(select(Calculation).order_by(Calculation.made_at).limit(1))
    assert first is not None
    moved = update(Calculation).where(Calculation.id == latest(session).id)
    session.execute(moved.values(household_sealed=first.household_sealed))
    session.expire_all()
    assert verdicts(session) == [Verdict.UNREADABLE]


def test_a_decision_of_an_engine_that_is_gone_is_named_and_no_fault(session: Session) -> None:
    decided(session)
    calculation = latest(session)
    calculation.result = (calculation.result or "").replace(f'"engine":"{riksnorm.ENGINE_VERSION}"', '"engine":"0"')
    session.flush()
    assert verdicts(session) == [Verdict.OTHER_ENGINE]
    assert replaying.fsck(session) == []


def test_the_command_prints_the_decisions_of_one_case(
    database: Database, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.write() as session:
        decided(session)
        number = session.scalars(select(Case.number)).one()
    assert commands.replay(Namespace(case=number), settings, database) == 0
    assert f"{number}\t2026-09-25\tthe same" in capsys.readouterr().out
    assert commands.replay(Namespace(case="E-26-00000"), settings, database) == 1


def test_the_command_fails_when_a_decision_does_not_follow(
    database: Database, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.write() as session:
        decided(session)
        latest(session).practice = '{"caps":{"rent":1}}'
    assert commands.replay(Namespace(case=None), settings, database) == 1
    assert "0 the same" in capsys.readouterr().out
