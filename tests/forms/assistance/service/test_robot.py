"""The robot's whole run on both databases: what it stores, when it stores nothing, what it keeps, what it finds."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.viewer import Viewer
from portal.core.db import Base
from portal.forms.assistance import riksnorm
from portal.forms.assistance.agencies.replies import Agency
from portal.forms.assistance.agencies.unconnected import Unconnected
from portal.forms.assistance.models import (
    AgencyAnswer,
    Application,
    Attachment,
    Calculation,
    ControlSample,
    Decision,
    DecisionState,
    Outcome,
    Proposal,
    Trace,
)
from portal.forms.assistance.queries import casework
from portal.forms.assistance.queries import robot as queries
from portal.forms.assistance.robot.facts import MatchKind
from portal.forms.assistance.robot.proposal import Proposed
from portal.forms.assistance.rules.answers import (
    Answers,
    ApplicationKind,
    Cost,
    CostType,
    Housing,
    HousingForm,
    Income,
    IncomeType,
    Period,
    Role,
)
from portal.forms.assistance.rules.changes import LineWord, WordKind
from portal.forms.assistance.service import automation, deciding, investigating, robot, withdrawing
from portal.platform.files import service as files
from tests.factories import assistance
from tests.factories import robot as factory
from tests.factories.assistance import ANNA, RULES
from tests.factories.robot import LACKS, NOVEMBER, OCTOBER, answers, filed, ran, renewal

LATER = timedelta(minutes=10)


def count(session: Session, model: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def granted(session: Session, lead: Viewer) -> Application:
    """Amina's October, granted by a person."""
    application = filed(session, answers(), OCTOBER)
    ran(session, application, OCTOBER)
    grant(session, application, lead)
    return application


def grant(session: Session, application: Application, lead: Viewer) -> None:
    assert application.case is not None
    deciding.decide(
        session,
        application,
        outcome=deciding.Outcome.GRANT,
        reasons=deciding.Reasons((), {}, ""),
        settings=RULES,
        by=lead,
        version=application.case.version,
        now=OCTOBER + LATER,
    )


@pytest.fixture
def lead(session: Session) -> Viewer:
    """Who decides, changes lines and turns the switch."""
    return factory.lead(session)


def test_a_run_stores_what_agencies_said_the_calculation_and_the_proposal(session: Session) -> None:
    application = filed(session, answers(), OCTOBER)
    found = ran(session, application, OCTOBER)
    assert found is not None
    assert found.proposal.outcome is Proposed.GRANT
    assert found.proposal.amount == LACKS
    assert count(session, AgencyAnswer) == len(Agency)
    calculation = casework.latest_calculation(session, application.id)
    proposal = casework.latest_proposal(session, application.id)
    assert calculation is not None
    assert proposal is not None
    assert calculation.result == riksnorm.result_to_json(found.result)
    assert proposal.calculation_id == calculation.id
    assert robot.proposal_of(proposal) == found.kept


def test_a_second_run_with_nothing_new_stores_nothing(session: Session) -> None:
    application = filed(session, answers(), OCTOBER)
    ran(session, application, OCTOBER)
    ran(session, application, OCTOBER + LATER)
    assert [count(session, model) for model in (Calculation, Proposal, Trace)] == [1, 1, 2]
    assert count(session, AgencyAnswer) == len(Agency)


def test_an_agency_that_does_not_answer_is_never_read_as_no_income(session: Session) -> None:
    application = filed(session, answers(), OCTOBER)
    found = ran(session, application, OCTOBER, silent=[Agency.FK])
    assert found is not None
    assert found.result.result is None
    assert found.proposal.amount is None
    assert found.proposal.outcome is Proposed.ASSESS
    assert found.proposal.upper <= LACKS
    assert [one.values["agency"] for one in found.proposal.missing if one.code == "missing.agency"] == ["fk"]


def test_the_agency_that_was_silent_is_asked_again_and_its_answer_counts(session: Session) -> None:
    application = filed(session, answers(), OCTOBER)
    ran(session, application, OCTOBER, silent=[Agency.FK])
    (question,) = robot.questions(session, application.id)
    assert question.agencies == (Agency.FK,)
    found = ran(session, application, OCTOBER + LATER)
    assert found is not None
    assert found.proposal.outcome is Proposed.GRANT
    assert robot.questions(session, application.id) == ()


