"""What a caseworker does with an application, through the pages: every rule holds at the door as in the service."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.accounts.permissions import Role
from portal.cases.models import Case
from portal.cases.promise import day_of
from portal.core import clock
from portal.core.db import Database
from portal.forms.assistance.models import (
    Appeal,
    AppealState,
    Application,
    Calculation,
    Decision,
    DecisionState,
    Exchange,
    ExchangeKind,
    LineChange,
    Outcome,
    Payment,
    PaymentExport,
)
from portal.forms.assistance.queries import casework
from portal.forms.assistance.rules.answers import Answers, Cost, CostType
from portal.forms.assistance.rules.reasons import Reasons
from portal.forms.assistance.service import deciding, withdrawing
from portal.platform.notices.models import Letter
from tests.factories import robot
from tests.factories.casework import ROOT, Caseworker, answers, large_rent, waiting


@pytest.fixture
def maria(app: Flask, database: Database) -> Caseworker:
    return Caseworker(app, database)


@pytest.fixture
def lead(app: Flask, database: Database) -> Caseworker:
    return Caseworker(app, database, Role.ASSISTANCE_LEAD, name="Lena Ledare")


def usual() -> Answers:
    """Amina's application for this month; she may tell us by e-mail."""
    return answers(clock.now())


def case_of(database: Database, number: str) -> Case:
    with database.read() as session:
        return session.scalars(select(Case).where(Case.number == number)).one()


def latest(session: Session, model: Any) -> Any:
    return session.scalars(select(model)).all()[-1]


def result(database: Database, number: str) -> int | None:
    with database.read() as session:
        application = casework.application_of(session, case_of(database, number).id)
        assert application is not None
        calculation = casework.latest_calculation(session, application.id)
        assert calculation is not None
        return deciding.result_of(calculation).result


def decide(who: Caseworker, number: str, outcome: str, *phrases: str, own: str = "") -> TestResponse:
    return who.act(number, "/besluta", step="make", outcome=outcome, phrases=list(phrases), own=own)


def communicated(maria: Caseworker, database: Database, number: str) -> None:
    """Sent for comments so long ago that the time has run out."""
    due_on = day_of(clock.now()) + timedelta(days=14)
    sent = maria.act(number, "/fraga/kommunicering", words="Vi tänker avslå.", due_on=due_on.isoformat())
    assert sent.status_code == 303, sent.text
    with database.write() as session:
        latest(session, Exchange).due_on = day_of(clock.now()) - timedelta(days=1)


