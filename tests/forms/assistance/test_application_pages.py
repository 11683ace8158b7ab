"""The pages as forms: what is asked, what is hidden, what is refused, and the answers they come to."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from portal.core.settings import Settings
from portal.core.web.application import bare_application
from portal.forms.assistance.form.home import ChildForm, HousingPage
from portal.forms.assistance.form.money import IncomeRow
from portal.forms.assistance.form.page import PageForm
from portal.forms.assistance.form.people import ContactForm, PaymentForm, TogetherForm
from portal.forms.assistance.pages import reading, showing, state
from portal.forms.assistance.pages.catalogue import GROUPS, PAGES
from portal.forms.assistance.rules import conditions
from portal.forms.assistance.rules.answers import ApplicationKind, CostType, HousingForm, IncomeType, Role
from portal.forms.assistance.rules.conditions import Child, Setting
from portal.forms.drafts.content import Content, Page, Row
from tests.factories.filling import ALONE, CHILD, RENT, WAGE

TODAY = date(2026, 11, 23)
SETTING = Setting(TODAY, name="Amina Warsame", personnummer="199103142387", months=("2026-11", "2026-12"))
ABOUT = {"name": "Amina Warsame", "personnummer": "199103142387", "kind": "first"}


@pytest.fixture(autouse=True)
def _page_of_the_portal(settings: Settings) -> Iterator[None]:
    """A request in English, without a database."""
    app, _ = bare_application(settings)
    with app.test_request_context("/en/"):
        yield


def content(**changes: dict[str, str]) -> Content:
    """A first application alone for December, with other answers on some pages."""
    said = {"period": {"month": "2026-12"}, **dict(ALONE), **changes}
    return Content(ABOUT, {code: Page(values, is_said=True) for code, values in said.items()})


def with_rows(found: Content, code: str, *rows: dict[str, str]) -> Content:
    page = Page({"has": "yes"}, tuple(Row(f"row{at}", row) for at, row in enumerate(rows)), is_said=True)
    return found.with_page(code, page)


def errors(form: PageForm) -> dict[str, str]:
    form.validate()
    return {name: str(found[0]) for name, found in form.errors.items()}


def test_every_page_stands_in_the_task_list_once() -> None:
    listed = [code for _, codes in GROUPS for code in codes]
    assert sorted(listed) == sorted(conditions.ALL)
    assert set(PAGES) == {*conditions.ALL, conditions.DECLARATION}


def test_a_first_application_alone_is_complete_and_comes_to_its_answers() -> None:
    found = with_rows(content(), "children", CHILD)
    found = with_rows(found, "incomes", WAGE | {"whose": "applicant"})
    answers = reading.answers_of(with_rows(found, "costs", RENT), TODAY)
    assert answers.applicant.personnummer == ABOUT["personnummer"]
    assert (answers.applicant.clearing, answers.applicant.account) == ("83279", "1234567890")
    assert answers.applicant.phone == "+46701234567"
    assert answers.children[0].personnummer == "201805022397"
    assert answers.housing is not None
    assert answers.housing.form is HousingForm.RENTAL
    assert (answers.incomes[0].type, answers.incomes[0].amount) == (IncomeType.SALARY, 430_000)
    assert answers.incomes[0].on == date(2026, 11, 10)
    assert (answers.costs[0].type, answers.costs[0].amount, answers.costs[0].whose) == (CostType.RENT, 745_000, None)
    assert answers.has_assets is False
    assert answers.co_applicant is None


def test_what_is_left_out_is_missing_and_there_are_no_answers() -> None:
    found = content(housing={})
    assert [page.kind.code for page in reading.missing(found, TODAY)] == ["housing"]
    with pytest.raises(reading.NotComplete):
        reading.answers_of(found, TODAY)


def test_a_list_that_says_yes_and_names_nothing_is_missing() -> None:
    assert [page.kind.code for page in reading.missing(content(costs={"has": "yes"}), TODAY)] == ["costs"]


def test_one_row_that_cannot_be_read_makes_its_page_missing() -> None:
    found = with_rows(content(), "costs", RENT, RENT | {"amount": "sjutusen"})
    assert [page.kind.code for page in reading.missing(found, TODAY)] == ["costs"]


def test_what_is_unknown_is_none_and_never_zero() -> None:
    found = with_rows(content(), "costs", {"type": "rent", "amount": "500", "unknown": "y"})
    assert reading.answers_of(found, TODAY).costs[0].amount is None


def test_a_partner_brings_pages_and_a_second_person() -> None:
    partner = {"together": "yes", "partner_name": "Johan Ekberg", "partner_number": "198807212397"}
    found = content(together=partner, co_applicant={"needs_interpreter": "no", "worked": "no"})
    assert "co_planning" in [page.kind.code for page in reading.missing(found, TODAY)]
    found = found.with_page("co_planning", Page({"occupation": "sfi", "stays": "yes"}, is_said=True))
    answers = reading.answers_of(found, TODAY)
    assert answers.co_applicant is not None
    assert answers.co_applicant.personnummer == "198807212397"
    assert [plan.whose for plan in answers.planning] == [Role.APPLICANT, Role.CO_APPLICANT]


def test_pages_that_are_not_asked_are_not_read_whatever_they_hold() -> None:
    found = content(co_applicant={"needs_interpreter": "no"}, jobs={"has": "no"})
    asked = [page.kind.code for page in state.read_all(found, TODAY)]
    assert not {"co_applicant", "co_planning", "jobs"} & set(asked)
    assert len(reading.answers_of(found, TODAY).people) == 1


def test_jobs_are_asked_of_who_looks_for_work() -> None:
    found = content(planning={"occupation": "jobseeking", "stays": "yes"})
    assert [page.kind.code for page in reading.missing(found, TODAY)] == ["jobs"]


@pytest.mark.parametrize(
    ("kind", "asks", "leaves_out"),
    [
        (ApplicationKind.FIRST, "livelihood", "jobs"),
        (ApplicationKind.RENEWAL, "housing", "livelihood"),
        (ApplicationKind.SUPPLEMENTARY, "costs", "housing"),
    ],
)
def test_each_kind_asks_its_own_pages(kind: ApplicationKind, asks: str, leaves_out: str) -> None:
    codes = conditions.asked(Setting(TODAY, kind))
    assert asks in codes
    assert leaves_out not in codes


def test_a_field_hidden_by_another_answer_is_dropped() -> None:
    form = PaymentForm({"payment": "other", "clearing": "8327", "account": "123456"}, SETTING)
    assert form.validate()
    assert form.texts() == {"payment": "other"}


def test_a_hidden_field_with_nonsense_in_it_is_no_mistake() -> None:
    assert not errors(TogetherForm({"together": "no", "partner_number": "nonsense"}, SETTING))


def test_one_cannot_be_ones_own_partner() -> None:
    said = {"together": "yes", "partner_name": "Jag", "partner_number": "910314-2387"}
    assert "own personnummer" in errors(TogetherForm(said, SETTING))["partner_number"]


def test_messages_need_somewhere_to_go() -> None:
    assert "phone" in errors(ContactForm({"by_sms": "y", "needs_interpreter": "no"}, SETTING))
    assert "email" in errors(ContactForm({"by_email": "y", "needs_interpreter": "no"}, SETTING))


@pytest.mark.parametrize("number", ["19800101", "201805022398", "20280502-2397", "abc", "-"])
def test_a_number_that_is_no_personnummer_is_refused(number: str) -> None:
    assert "number" in errors(ChildForm(CHILD | {"number": number}, SETTING))


def test_a_child_of_21_applies_on_their_own() -> None:
    assert "21 or older" in errors(ChildForm(CHILD | {"number": "199001092387"}, SETTING))["number"]


@pytest.mark.parametrize("days", ["32", "-1", "tio", "1.5", "9999999999"])
def test_days_that_no_month_has_are_refused(days: str) -> None:
    assert "days" in errors(ChildForm(CHILD | {"residence": "other", "days": days}, SETTING))


@pytest.mark.parametrize(
    ("clearing", "account"), [("12", "1234567"), ("832795", "1234567"), ("8327", "12"), ("8327", "12ab567")]
)
def test_account_numbers_are_checked_lightly(clearing: str, account: str) -> None:
    assert errors(PaymentForm({"payment": "account", "clearing": clearing, "account": account}, SETTING))


@pytest.mark.parametrize("day", ["2027-06-01", "2020-01-01", "igår"])
def test_income_on_a_day_that_cannot_be_is_refused(day: str) -> None:
    assert set(errors(IncomeRow(WAGE | {"on": day}, SETTING))) == {"on"}


@pytest.mark.parametrize("amount", ["", "-500", "mycket", "99 999 999"])
def test_income_of_an_amount_that_cannot_be_is_refused(amount: str) -> None:
    assert set(errors(IncomeRow(WAGE | {"amount": amount}, SETTING))) == {"amount"}


def test_a_row_can_belong_to_a_child_by_its_row() -> None:
    setting = Setting(TODAY, name="Amina", children=(Child("a", "Yusuf"), Child("b", "Hodan")))
    form = IncomeRow(WAGE | {"whose": "child:b"}, setting)
    assert form.validate()
    assert (form.answers().whose, form.answers().child) == (Role.CHILD, 1)


def test_a_row_of_a_child_that_was_removed_is_asked_again() -> None:
    setting = Setting(TODAY, name="Amina", children=(Child("a", "Yusuf"),))
    assert set(errors(IncomeRow(WAGE | {"whose": "child:b"}, setting))) == {"whose"}


def test_who_has_no_home_is_not_asked_for_rooms() -> None:
    form = HousingPage({"form": "none", "description": "Hos vänner", "rooms": "3", "address": "x"}, SETTING)
    assert form.validate()
    assert form.answers(has_changed=False).rooms is None
    assert form.answers(has_changed=False).address == ""


def test_the_questions_are_shown_as_asked_with_the_answers_as_given() -> None:
    sections = showing.shown(with_rows(content(), "costs", RENT), "en", TODAY)
    rows = {section.code: dict(section.rows) for section in sections}
    assert rows["costs"]["1. How much?"] == "7\N{NO-BREAK SPACE}450\N{NO-BREAK SPACE}kr"
    assert rows["housing"]["Address"] == "Norra Långgatan 14"
    assert "Where, and when did it end?" not in rows["livelihood"]


@hypothesis_settings(max_examples=30)
@given(st.sampled_from(sorted(PAGES)), st.dictionaries(st.text(max_size=12), st.text(max_size=40), max_size=6))
def test_no_posted_text_breaks_a_page(code: str, posted: dict[str, str]) -> None:
    kind = PAGES[code]
    for form in (kind.form, kind.row):
        if form is not None:
            names = list(form(posted, SETTING)._fields)
            filled = form(posted | dict.fromkeys(names, next(iter(posted.values()), "")), SETTING)
            assert filled.validate() in {True, False}
            assert set(filled.texts()) <= set(names)