def test_without_a_way_to_the_agencies_a_human_must_assess(session: Session) -> None:
    application = filed(session, answers(), OCTOBER)
    found = ran(session, application, OCTOBER, source=Unconnected())
    assert found is not None
    assert found.proposal.outcome is Proposed.ASSESS
    assert not found.proposal.all_answered
    assert not found.proposal.simulated


def test_a_renewal_is_compared_with_the_month_before(session: Session, lead: Viewer) -> None:
    granted(session, lead)
    rent = (Cost(CostType.RENT, 7_900_00), Cost(CostType.ELECTRICITY, 450_00))
    found = ran(session, filed(session, renewal(costs=rent), NOVEMBER), NOVEMBER)
    assert found is not None
    assert [one.code for one in found.proposal.changes] == ["change.costs.other"]
    assert found.proposal.is_renewal_of == "grant"
    assert found.proposal.outcome is Proposed.GRANT


def test_a_caseworkers_word_stands_in_every_recalculation(session: Session, lead: Viewer) -> None:
    application = filed(session, answers(), OCTOBER)
    ran(session, application, OCTOBER, silent=[Agency.FK])
    word = LineWord(WordKind.AMOUNT, 7_000_00, 7_400_00)
    investigating.change_line(
        session,
        application,
        line="cost.rent:all-1",
        word_on_it=word,
        reason="Parkeringen ingår.",
        by=lead,
        now=OCTOBER,
    )
    robot.recalculate(session, application, settings=RULES, now=OCTOBER, by=lead)
    found = ran(session, application, OCTOBER + LATER)
    assert found is not None
    (rent,) = [line for line in found.result.lines if line.key == "cost.rent:all-1"]
    assert (rent.amount, rent.reason) == (7_000_00, "Parkeringen ingår.")
    assert found.proposal.outcome is Proposed.PARTLY
    assert count(session, Calculation) == 3


def test_what_was_cut_last_month_is_proposed_the_same_again(session: Session, lead: Viewer) -> None:
    application = filed(session, answers(), OCTOBER)
    ran(session, application, OCTOBER)
    word = LineWord(WordKind.AMOUNT, 7_000_00, 7_400_00)
    investigating.change_line(
        session, application, line="cost.rent:all-1", word_on_it=word, reason="För dyrt.", by=lead, now=OCTOBER
    )
    robot.recalculate(session, application, settings=RULES, now=OCTOBER, by=lead)
    calculation = casework.latest_calculation(session, application.id)
    assert calculation is not None
    session.add(
        Decision(
            application_id=application.id,
            calculation_id=calculation.id,
            state=DecisionState.MADE,
            outcome=Outcome.PARTLY,
            amount=LACKS - 400_00,
            prepared_at=OCTOBER,
            made_at=OCTOBER,
        )
    )
    found = ran(session, filed(session, renewal(), NOVEMBER), NOVEMBER)
    assert found is not None
    (rent,) = [line for line in found.result.lines if line.key == "cost.rent:all-1"]
    assert (rent.amount, rent.reason) == (7_000_00, "För dyrt.")
    assert found.proposal.outcome is Proposed.PARTLY
    assert found.proposal.is_renewal_of == "partly"


def test_an_account_in_two_unrelated_households_is_found_without_telling_of_the_other(session: Session) -> None:
    theirs = assistance.answers(replace(ANNA, clearing="83279", account="1234567890"))
    other = filed(session, theirs, OCTOBER)
    ran(session, other, OCTOBER)
    application = filed(session, answers(), OCTOBER)
    found = ran(session, application, OCTOBER)
    assert found is not None
    (finding,) = found.proposal.findings
    assert finding.code == "finding.account"
    assert finding.values == {"application": str(other.id)}
    assert found.proposal.outcome is Proposed.ASSESS
    assert "Ekberg" not in found.kept.to_json()