class TestLines:
    def test_a_changed_line_is_calculated_at_once_and_kept_through_every_recalculation(
        self, maria: Caseworker, database: Database
    ) -> None:
        number = waiting(database, usual())
        before = result(database, number)
        assert before is not None
        key = "cost.electricity:all-1"
        changed = maria.act(number, f"/rad?rad={key}", amount="150", reason="Fakturan gäller tre månader.")
        assert changed.status_code == 303, changed.text
        assert result(database, number) == before - 300_00
        assert maria.act(number, "/rakna-om").status_code == 303
        assert result(database, number) == before - 300_00
        page = maria.page(number)
        assert "Fakturan gäller tre månader." in page
        assert maria.act(number, "/rad/ta-tillbaka", rad=key).status_code == 303
        assert result(database, number) == before

    def test_a_reason_is_needed(self, maria: Caseworker, database: Database) -> None:
        number = waiting(database, usual())
        refused = maria.act(number, "/rad?rad=cost.rent:all-1", amount="5000", reason="")
        assert refused.status_code == 422
        assert 'value="5000"' in refused.text
        with database.read() as session:
            assert session.scalars(select(LineChange)).all() == []

    @pytest.mark.parametrize("amount", ["-5", "många", "99999999999", "1e9", "<script>"])
    def test_an_absurd_amount_is_refused_and_kept(self, maria: Caseworker, database: Database, amount: str) -> None:
        number = waiting(database, usual())
        refused = maria.act(number, "/rad?rad=cost.rent:all-1", amount=amount, reason="Prov")
        assert refused.status_code == 422
        assert "<script>" not in refused.text.replace("<script src", "")

    def test_a_line_that_is_not_there_is_not_found(self, maria: Caseworker, database: Database) -> None:
        number = waiting(database, usual())
        assert maria.get(f"{ROOT}/{number}/rad?rad=cost.yacht:all-1").status_code == 404

    def test_a_cost_can_be_added_changed_and_taken_back(self, maria: Caseworker, database: Database) -> None:
        number = waiting(database, usual())
        before = result(database, number)
        assert before is not None
        added = maria.act(number, "/ny-rad", what="cost", cost="glasses", amount="1 200", reason="Synundersökning")
        assert added.status_code == 303, added.text
        assert result(database, number) == before + 1_200_00
        with database.read() as session:
            key = f"cost.glasses:{latest(session, LineChange).line}"
        assert maria.act(number, f"/rad?rad={key}", amount="1000", reason="Billigare båge").status_code == 303
        assert result(database, number) == before + 1_000_00
        assert maria.act(number, "/rad/ta-tillbaka", rad=key).status_code == 303
        assert result(database, number) == before

    def test_an_added_income_lowers_the_result(self, maria: Caseworker, database: Database) -> None:
        number = waiting(database, usual())
        before = result(database, number)
        assert before is not None
        maria.act(number, "/ny-rad", what="income", income="swish_deposits", amount="500", reason="Kontoutdrag")
        assert result(database, number) == before - 500_00

    def test_somebody_who_was_slower_overwrites_nothing(
        self, maria: Caseworker, lead: Caseworker, database: Database
    ) -> None:
        number = waiting(database, usual())
        stale = case_of(database, number).version
        lead.act(number, "/skriv", words="Hej")
        late = maria.act(number, "/rad?rad=cost.rent:all-1", amount="100", reason="Prov", version=stale)
        assert late.status_code == 409
        assert 'value="100"' in late.text
        with database.read() as session:
            assert session.scalars(select(LineChange)).all() == []


class TestNegativeDecisions:
    @pytest.mark.parametrize("outcome", ["partly", "refuse", "dismiss"])
    def test_none_is_made_before_it_was_sent_for_comments(
        self, maria: Caseworker, database: Database, outcome: str
    ) -> None:
        number = waiting(database, usual())
        refused = decide(maria, number, outcome, own="Nej.")
        assert refused.status_code == 422
        assert "förvaltningslagen 25" in refused.text
        with database.read() as session:
            assert session.scalars(select(Decision)).all() == []
        assert case_of(database, number).is_open

    def test_none_is_made_while_there_is_time_to_answer(self, maria: Caseworker, database: Database) -> None:
        number = waiting(database, usual())
        due_on = (day_of(clock.now()) + timedelta(days=14)).isoformat()
        assert maria.act(number, "/fraga/kommunicering", words="Vi tänker avslå.", due_on=due_on).status_code == 303
        assert case_of(database, number).state == "communicated"
        assert decide(maria, number, "refuse", "income_covers").status_code == 422
        with database.read() as session:
            assert session.scalars(select(Decision)).all() == []

    def test_one_is_made_when_the_time_has_run_out(self, maria: Caseworker, database: Database) -> None:
        number = waiting(database, usual())
        communicated(maria, database, number)
        made = decide(maria, number, "refuse", "income_covers", own="Lönen räcker.")
        assert made.status_code == 303, made.text
        with database.read() as session:
            decision = latest(session, Decision)
            assert (decision.state, decision.outcome, decision.amount) == (DecisionState.MADE, Outcome.REFUSE, 0)
            reasons = Reasons.from_json(decision.reasons)
            assert reasons.own == "Lönen räcker."
            assert "riksnormen" in reasons.in_language("sv")[0]
            assert session.scalars(select(Payment)).all() == []
        case = case_of(database, number)
        assert (case.state, case.outcome, case.is_open) == ("decided", "refused", False)

    def test_one_is_made_when_it_was_answered_early(self, maria: Caseworker, database: Database) -> None:
        number = waiting(database, usual())
        due_on = (day_of(clock.now()) + timedelta(days=14)).isoformat()
        maria.act(number, "/fraga/kommunicering", words="Vi tänker avslå.", due_on=due_on)
        with database.write() as session:
            latest(session, Exchange).answered_at = clock.now()
        assert decide(maria, number, "refuse", "assets").status_code == 303

    def test_a_supplement_alone_is_enough_to_dismiss_and_for_nothing_else(
        self, maria: Caseworker, database: Database
    ) -> None:
        number = waiting(database, usual())
        due_on = (day_of(clock.now()) + timedelta(days=10)).isoformat()
        maria.act(number, "/fraga/komplettering", words="Skicka hyresavin.", due_on=due_on)
        with database.write() as session:
            asked = latest(session, Exchange)
            assert asked.kind is ExchangeKind.SUPPLEMENT
            asked.due_on = day_of(clock.now()) - timedelta(days=1)
        assert decide(maria, number, "refuse", "assets").status_code == 422
        assert decide(maria, number, "dismiss", "not_supplemented").status_code == 303
        assert case_of(database, number).outcome == "dismissed"

    def test_it_needs_its_reasons(self, maria: Caseworker, database: Database) -> None:
        number = waiting(database, usual())
        communicated(maria, database, number)
        assert decide(maria, number, "refuse").status_code == 422
        assert decide(maria, number, "refuse", "norm_not_met").status_code == 422  # a reason to grant
        assert decide(maria, number, "refuse", "automatic").status_code == 422
        assert decide(maria, number, "refuse", "made-up").status_code == 422

    def test_a_grant_of_less_than_was_applied_for_is_a_partial_one(
        self, maria: Caseworker, database: Database
    ) -> None:
        number = waiting(database, usual())
        maria.act(number, "/rad?rad=cost.rent:all-1", amount="7000", reason="Skälig kostnad")
        refused = decide(maria, number, "grant")
        assert refused.status_code == 422
        assert "grant a part" in refused.text
        communicated(maria, database, number)
        assert decide(maria, number, "partly", "cost_above_reasonable").status_code == 303
        with database.read() as session:
            assert latest(session, Decision).outcome is Outcome.PARTLY
            assert latest(session, Payment).amount == result(database, number)


