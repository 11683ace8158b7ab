"""What does not fit together is asked about; what does fit is not."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.forms.assistance.agencies.replies import Agency, Enrolment, Permit, Reply, Vehicle
from portal.forms.assistance.robot.contradictions import contradictions
from portal.forms.assistance.robot.facts import Match, MatchKind
from portal.forms.assistance.robot.findings import declares_others, findings
from portal.forms.assistance.robot.incomes import Incomes
from portal.forms.assistance.rules.answers import (
    Asset,
    AssetType,
    Child,
    Cost,
    CostType,
    Housing,
    HousingForm,
    Income,
    IncomeType,
    Occupation,
    PendingBenefit,
    Planning,
    Residence,
)
from tests.factories.robot import ME, STATED, answers, facts, heard

HOME = answers().housing or Housing(HousingForm.RENTAL)
NOTHING = Incomes((), (), ())


def found(agency: Agency | None = None, reply: Reply | None = None, **more: Any) -> list[str]:
    said = answers(**more)
    known = tuple(replace(one, reply=reply) if one.agency is agency else one for one in heard(said))
    return [one.code for one in contradictions(said, facts(said, heard=known))]


def dated(on: date) -> tuple[Income, ...]:
    return (*STATED, Income(IncomeType.OTHER, 100, on, ME))


def test_a_sound_application_contradicts_nothing() -> None:
    assert found() == []
    assert found(incomes=dated(date(2026, 9, 1))) == []


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("incomes.none_listed", {"incomes": ()}),
        ("incomes.listed", {"has_incomes": False}),
        ("assets.none_listed", {"has_assets": True}),
        ("assets.listed", {"assets": (Asset(AssetType.OTHER, 1, ME),)}),
        ("income.other_month", {"incomes": dated(date(2026, 8, 31))}),
        ("income.other_month", {"incomes": dated(date(2026, 11, 1))}),
        ("income.to_come", {"incomes": dated(date(2026, 9, 26))}),
        ("home.too_few", {"housing": replace(HOME, persons=2)}),
        ("person.twice", {"children": (answers().children[0],) * 2, "housing": HOME}),
        ("child.too_old", {"children": (answers().children[0], Child("Stor", "200402182380"))}),
        ("child.days", {"children": (replace(answers().children[0], days=10),)}),
        ("cost.twice", {"costs": (Cost(CostType.RENT, 1),) * 2}),
        ("cost.rent_without_home", {"housing": replace(HOME, form=HousingForm.NONE_OR_INSTITUTION)}),
        ("occupation.no_wage", {"planning": (Planning(ME, Occupation.WORK_FULL),)}),
        (
            "occupation.away",
            {"planning": (Planning(ME, Occupation.JOBSEEKING, is_in_municipality=False),)},
        ),
    ],
)
def test_each_contradiction_is_asked_about(code: str, more: dict[str, Any]) -> None:
    assert found(**more) == [code]


@pytest.mark.parametrize(
    ("code", "agency", "reply"),
    [
        ("occupation.not_enrolled", Agency.AF, Reply()),
        ("occupation.not_enrolled", Agency.AF, Reply(enrolment=Enrolment(is_enrolled=False))),
        ("vehicle.not_stated", Agency.TNS, Reply(vehicles=(Vehicle("ABC 123", "car"),))),
        ("pending.not_stated", Agency.FK, Reply(applied_for=("bostadsbidrag",))),
        ("permit.ended", Agency.MIV, Reply(permit=Permit("t", date(2026, 9, 30)))),
    ],
)
def test_what_agencies_say_otherwise_is_asked_about(code: str, agency: Agency, reply: Reply) -> None:
    assert found(agency, reply) == [code]


def test_a_silent_agency_contradicts_nobody() -> None:
    assert found(Agency.AF, None) == []


def test_a_stated_vehicle_and_something_stated_as_pending_are_no_contradiction() -> None:
    car = Asset(AssetType.VEHICLE, 1, ME, registration="abc123")
    assert found(Agency.TNS, Reply(vehicles=(Vehicle("ABC 123", "car"),)), assets=(car,), has_assets=True) == []
    pending = (PendingBenefit("bostadsbidrag", ME),)
    assert found(Agency.FK, Reply(applied_for=("bostadsbidrag",)), pending=pending) == []


def test_days_of_a_child_who_comes_at_times_are_no_contradiction() -> None:
    child = replace(answers().children[0], residence=Residence.OTHER, days=10)
    assert found(children=(child, answers().children[1])) == []


def test_a_match_is_a_finding_unless_the_shared_address_is_declared() -> None:
    matches = tuple(Match(kind, "other") for kind in MatchKind)
    told = [one.code for one in findings(answers(), matches, NOTHING)]
    assert told == ["finding.account", "finding.document", "finding.address"]
    shares = answers(housing=replace(HOME, persons=4))
    assert declares_others(shares)
    assert [one.code for one in findings(shares, matches, NOTHING)] == ["finding.account", "finding.document"]