def test_a_shared_address_is_found_unless_it_is_declared(session: Session) -> None:
    home = Housing(HousingForm.RENTAL, 1, address="Norra  Långgatan 14 LGH 1102")
    ran(session, other := filed(session, assistance.answers(housing=home), OCTOBER), OCTOBER)
    application = filed(session, answers(), OCTOBER)
    found = ran(session, application, OCTOBER)
    assert found is not None
    assert [one.kind for one in found.kept.facts.matches] == [MatchKind.ADDRESS]
    assert [one.code for one in found.proposal.findings] == ["finding.address"]
    assert other.household_key != application.household_key
    declared = Housing(HousingForm.RENTAL, 4, address="Norra Långgatan 14, lgh 1102")
    found = ran(session, filed(session, renewal(housing=declared), NOVEMBER), NOVEMBER)
    assert found is not None
    assert found.proposal.findings == ()


def test_the_same_person_in_another_household_is_no_match(session: Session) -> None:
    partner = assistance.BO
    together = replace(answers(), people=(*answers().people, partner))
    ran(session, filed(session, together, OCTOBER), OCTOBER)
    found = ran(session, filed(session, answers(month="2026-11"), NOVEMBER), NOVEMBER)
    assert found is not None
    assert found.kept.facts.matches == ()


def test_an_unchanged_renewal_is_granted_automatically_only_when_switched_on(session: Session, lead: Viewer) -> None:
    granted(session, lead)
    application = filed(session, renewal(), NOVEMBER)
    ran(session, application, NOVEMBER)
    assert casework.decisions_of(session, application.id) == []
    automation.turn(session, is_on=True, delegation="SN 2026/114", one_in=10, by=lead, now=NOVEMBER)
    ran(session, application, NOVEMBER + LATER, draw=True)
    (decision,) = casework.decisions_of(session, application.id)
    assert (decision.is_automatic, decision.delegation) == (True, "SN 2026/114")
    assert (decision.outcome.value, decision.amount, decision.prepared_by) == ("grant", LACKS, None)
    assert application.case is not None
    assert application.case.outcome == "granted"
    assert session.scalar(select(ControlSample.decision_id)) == decision.id


def test_a_case_that_somebody_works_on_is_never_granted_automatically(session: Session, lead: Viewer) -> None:
    granted(session, lead)
    automation.turn(session, is_on=True, delegation="SN 2026/114", one_in=10, by=lead, now=NOVEMBER)
    application = filed(session, renewal(), NOVEMBER)
    assert application.case is not None
    investigating.begin(session, application, by=lead, version=application.case.version, now=NOVEMBER)
    ran(session, application, NOVEMBER)
    assert casework.decisions_of(session, application.id) == []


def test_a_paper_that_no_program_reads_leaves_the_decision_to_a_person(session: Session, lead: Viewer) -> None:
    granted(session, lead)
    automation.turn(session, is_on=True, delegation="SN 2026/114", one_in=10, by=lead, now=NOVEMBER)
    application = filed(session, renewal(), NOVEMBER)
    file = files.receive(session, nonce=b"n" * 16, sha="a" * 64, now=NOVEMBER)
    session.add(
        Attachment(
            application_id=application.id, file_id=file.id, question="incomes", person_key="p", added_at=NOVEMBER
        )
    )
    session.flush()
    ran(session, application, NOVEMBER)
    assert casework.decisions_of(session, application.id) == []


def test_simulated_answers_grant_nothing_outside_the_demo(session: Session, lead: Viewer) -> None:
    granted(session, lead)
    automation.turn(session, is_on=True, delegation="SN 2026/114", one_in=10, by=lead, now=NOVEMBER)
    application = filed(session, renewal(), NOVEMBER)
    ran(session, application, NOVEMBER, is_demo=False)
    assert casework.decisions_of(session, application.id) == []


def test_a_decided_application_is_left_alone(session: Session, lead: Viewer) -> None:
    application = granted(session, lead)
    assert ran(session, application, NOVEMBER) is None
    assert robot.questions(session, application.id) == ()
    assert count(session, Calculation) == 1


def test_a_month_without_a_riksnorm_is_refused(session: Session) -> None:
    application = filed(session, answers(month="2031-01"), OCTOBER)
    with pytest.raises(riksnorm.NoTableError):
        ran(session, application, OCTOBER)