class TestGrants:
    def test_a_grant_is_looked_at_then_made_told_and_waits_to_be_paid(
        self, maria: Caseworker, database: Database
    ) -> None:
        number = waiting(database, usual())
        look = maria.act(number, "/besluta", step="look", outcome="grant", phrases=["norm_not_met"], own="Bra!")
        assert look.status_code == 200
        assert "Dina inkomster räcker inte till riksnormen" in look.text
        with database.read() as session:
            assert f'name="calculation" value="{latest(session, Calculation).id}"' in look.text
        assert case_of(database, number).is_open
        with database.read() as session:
            letters = len(session.scalars(select(Letter)).all())
        assert decide(maria, number, "grant", "norm_not_met", own="Bra!").status_code == 303
        with database.read() as session:
            payment, decision = latest(session, Payment), latest(session, Decision)
            assert payment.amount == decision.amount == result(database, number)
            assert decision.prepared_by == maria.id
            told = session.scalars(select(Letter)).all()[letters:]
            assert {letter.template for letter in told} <= {"something_to_read"}
        assert "waits for the next file" in maria.page(number)

    def test_nothing_is_decided_by_a_calculation_that_nobody_has_read(
        self, maria: Caseworker, lead: Caseworker, database: Database
    ) -> None:
        number = waiting(database, usual())
        with database.read() as session:
            seen = str(latest(session, Calculation).id)
        lead.act(number, "/ny-rad", what="cost", cost="glasses", amount="1000", reason="Nytt underlag")
        for read in (seen, "", "nonsense"):
            late = maria.act(number, "/besluta", step="make", outcome="grant", own="Hej!", calculation=read)
            assert late.status_code == 409
            assert "Hej!" in late.text
        assert case_of(database, number).is_open
        assert decide(maria, number, "grant").status_code == 303

    def test_a_decided_case_cannot_be_decided_or_changed_again(self, maria: Caseworker, database: Database) -> None:
        number = waiting(database, usual())
        assert decide(maria, number, "grant").status_code == 303
        token = re.search(r'name="csrf_token" value="([^"]+)"', maria.page(number))
        assert token
        values = {"csrf_token": token[1], "version": case_of(database, number).version, "step": "make"}
        again = maria.post(f"{ROOT}/{number}/besluta", values | {"outcome": "grant"})
        assert again.status_code == 422
        changed = maria.post(f"{ROOT}/{number}/rad?rad=cost.rent:all-1", values | {"amount": "1", "reason": "x"})
        assert changed.status_code == 422
        with database.read() as session:
            assert len(session.scalars(select(Decision)).all()) == 1
            assert len(session.scalars(select(Payment)).all()) == 1


