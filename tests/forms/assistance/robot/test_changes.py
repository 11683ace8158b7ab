"""What has changed since last month is told, and nothing else."""

from dataclasses import replace
from typing import Any

import pytest

from portal.forms.assistance.agencies.replies import Agency, Reply
from portal.forms.assistance.robot.changes import account, address, changes, known, said_by_applicant
from portal.forms.assistance.robot.remarks import Remark
from portal.forms.assistance.rules.answers import (
    Answers,
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
    Person,
    Planning,
    Residence,
    Role,
)
from tests.factories.robot import AMINA, ME, STATED, answers, heard, renewal

HOME = answers().housing or Housing(HousingForm.RENTAL)
PARTNER = Person(Role.CO_APPLICANT, "198807212397", "Johan Ekberg")


def compared(then: Answers, now: Answers) -> tuple[Remark, ...]:
    return changes(known(then, heard(then)), known(now, heard(now)), now)


def changed(**more: Any) -> list[str]:
    then, now = answers(), renewal(**more)
    return [one.code for one in compared(then, now)]


def test_a_month_like_the_last_has_no_changes() -> None:
    assert changed() == []


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("change.account.other", {"people": (replace(AMINA, account="55"),)}),
        ("change.children.gone", {"children": answers().children[:1]}),
        ("change.children.new", {"children": (*answers().children, Child("Ny", "202609152387"))}),
        (
            "change.children.other",
            {"children": (answers().children[0], replace(answers().children[1], residence=Residence.HALF))},
        ),
        ("change.home.other", {"housing": replace(HOME, address="Storgatan 1")}),
        ("change.incomes.new", {"incomes": (*STATED, Income(IncomeType.SWISH_DEPOSITS, 200_00, None, ME))}),
        ("change.costs.other", {"costs": (Cost(CostType.RENT, 7_900_00), answers().costs[1])}),
        ("change.costs.new", {"costs": (*answers().costs, Cost(CostType.UNION, 200_00))}),
        ("change.costs.gone", {"costs": answers().costs[:1]}),
        ("change.assets.new", {"assets": (Asset(AssetType.VEHICLE, 9_000_00, ME, registration="ABC 123"),)}),
        ("change.occupation.other", {"planning": (Planning(ME, Occupation.WORK_PART),)}),
        ("change.pending.new", {"pending": (PendingBenefit("Bostadsbidrag", ME),)}),
    ],
)
def test_each_kind_of_change_is_told(code: str, more: dict[str, Any]) -> None:
    assert changed(**more) == [code]


def test_another_adult_brings_an_account_and_is_told() -> None:
    assert {"change.adults.new", "change.account.new"} <= set(changed(people=(AMINA, PARTNER)))


def test_an_amount_tells_both_months() -> None:
    then, now = answers(), renewal(costs=(Cost(CostType.RENT, 7_900_00), answers().costs[1]))
    (rent,) = compared(then, now)
    assert rent.values == {"key": "rent.all", "before": 7_400_00, "after": 7_900_00}


def test_an_income_that_an_agency_reports_otherwise_than_last_month_is_a_change() -> None:
    then, now = answers(), renewal()
    less = tuple(replace(one, reply=Reply()) if one.agency is Agency.FK else one for one in heard(now))
    assert changes(known(then, heard(then)), known(then, less), then) == ()
    quiet = tuple(replace(one, reply=None) if one.agency is Agency.FK else one for one in heard(now))
    assert [one.code for one in changes(known(then, heard(then)), known(now, quiet), now)] == ["change.incomes.new"]


def test_the_order_of_rows_is_no_change() -> None:
    assert changed(costs=answers().costs[::-1], incomes=STATED[::-1], children=answers().children[::-1]) == []


def test_what_the_applicant_calls_a_change_is_one() -> None:
    said = said_by_applicant(renewal(housing=replace(HOME, has_changed=True), children_changed="ja"))
    assert [one.code for one in said] == ["change.home.said", "change.children.said"]
    assert said_by_applicant(renewal()) == ()


def test_accounts_and_addresses_are_compared_as_they_are_meant() -> None:
    assert account("8327-9", "123 456") == "83279123456"
    assert account("", "") == ""
    assert address("Norra Långgatan 14,  lgh 1102") == address("NORRA LÅNGGATAN 14 Lgh 1102")
    assert address("Gatan 1") != address("Gatan 11")


def turned(answers: Answers) -> Answers:
    """The same couple where the other one applies."""
    other = {Role.APPLICANT: Role.CO_APPLICANT, Role.CO_APPLICANT: Role.APPLICANT}
    people = tuple(replace(person, role=other[person.role]) for person in reversed(answers.people))
    incomes = tuple(replace(row, whose=other[row.whose]) for row in answers.incomes)
    plans = tuple(replace(plan, whose=other[plan.whose]) for plan in answers.planning)
    return replace(answers, people=people, incomes=incomes, planning=plans)


def test_that_the_other_one_applies_is_no_change() -> None:
    couple = answers(people=(AMINA, PARTNER))
    assert turned(couple).applicant.name == PARTNER.name
    assert compared(couple, turned(couple)) == ()


def test_a_change_is_told_by_role_as_it_is_now() -> None:
    then = answers(people=(AMINA, PARTNER))
    wage = Income(IncomeType.SWISH_DEPOSITS, 200_00, None, Role.CO_APPLICANT)
    now = turned(replace(then, incomes=(*STATED, wage)))
    (found,) = compared(then, now)
    assert found.values["key"] == "swish_deposits.applicant"


def test_the_income_of_who_is_gone_keeps_their_number() -> None:
    then = replace(
        answers(people=(AMINA, PARTNER)),
        incomes=(*STATED, Income(IncomeType.SALARY, 1_00, None, Role.CO_APPLICANT)),
    )
    gone = [one for one in compared(then, answers()) if one.code == "change.incomes.gone"]
    assert {str(one.values["key"]).partition(".")[2] for one in gone} == {PARTNER.personnummer}