def test_what_was_left_over_is_an_income_the_month_after(session: Session) -> None:
    application = filed(session, answers(costs=()), OCTOBER)
    found = ran(session, application, OCTOBER)
    assert found is not None
    assert found.result.result == LACKS - 7_850_00 < 0
    calculation = casework.latest_calculation(session, application.id)
    assert calculation is not None
    session.add(
        Decision(
            application_id=application.id,
            calculation_id=calculation.id,
            state=DecisionState.MADE,
            outcome=Outcome.REFUSE,
            amount=0,
            prepared_at=OCTOBER,
            made_at=OCTOBER,
        )
    )
    found = ran(session, filed(session, renewal(), NOVEMBER), NOVEMBER)
    assert found is not None
    assert found.proposal.amount == LACKS - 2_126_00


def test_practice_takes_the_cap_of_the_household_and_of_the_largest_given() -> None:
    rules = replace(RULES, cost_caps={"rent": {"1": 6300, "2": 7000}})
    assert [robot.practice_of(rules, size).caps for size in (1, 2, 5)] == [
        {"rent": 6_300_00},
        {"rent": 7_000_00},
        {"rent": 7_000_00},
    ]


def test_a_supplement_adds_its_costs_to_what_was_said_for_the_month_and_takes_off_what_was_granted(
    session: Session, lead: Viewer
) -> None:
    granted(session, lead)
    more = Answers(
        Period(ApplicationKind.SUPPLEMENTARY, "2026-10"),
        (factory.AMINA,),
        costs=(Cost(CostType.MEDICINE, 350_00),),
        is_attested=True,
    )
    found = ran(session, filed(session, more, NOVEMBER), NOVEMBER)
    assert found is not None
    assert found.result.result == 350_00
    assert found.proposal.outcome is Proposed.ASSESS
    assert [one.code for one in found.proposal.changes] == ["change.costs.new"]
    assert {one.code for one in (*found.proposal.missing, *found.proposal.questions)} == {"ask.supplementary"}


def test_what_a_withdrawn_application_says_a_child_earned_does_not_count(session: Session) -> None:
    wage = Income(IncomeType.SALARY, 4_000_00, None, Role.CHILD, 0)
    first, said = filed(session, answers(incomes=(wage,)), OCTOBER), renewal(incomes=(wage,))
    second = filed(session, said, NOVEMBER)
    assert [one.amount for one in queries.earned(session, second, said)] == [4_000_00]
    key = assistance.key_of(session, factory.AMINA.personnummer)
    withdrawing.withdraw(session, first, person_key=key, now=NOVEMBER)
    assert [one.amount for one in queries.earned(session, second, said)] == [0]


def test_of_a_decision_that_was_changed_only_the_new_one_counts_as_granted(session: Session, lead: Viewer) -> None:
    first = granted(session, lead)
    assert first.case is not None
    investigating.begin(session, first, by=lead, version=first.case.version, now=OCTOBER + LATER)
    grant(session, first, lead)
    more = Answers(
        Period(ApplicationKind.SUPPLEMENTARY, "2026-10"),
        (factory.AMINA,),
        costs=(Cost(CostType.MEDICINE, 350_00),),
        is_attested=True,
    )
    found = ran(session, filed(session, more, NOVEMBER), NOVEMBER)
    assert found is not None
    assert found.result.result == 350_00


def test_after_six_months_in_a_row_a_quarter_of_a_wage_is_left_out(session: Session, lead: Viewer) -> None:
    wage = Income(IncomeType.SALARY, 4_000_00, None, factory.ME)
    for month in range(4, 10):
        earlier = filed(session, answers(month=f"2026-{month:02}"), OCTOBER)
        ran(session, earlier, OCTOBER)
        grant(session, earlier, lead)
    found = ran(session, filed(session, renewal("2026-10", incomes=(*factory.STATED, wage)), OCTOBER), OCTOBER)
    assert found is not None
    (line,) = [one for one in found.result.lines if one.code == "income.salary"]
    assert (line.amount, line.notes) == (3_000_00, ("jobbstimulans.month",))
    assert found.proposal.amount == LACKS - 3_000_00