class TestTwoPersons:
    def test_a_large_amount_is_made_by_another_person_who_is_a_lead(
        self, maria: Caseworker, lead: Caseworker, database: Database
    ) -> None:
        number = waiting(database, large_rent(clock.now()))
        assert decide(maria, number, "grant", "norm_not_met").status_code == 303
        assert case_of(database, number).state == "approval"
        with database.read() as session:
            assert session.scalars(select(Payment)).all() == []
        assert maria.get(f"{ROOT}/{number}/godkann").status_code == 403
        assert lead.act(number, "/godkann", how="approve").status_code == 303
        with database.read() as session:
            decision = latest(session, Decision)
            assert (decision.state, decision.prepared_by, decision.approved_by) == (
                DecisionState.MADE,
                maria.id,
                lead.id,
            )
            assert len(session.scalars(select(Payment)).all()) == 1
        assert case_of(database, number).outcome == "granted"

    def test_a_lead_does_not_approve_what_they_prepared_themselves(
        self, lead: Caseworker, database: Database
    ) -> None:
        number = waiting(database, large_rent(clock.now()))
        assert decide(lead, number, "grant").status_code == 303
        assert lead.act(number, "/godkann", how="approve").status_code == 422
        assert case_of(database, number).state == "approval"

    def test_it_is_not_taken_back_behind_the_second_person(
        self, maria: Caseworker, lead: Caseworker, database: Database
    ) -> None:
        number = waiting(database, large_rent(clock.now()))
        decide(maria, number, "grant")
        assert maria.act(number, "/utred").status_code == 422
        assert case_of(database, number).state == "approval"
        assert lead.act(number, "/godkann", how="approve").status_code == 303

    def test_a_withdrawn_application_waits_for_nobody(
        self, maria: Caseworker, lead: Caseworker, database: Database
    ) -> None:
        number = waiting(database, large_rent(clock.now()))
        decide(maria, number, "grant")
        assert f"{ROOT}/{number}" in lead.get(f"{ROOT}/").text
        with database.write() as session:
            application = casework.application_of(session, case_of(database, number).id)
            assert application is not None
            key = application.parties[0].person_key
            withdrawing.withdraw(session, application, person_key=key, now=clock.now())
        assert f"{ROOT}/{number}" not in lead.get(f"{ROOT}/").text
        assert "/godkann" not in lead.page(number)
        assert lead.act(number, "/godkann", how="approve").status_code == 409
        with database.read() as session:
            assert session.scalars(select(Payment)).all() == []

    def test_nothing_is_changed_meanwhile_and_it_can_be_sent_back_with_a_reason(
        self, maria: Caseworker, lead: Caseworker, database: Database
    ) -> None:
        number = waiting(database, large_rent(clock.now()))
        decide(maria, number, "grant")
        token = re.search(r'name="csrf_token" value="([^"]+)"', maria.page(number))
        assert token
        values = {"csrf_token": token[1], "version": case_of(database, number).version}
        changed = maria.post(f"{ROOT}/{number}/rad?rad=cost.rent:all-1", values | {"amount": "1", "reason": "x"})
        assert changed.status_code == 422
        assert lead.act(number, "/godkann", how="back", because="").status_code == 422
        assert lead.act(number, "/godkann", how="back", because="Hyran måste prövas.").status_code == 303
        assert case_of(database, number).state == "investigating"
        assert "Hyran måste prövas." in maria.page(number)
        with database.read() as session:
            assert latest(session, Decision).state is DecisionState.RETURNED
        assert lead.get(f"{ROOT}/{number}/godkann").status_code == 404


