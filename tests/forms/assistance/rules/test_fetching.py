"""What may be fetched from the last application: all for the same adults, after a separation only one's own."""

import json

from hypothesis import given
from hypothesis import strategies as st

from portal.forms.assistance.rules import carrying, conditions, fetching
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
    Role,
)
from portal.forms.drafts import content as contents
from portal.forms.drafts.content import Content, Page, Row

ELIN = Person(Role.APPLICANT, "199001092387", "Elin Ekberg", phone="+46701234567", clearing="8327", account="1234567")
JOHAN = Person(Role.CO_APPLICANT, "198807212397", "Johan Ekberg", email="johan.hemlig@example.se")
STINA = Child("Stina Ekberg", "201606302386")
TOGETHER = Answers(
    Period(ApplicationKind.FIRST, "2026-11"),
    (ELIN, JOHAN),
    livelihood="Johan blev av med jobbet.",
    children=(STINA,),
    housing=Housing(HousingForm.RENTAL, 3, 3, "Tallvägen 3"),
    incomes=(Income(IncomeType.SALARY, 100_000, None, Role.CO_APPLICANT),),
    pending=(PendingBenefit("Johans sjukpenning", Role.CO_APPLICANT),),
    assets=(Asset(AssetType.VEHICLE, None, Role.CO_APPLICANT, "Johans Volvo", "ABC123"),),
    planning=(
        Planning(Role.APPLICANT, Occupation.SFI),
        Planning(Role.CO_APPLICANT, Occupation.SICK_LEAVE, 50, "Johans rygg"),
    ),
    costs=(
        Cost(CostType.RENT, 745_050),
        Cost(CostType.MEDICINE, 30_000, whose=Role.CO_APPLICANT, description="Johans medicin"),
        Cost(CostType.UNION, 20_000, whose=Role.CO_APPLICANT),
    ),
    message="Johan mår dåligt.",
)
ALONE = Answers(Period(ApplicationKind.FIRST, "2026-11"), (ELIN,), has_incomes=False)


def begun(person: Person, **together: str) -> Content:
    about = {"name": person.name, "personnummer": person.personnummer}
    return Content(about, {conditions.TOGETHER: Page(dict(together), is_said=True)})


def test_the_same_couple_gets_what_lasts_but_no_incomes_or_one_time_costs() -> None:
    found = carrying.carried(TOGETHER, ELIN.personnummer, JOHAN.personnummer)
    assert found[conditions.HOUSING].values["address"] == "Tallvägen 3"
    assert found[conditions.CHILDREN].rows[0][1]["number"] == STINA.personnummer
    assert found[conditions.CO_APPLICANT].values["email"] == JOHAN.email
    assert [values["type"] for _, values in found[conditions.COSTS].rows] == ["rent", "union"]
    assert found[conditions.COSTS].rows[0][1]["amount"] == "7450,50"
    assert conditions.INCOMES not in found
    assert conditions.MESSAGE not in found


def test_what_was_unknown_last_time_is_unknown_again_and_not_zero() -> None:
    ((_, volvo),) = carrying.carried(TOGETHER, ELIN.personnummer, JOHAN.personnummer)[conditions.ASSETS].rows
    assert volvo["unknown"] == "y"
    assert "value" not in volvo


def test_when_the_other_one_applies_their_roles_change_places() -> None:
    found = carrying.carried(TOGETHER, JOHAN.personnummer, ELIN.personnummer)
    assert found[conditions.PLANNING].values["occupation"] == "sick_leave"
    assert found[conditions.CO_PLANNING].values["occupation"] == "sfi"
    assert found[conditions.ASSETS].rows[0][1]["whose"] == Role.APPLICANT.value
    assert found[conditions.APPLICANT].values["email"] == JOHAN.email
    assert conditions.PAYMENT not in found, "the account was the other one's"


def test_after_a_separation_nothing_of_the_other_or_the_household_is_fetched() -> None:
    for person, other in ((ELIN, JOHAN), (JOHAN, ELIN)):
        for partner in ("", "198508052399"):
            found = carrying.carried(TOGETHER, person.personnummer, partner)
            text = json.dumps({code: [page.values, page.rows] for code, page in found.items()}, default=dict)
            assert other.personnummer not in text
            assert not {part for part in ("Johans", "Stina", "Tallvägen", other.email or other.phone) if part in text}
            assert set(found) <= {conditions.APPLICANT, conditions.PAYMENT}


def test_who_was_no_adult_of_the_last_application_gets_nothing() -> None:
    assert carrying.carried(TOGETHER, STINA.personnummer, "") == {}


def test_only_pages_where_nothing_stands_are_filled() -> None:
    content = begun(ELIN, together="no").with_page(conditions.APPLICANT, Page({"phone": "1"}, is_said=True))
    found = fetching.fetched(content, ALONE)
    assert found.values(conditions.APPLICANT) == {"phone": "1"}
    assert found.page(conditions.PAYMENT).is_carried


def test_the_last_partner_is_offered_by_name_and_forgotten_after_no() -> None:
    about = fetching.partner_of(TOGETHER, ELIN.personnummer)
    content = begun(ELIN, together="same").knowing(**about)
    assert fetching.partner(content) == (JOHAN.name, JOHAN.personnummer)
    apart = content.with_page(conditions.TOGETHER, Page({"together": "no"}, is_said=True))
    assert JOHAN.personnummer not in contents.to_json(fetching.for_household(apart, "alone"))


def test_what_was_fetched_for_one_household_is_gone_in_another() -> None:
    content = begun(ELIN, together="same").knowing(**fetching.partner_of(TOGETHER, ELIN.personnummer))
    content = fetching.fetched(fetching.for_household(content, "couple"), TOGETHER)
    mine = Page(
        {"has": "yes"}, (Row("mine", {"type": "salary"}), Row("his", {"whose": "co_applicant"})), is_said=True
    )
    content = content.with_page(conditions.INCOMES, mine)
    content = content.with_page(conditions.TOGETHER, Page({"together": "no"}, is_said=True))
    apart = fetching.for_household(content, "alone")
    assert set(apart.pages) == {conditions.TOGETHER, conditions.INCOMES}
    assert [row.id for row in apart.page(conditions.INCOMES).rows] == ["mine"]


def test_what_was_confirmed_is_said_and_counts_as_the_same() -> None:
    content = fetching.fetched(begun(ELIN, together="no"), ALONE)
    page = fetching.confirmed(content, [conditions.PAYMENT, conditions.MESSAGE]).page(conditions.PAYMENT)
    assert (page.is_said, page.is_carried, page.is_same) == (True, False, True)


@given(st.integers(0, 10**10))
def test_an_amount_is_fetched_to_the_last_ore(ore: int) -> None:
    last = Answers(ALONE.period, (ELIN,), costs=(Cost(CostType.RENT, ore),))
    ((_, rent),) = carrying.carried(last, ELIN.personnummer, "")[conditions.COSTS].rows
    kronor, _, rest = rent["amount"].partition(",")
    assert int(kronor) * 100 + int(rest or 0) == ore
