"""Answers and facts of every kind for property tests: sound, absurd, and a clean renewal that is mutated."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from portal.forms.assistance.agencies.replies import (
    Agency,
    Enrolment,
    Heard,
    Payment,
    Permit,
    Reply,
    Vehicle,
    Wage,
)
from portal.forms.assistance.riksnorm import Practice
from portal.forms.assistance.robot.automatic import Standing, Switch
from portal.forms.assistance.robot.changes import known
from portal.forms.assistance.robot.facts import Before, Earned, Facts, Given, Match, MatchKind
from portal.forms.assistance.rules.answers import (
    Answers,
    ApplicationKind,
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
    Period,
    Person,
    Planning,
    Residence,
    Role,
)
from portal.forms.assistance.rules.changes import LineWord, Said, WordKind
from tests.factories.robot import AMINA, ME, STATED, answers, heard, renewal

ON = Switch(is_on=True, delegation="SN 2026/114")
FREE = Standing(most=20_000_00, may_be_simulated=True, has_enclosures=False, is_in_hand=False)
CO = Person(Role.CO_APPLICANT, "198807212397", "Johan Ekberg", clearing="8000", account="12")
ADULTS = st.sampled_from([Role.APPLICANT, Role.CO_APPLICANT])

amounts = st.one_of(st.none(), st.sampled_from([0, 1, 450_00, 7_400_00]), st.integers(-(10**6), 2 * 10**9))
days_of_life = st.dates(date(2026, 8, 1), date(2027, 2, 28))
numbers = st.sampled_from(
    ["201805022397", "202109192381", "200402182380", "202612012383", "196010032388", "", "x", "199103142387"]
)
people = st.sampled_from([(AMINA,), (AMINA, CO), (replace(AMINA, account=""),)])
children = st.builds(
    Child,
    name=st.just("Barn"),
    personnummer=numbers,
    residence=st.sampled_from(Residence),
    days=st.one_of(st.none(), st.integers(-1, 40)),
    lunch_away=st.sampled_from([None, True, False]),
)
homes = st.builds(
    Housing,
    form=st.sampled_from(HousingForm),
    persons=st.one_of(st.none(), st.integers(0, 60)),
    address=st.sampled_from(["", "Gatan 1"]),
    has_changed=st.booleans(),
)
incomes = st.builds(
    Income,
    type=st.sampled_from(IncomeType),
    amount=amounts,
    on=st.one_of(st.none(), days_of_life),
    whose=st.sampled_from(Role),
    child=st.one_of(st.none(), st.integers(0, 3)),
)
costs = st.builds(
    Cost,
    type=st.sampled_from(CostType),
    amount=amounts,
    whose=st.one_of(st.none(), st.sampled_from(Role)),
    child=st.one_of(st.none(), st.integers(0, 3)),
)
assets = st.builds(Asset, type=st.sampled_from(AssetType), value=amounts, whose=ADULTS)
plans = st.builds(
    Planning,
    whose=ADULTS,
    occupation=st.sampled_from(Occupation),
    percent=st.one_of(st.none(), st.integers(0, 100)),
    is_in_municipality=st.booleans(),
)


def tuples(of: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """Up to `most` of them."""
    return st.lists(of, max_size=most).map(tuple)


any_answers: st.SearchStrategy[Answers] = st.builds(
    Answers,
    period=st.builds(Period, st.sampled_from(ApplicationKind), st.sampled_from(["2026-10", "2026-11", "2026-12"])),
    people=people,
    children=tuples(children, 5),
    children_changed=st.sampled_from(["", "ja"]),
    housing=st.one_of(st.none(), homes),
    has_incomes=st.sampled_from([None, True, False]),
    incomes=tuples(incomes, 5),
    pending=tuples(st.builds(PendingBenefit, name=st.just("bostadsbidrag"), whose=ADULTS)),
    has_assets=st.sampled_from([None, True, False]),
    assets=tuples(assets),
    planning=tuples(plans),
    costs=tuples(costs, 5),
    message=st.sampled_from(["", "hej"]),
    is_attested=st.booleans(),
)

replies = st.builds(
    Reply,
    payments=tuples(st.builds(Payment, type=st.sampled_from(IncomeType), amount=amounts, on=days_of_life)),
    wages=tuples(st.builds(Wage, employer=st.just("AB"), gross=st.integers(0, 10**7)), 2),
    enrolment=st.one_of(st.none(), st.builds(Enrolment, is_enrolled=st.booleans())),
    vehicles=tuples(st.builds(Vehicle, registration=st.sampled_from(["ABC 123", "x"]), kind=st.just("car")), 1),
    permit=st.one_of(st.none(), st.builds(Permit, kind=st.just("t"), valid_to=st.one_of(st.none(), days_of_life))),
    applied_for=st.sampled_from([(), ("bostadsbidrag",)]),
)
any_heard = tuples(
    st.builds(
        Heard,
        agency=st.sampled_from(Agency),
        whose=ADULTS,
        reply=st.one_of(st.none(), replies),
        is_simulated=st.booleans(),
    ),
    14,
)
words = st.builds(
    Said,
    line=st.sampled_from(["cost.rent:all-1", "norm.single:0", "added-1", "income.surplus"]),
    word=st.builds(
        LineWord,
        kind=st.sampled_from(WordKind),
        amount=st.integers(0, 10**7),
        type=st.sampled_from(["rent", "salary", "other"]),
    ),
    reason=st.just("skäl"),
)
befores = st.builds(
    lambda of, outcome, surplus, month: Before("id", month, outcome, known(of, heard(of)), surplus=surplus),
    of=any_answers,
    outcome=st.sampled_from(["", "grant", "partly", "refuse"]),
    surplus=st.one_of(st.none(), st.integers(0, 10**6)),
    month=st.sampled_from(["2026-08", "2026-09", "2026-10", "2026-11"]),
)
any_facts: st.SearchStrategy[Facts] = st.builds(
    Facts,
    on=st.dates(date(2026, 9, 1), date(2026, 12, 31)),
    heard=any_heard,
    before=st.one_of(st.none(), befores),
    said=tuples(words, 2),
    matches=tuples(st.builds(Match, kind=st.sampled_from(MatchKind), application=st.just("id")), 1),
    given=st.sampled_from([(), (Given(ME, ("2026-08", "2026-09")),)]),
    earned=st.sampled_from([(), (Earned("201805022397", 1_000_00),), (Earned("201805022397", None),)]),
    granted=st.sampled_from([0, 1_000_00]),
)
practices = st.sampled_from([Practice(), Practice(caps={"rent": 7_000_00}), Practice(caps={"rent": 9_000_00})])

Case = tuple[Answers, Facts, Practice, Switch, Standing]


def clean() -> Case:
    """The renewal of an unchanged month that was granted: nothing keeps it from an automatic grant."""
    now, then = renewal(), answers()
    before = Before("id", "2026-10", "grant", known(then, heard(then)))
    return now, Facts(date(2026, 10, 26), heard(now), before), Practice(), ON, FREE


def _said(**more: Any) -> Callable[[Case], Case]:
    return lambda case: (replace(case[0], **more), *case[1:])


def _fact(**more: Any) -> Callable[[Case], Case]:
    return lambda case: (case[0], replace(case[1], **more), *case[2:])


def _before(**more: Any) -> Callable[[Case], Case]:
    def change(case: Case) -> Case:
        before = case[1].before and replace(case[1].before, **more)
        return (case[0], replace(case[1], before=before), *case[2:])

    return change


def _heard(change: Callable[[Heard], Heard]) -> Callable[[Case], Case]:
    return lambda case: (case[0], replace(case[1], heard=tuple(map(change, case[1].heard))), *case[2:])


def _from(agency: Agency, reply: Reply | None) -> Callable[[Case], Case]:
    return _heard(lambda one: replace(one, reply=reply) if one.agency is agency else one)


def _practice(practice: Practice) -> Callable[[Case], Case]:
    return lambda case: (*case[:2], practice, *case[3:])


def _switch(switch: Switch) -> Callable[[Case], Case]:
    return lambda case: (*case[:3], switch, case[4])


def _standing(**more: Any) -> Callable[[Case], Case]:
    return lambda case: (*case[:4], replace(case[4], **more))


RENT = Cost(CostType.RENT, 7_400_00)
ELECTRICITY = Cost(CostType.ELECTRICITY, 450_00)
HOME = Housing(HousingForm.RENTAL, 3, rooms=3, address="Norra Långgatan 14, lgh 1102")
MUTATIONS: dict[str, Callable[[Case], Case]] = {
    "switched off": _switch(Switch(is_on=False, delegation="SN 2026/114")),
    "no delegation": _switch(Switch(is_on=True, delegation=" ")),
    "a second person is needed": _standing(most=5_000_00),
    "made-up agencies": _standing(may_be_simulated=False),
    "somebody works on it": _standing(is_in_hand=True),
    "a paper is enclosed": _standing(has_enclosures=True),
    "first": _said(period=Period(ApplicationKind.FIRST, "2026-11")),
    "supplementary": _said(period=Period(ApplicationKind.SUPPLEMENTARY, "2026-11")),
    "a month between": _said(period=Period(ApplicationKind.RENEWAL, "2026-12")),
    "not attested": _said(is_attested=False),
    "a message": _said(message="Min hyra höjs."),
    "children changed": _said(children_changed="Hodan bor hos sin pappa."),
    "another account": _said(people=(replace(AMINA, account="1"),)),
    "another adult": _said(people=(AMINA, CO)),
    "a child less": _said(children=(Child("Yusuf Warsame", "201805022397"),)),
    "a child more": _said(children=(*answers().children, Child("Ny", "202612012383"))),
    "days unknown": _said(children=(Child("Yusuf", "201805022397", Residence.OTHER), answers().children[1])),
    "home unknown": _said(housing=None),
    "home said to have changed": _said(housing=replace(HOME, has_changed=True)),
    "moved": _said(housing=replace(HOME, address="Storgatan 1")),
    "one more in the home": _said(housing=replace(HOME, persons=4)),
    "a higher rent": _said(costs=(replace(RENT, amount=7_500_00), ELECTRICITY)),
    "a lower rent": _said(costs=(replace(RENT, amount=7_300_00), ELECTRICITY)),
    "rent unknown": _said(costs=(replace(RENT, amount=None), ELECTRICITY)),
    "a new cost": _said(costs=(RENT, ELECTRICITY, Cost(CostType.UNION, 200_00))),
    "a cost gone": _said(costs=(RENT,)),
    "a cost of another kind": _said(costs=(RENT, ELECTRICITY, Cost(CostType.GLASSES, 900_00))),
    "incomes unsaid": _said(has_incomes=None, incomes=()),
    "an income less": _said(incomes=STATED[1:]),
    "an income more": _said(incomes=(*STATED, Income(IncomeType.SWISH_DEPOSITS, 500_00, None, ME))),
    "an income changed": _said(incomes=(replace(STATED[0], amount=1_00), *STATED[1:])),
    "rich": _said(incomes=(*STATED, Income(IncomeType.OTHER, 90_000_00, None, ME))),
    "assets": _said(has_assets=True, assets=(Asset(AssetType.BANK_SAVINGS, 40_000_00, ME),)),
    "assets unsaid": _said(has_assets=None),
    "something pending": _said(pending=(PendingBenefit("bostadsbidrag", ME),)),
    "another occupation": _said(planning=(Planning(ME, Occupation.WORK_PART),)),
    "away": _said(planning=(Planning(ME, Occupation.JOBSEEKING, is_in_municipality=False),)),
    "no planning": _said(planning=()),
    "no month before": _fact(before=None),
    "refused before": _before(outcome="refuse"),
    "partly before": _before(outcome="partly"),
    "undecided before": _before(outcome="", surplus=None),
    "an older month before": _before(month="2026-09"),
    "surplus unknown": _before(surplus=None),
    "a match": _fact(matches=(Match(MatchKind.ACCOUNT, "id"),)),
    "a document": _fact(matches=(Match(MatchKind.DOCUMENT, "id"),)),
    "an address": _fact(matches=(Match(MatchKind.ADDRESS, "id"),)),
    "a caseworker's word": _fact(
        said=(Said("cost.rent:all-1", LineWord(WordKind.AMOUNT, 7_400_00, 7_400_00), "skäl"),)
    ),
    "nobody asked": _fact(heard=()),
    **{f"{agency.value} silent": _from(agency, None) for agency in Agency},
    "nothing paid": _from(Agency.FK, Reply()),
    "not enrolled": _from(Agency.AF, Reply(enrolment=Enrolment(is_enrolled=False))),
    "a wage": _from(Agency.SKV, Reply(wages=(Wage("AB", 12_000_00),))),
    "a vehicle": _from(Agency.TNS, Reply(vehicles=(Vehicle("ABC 123", "car"),))),
    "study support": _from(
        Agency.CSN, Reply(payments=(Payment(IncomeType.STUDY_SUPPORT, 3_000_00, date(2026, 10, 25)),))
    ),
    "applied for elsewhere": _from(Agency.SO, Reply(applied_for=("a-kassa",))),
    "permit ended": _from(Agency.MIV, Reply(permit=Permit("t", date(2026, 10, 26) - timedelta(days=40)))),
    "a cap": _practice(Practice(caps={"rent": 7_000_00})),
}
"""Each by itself keeps a clean renewal from an automatic grant."""