class TestAfterwards:
    def decided(self, maria: Caseworker, database: Database, days_ago: int = 0) -> str:
        number = waiting(database, usual())
        assert decide(maria, number, "grant").status_code == 303
        with database.write() as session:
            latest(session, Decision).made_at = clock.now() - timedelta(days=days_ago)
        return number

    def appeal(self, database: Database, number: str, *, in_time: bool | None) -> None:
        with database.write() as session:
            decision = latest(session, Decision)
            made = Appeal(
                decision_id=decision.id,
                sent_at=clock.now(),
                person_key="1" * 64,
                in_time=in_time,
                state=AppealState.RECEIVED,
            )
            made.words = "Jag vill ha mer."
            session.add(made)
            case = session.scalars(select(Case).where(Case.number == number)).one()
            case.state, case.is_open, case.closed_at = "appealed", True, None

    def test_the_day_it_was_received_is_entered_and_reckons_the_appeal(
        self, maria: Caseworker, database: Database
    ) -> None:
        number = self.decided(maria, database, days_ago=40)
        self.appeal(database, number, in_time=None)
        late = maria.act(number, "/overklagande", how="late", words="")
        assert late.status_code == 422
        day = day_of(clock.now()) - timedelta(days=35)
        assert maria.act(number, "/delgivning", served_on=day.isoformat()).status_code == 303
        with database.read() as session:
            assert latest(session, Decision).served_on == day
            assert latest(session, Appeal).in_time is False
        assert maria.act(number, "/overklagande", how="sent_on").status_code == 422
        assert maria.act(number, "/overklagande", how="late", words="För sent.").status_code == 303
        case = case_of(database, number)
        assert (case.state, case.outcome) == ("decided", "granted")

    def test_a_day_before_the_decision_or_to_come_is_refused(self, maria: Caseworker, database: Database) -> None:
        number = self.decided(maria, database, days_ago=3)
        for distance in (-10, 1):
            day = day_of(clock.now()) + timedelta(days=distance)
            assert maria.act(number, "/delgivning", served_on=day.isoformat()).status_code == 422
        with database.read() as session:
            assert latest(session, Decision).served_on is None

    def test_an_appeal_opens_the_case_again_when_we_change_the_decision_ourselves(
        self, maria: Caseworker, database: Database
    ) -> None:
        number = self.decided(maria, database)
        self.appeal(database, number, in_time=True)
        assert "Jag vill ha mer." in maria.get(f"{ROOT}/{number}/overklagande").text
        assert number in maria.get(f"{ROOT}/").text
        assert maria.act(number, "/overklagande", how="changed").status_code == 303
        assert case_of(database, number).state == "investigating"
        assert maria.get(f"{ROOT}/{number}/overklagande").status_code == 404

    def test_a_decision_can_be_reconsidered_and_the_new_one_is_paid_what_is_more(
        self, maria: Caseworker, database: Database
    ) -> None:
        number = self.decided(maria, database)
        assert maria.act(number, "/utred").status_code == 303
        assert case_of(database, number).state == "investigating"
        maria.act(number, "/ny-rad", what="cost", cost="glasses", amount="1000", reason="Nytt underlag")
        assert decide(maria, number, "grant").status_code == 303
        with database.read() as session:
            owed = sorted(session.scalars(select(Payment.amount)))
        assert owed == [1_000_00, (result(database, number) or 0) - 1_000_00]

    @pytest.mark.parametrize("outcome", ["grant", "partly", "refuse"])
    def test_less_than_was_decided_is_sent_for_comments_anew(
        self, maria: Caseworker, database: Database, outcome: str
    ) -> None:
        number = waiting(database, usual())
        communicated(maria, database, number)
        assert decide(maria, number, "grant").status_code == 303
        assert maria.act(number, "/utred").status_code == 303
        maria.act(number, "/ny-rad", what="income", income="salary", amount="1000", reason="Ny uppgift")
        reason = [] if outcome == "grant" else ["income_covers"]
        refused = decide(maria, number, outcome, *reason, own="Ny uppgift.")
        assert refused.status_code == 422
        assert "förvaltningslagen 25" in refused.text
        with database.write() as session:
            latest(session, Decision).made_at = clock.now() - timedelta(hours=1)
        communicated(maria, database, number)
        assert decide(maria, number, outcome, own="Ny uppgift.").status_code == 303

    def test_it_is_sent_on_to_the_court(self, maria: Caseworker, database: Database) -> None:
        number = self.decided(maria, database)
        self.appeal(database, number, in_time=True)
        assert maria.act(number, "/overklagande", how="sent_on").status_code == 303
        with database.read() as session:
            appeal = latest(session, Appeal)
            assert (appeal.state, appeal.handled_by) == (AppealState.SENT_ON, maria.id)
        assert case_of(database, number).state == "decided"


class TestPayments:
    def test_each_payment_is_in_one_file_and_the_same_file_can_be_had_again(
        self, maria: Caseworker, lead: Caseworker, database: Database
    ) -> None:
        number = waiting(database, usual())
        decide(maria, number, "grant")
        assert number in maria.get(f"{ROOT}/utbetalningar").text
        assert maria.send_at("/utbetalningar/fil").status_code == 403
        file = lead.send_at("/utbetalningar/fil")
        assert file.status_code == 200
        assert "attachment" in file.headers["Content-Disposition"]
        with database.read() as session:
            payment, made = latest(session, Payment), latest(session, PaymentExport)
            assert payment.export_id == made.id
            assert (made.rows, made.total, made.by) == (1, payment.amount, lead.id)
        assert payment.reference in file.text
        assert "83279;1234567890;Amina Warsame" in file.text
        assert lead.send_at("/utbetalningar/fil").status_code == 422
        assert lead.send_at(f"/utbetalningar/{made.id}/fil").data == file.data
        assert number not in maria.get(f"{ROOT}/utbetalningar").text

    def test_a_lead_with_jav_pays_nothing_of_that_case(
        self, maria: Caseworker, lead: Caseworker, database: Database
    ) -> None:
        decide(maria, waiting(database, usual()), "grant")
        lead.send_at("/jav", number=robot.AMINA.personnummer)
        assert lead.send_at("/utbetalningar/fil").status_code == 422
        other = Caseworker(maria.client.application, database, Role.ASSISTANCE_LEAD, name="Olle Annan")
        assert other.send_at("/utbetalningar/fil").status_code == 200
        with database.read() as session:
            made = latest(session, PaymentExport)
        again = f"/utbetalningar/{made.id}/fil"
        assert lead.send_at(again).status_code == 404
        assert other.send_at(again).status_code == 200


def test_a_message_is_read_only_by_who_signs_in(maria: Caseworker, database: Database) -> None:
    number = waiting(database, usual())
    assert maria.act(number, "/skriv", words="Ring mig om hyran.").status_code == 303
    assert "Ring mig om hyran." in maria.page(number)
    with database.read() as session:
        assert "hyran" not in str([vars(letter) for letter in session.scalars(select(Letter))])


def test_waiting_can_be_ended(maria: Caseworker, database: Database) -> None:
    number = waiting(database, usual())
    communicated(maria, database, number)
    assert number in maria.get(f"{ROOT}/").text
    assert maria.act(number, "/utred").status_code == 303
    assert case_of(database, number).state == "investigating"


@pytest.mark.parametrize("due_on", ["2020-01-01", "i går", "", "2099-01-01"])
def test_a_last_day_must_be_one_to_come(maria: Caseworker, database: Database, due_on: str) -> None:
    number = waiting(database, usual())
    assert maria.act(number, "/fraga/komplettering", words="Skicka hyresavin.", due_on=due_on).status_code == 422
    assert case_of(database, number).state == "received"


def test_the_reasons_reach_the_resident_in_their_language(maria: Caseworker, database: Database) -> None:
    number = waiting(database, usual())
    with database.write() as session:
        latest(session, Application).language = "ar"
    assert decide(maria, number, "grant", "norm_not_met").status_code == 303
    with database.read() as session:
        reasons = Reasons.from_json(latest(session, Decision).reasons)
    assert set(reasons.paragraphs) == {"ar", "sv"}
    assert "دخلك" in reasons.in_language("ar")[0]
    assert reasons.in_language("so") == reasons.in_language("sv")


def test_costs_that_nobody_has_assessed_are_settled_before_a_grant(maria: Caseworker, database: Database) -> None:
    glasses = Cost(CostType.GLASSES, 2_900_00)
    number = waiting(database, answers(clock.now(), costs=(Cost(CostType.RENT, 7_400_00), glasses)))
    assert decide(maria, number, "grant").status_code == 422
    assert maria.act(number, "/rad?rad=cost.glasses:all-1", amount="2900", reason="Behövs").status_code == 303
    assert decide(maria, number, "grant").status_code == 303
