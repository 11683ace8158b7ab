"""Filling in through the door, without a script: who may, page by page, rows, two tabs, nobody else's draft."""

import html
import io
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from portal.cases.models import Case
from portal.core import clock
from portal.core.db import Database
from portal.forms.assistance.models import Application, ApplicationState, Attachment
from portal.forms.assistance.pages.catalogue import PAGES
from portal.forms.assistance.routes import filling
from portal.forms.assistance.rules import conditions
from portal.forms.assistance.rules.answers import ApplicationKind, Child, Person, Role, from_json
from portal.forms.assistance.rules.conditions import Setting
from portal.forms.assistance.service import applying
from portal.forms.drafts.content import Content
from portal.forms.drafts.models import Draft
from portal.forms.drafts.queries import content_of
from tests.factories import assistance, pictures
from tests.factories.filling import ALONE, CHILD, RENT, ROOT, WAGE, Applicant, action_of, carried, mistakes, values

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
AMINA = Person(Role.APPLICANT, "199103142387", "Amina Warsame", phone="+46701234567")


@pytest.fixture
def amina(app: Flask) -> Any:
    with clock.frozen(NOON):
        yield Applicant(app)


def database_of(app: Flask) -> Database:
    found: Database = app.extensions["portal"].database
    return found


def draft(app: Flask) -> Content:
    """What the only draft holds."""
    with database_of(app).read() as session:
        return content_of(session.scalars(select(Draft)).one())


def filed(app: Flask, *people: Person, month: str = "2026-11", **more: Any) -> None:
    """An application of `people` that was filed last month."""
    with database_of(app).write() as session:
        said = assistance.answers(*people, month=month, **more)
        assistance.filed(session, *people, now=NOON - timedelta(days=20), of=said)


def without_address(answer: TestResponse, address: str) -> bytes:
    """A page that is not there, but for the address that was asked for."""
    assert answer.status_code == 404
    return answer.data.replace(f"/{address}".encode(), b"")


def with_hidden(page: str, **more: str) -> dict[str, Any]:
    return carried(page) | more


def test_a_first_application_alone_is_filled_in_declared_and_signed(app: Flask, amina: Applicant) -> None:
    assert amina.begin().status_code == 303
    amina.fill_all()
    answer = amina.declare()
    assert "/underteckna/" in answer.location
    assert amina.sign(answer.location).status_code == 303
    with database_of(app).read() as session:
        made = session.scalars(select(Application)).one()
        assert made.state is ApplicationState.FILED
        assert from_json(made.answers or "").applicant.name == "Amina Warsame"
        assert not session.scalar(select(func.count()).select_from(Draft))


def test_each_page_leads_to_the_next_that_is_not_done(amina: Applicant) -> None:
    amina.begin()
    assert amina.fill("together", {"together": "no"}).location.endswith("/ansok/applicant")
    amina.fill_all(*ALONE[2:4])
    assert amina.fill("applicant", ALONE[1][1]).location.endswith("/ansok/housing")


def test_what_is_wrong_is_said_beside_the_field_and_the_text_is_kept(app: Flask, amina: Applicant) -> None:
    amina.begin()
    answer = amina.fill("payment", {"payment": "account", "clearing": "åtta", "account": "123 456"})
    assert answer.status_code == 422
    assert mistakes(answer) == ["A clearing number has four digits, or five at Swedbank."]
    assert values(answer.text) == {"clearing": "åtta", "account": "123 456"}
    assert 'href="#clearing"' in answer.text
    assert values(amina.page("payment")) == {"clearing": "åtta", "account": "123 456"}, "kept although it is wrong"
    assert not draft(app).page("payment").is_said


def test_rows_are_added_changed_and_removed(app: Flask, amina: Applicant) -> None:
    amina.begin()
    assert amina.fill("costs", {"has": "yes"}).location.endswith("/costs/rad")
    amina.fill("costs/rad", RENT)
    amina.fill("costs/rad", RENT | {"type": "medicine", "amount": "300"})
    rent, medicine = draft(app).page("costs").rows
    assert amina.fill(f"costs/rad/{rent.id}", RENT | {"amount": "8 000"}).status_code == 303
    page = amina.page("costs")
    assert "8\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr" in page
    amina.post(f"{ROOT}/costs/rad/{medicine.id}/bort", with_hidden(page))
    assert [row.id for row in draft(app).page("costs").rows] == [rent.id]
    amina.post(f"{ROOT}/costs/rad/{rent.id}/bort", with_hidden(page))
    assert 'name="has" value="yes"' in amina.page("costs"), "with no row left it is asked again"


def test_a_row_sent_twice_is_one_row(app: Flask, amina: Applicant) -> None:
    amina.begin()
    page = amina.page("costs/rad")
    for _ in range(2):
        assert amina.post(action_of(page), with_hidden(page) | RENT).status_code == 303
    assert len(draft(app).page("costs").rows) == 1


def test_a_page_with_an_unfinished_row_does_not_go_on(app: Flask, amina: Applicant) -> None:
    amina.begin()
    assert amina.fill("incomes/rad", WAGE | {"amount": "mycket"}).status_code == 422
    answer = amina.fill("incomes", {})
    assert answer.status_code == 422
    assert "Finish or remove: Wage, after tax" in answer.text


def test_there_is_an_end_to_rows(amina: Applicant) -> None:
    amina.begin()
    for _ in range(15):
        assert amina.fill("children/rad", CHILD).status_code == 303
    assert "Add a child" not in amina.page("children")
    assert amina.fill("children/rad", CHILD).status_code == 422


def test_saving_in_the_background_keeps_anything_and_answers_with_the_version(app: Flask, amina: Applicant) -> None:
    amina.begin()
    page = amina.page("housing")
    answer = amina.post(action_of(page), with_hidden(page) | {"form": "rental", "rooms": "tv", "autosave": "1"})
    assert answer.get_json() == {"version": int(carried(page)["version"]) + 1}
    assert draft(app).values("housing") == {"form": "rental", "rooms": "tv"}
    assert "Begun" in amina.page("uppgifter")


def test_one_goes_on_with_another_device(app: Flask, amina: Applicant) -> None:
    amina.begin()
    amina.fill("message", {"message": "Jag skriver på bussen."})
    other = Applicant(app)
    assert other.get(ROOT).location.endswith("/uppgifter")
    assert "Jag skriver på bussen." in other.page("message")


def test_two_tabs_do_not_overwrite_each_other(app: Flask, amina: Applicant) -> None:
    amina.begin()
    first, second = amina.page("message"), amina.page("message")
    amina.post(action_of(first), with_hidden(first, message="Från första fliken"))
    answer = amina.post(action_of(second), with_hidden(second, message="Från andra fliken"))
    assert answer.status_code == 409
    assert "Från andra fliken" in answer.text
    assert draft(app).values("message") == {"message": "Från första fliken"}
    assert amina.post(action_of(answer.text), with_hidden(answer.text, message="Båda")).status_code == 303
    assert draft(app).values("message") == {"message": "Båda"}


def test_the_language_changes_without_losing_a_word(app: Flask, amina: Applicant) -> None:
    amina.begin()
    page = amina.page("message")
    answer = amina.post(action_of(page), with_hidden(page, message="Halvfärdigt", language="sv"))
    assert answer.location == "/sv/ekonomiskt-bistand/ansok/message"
    assert "Halvfärdigt" in amina.get(answer.location).text


def test_a_page_that_is_not_asked_looks_as_one_that_does_not_exist(amina: Applicant) -> None:
    amina.begin()
    page = amina.page("message")
    for code in ("co_applicant", "jobs", "declaration", "message/rad", "costs/rad/abcd"):
        assert without_address(amina.get(f"{ROOT}/{code}"), code) == without_address(amina.get(f"{ROOT}/no"), "no")
    sent = amina.post(f"{ROOT}/co_applicant", with_hidden(page, needs_interpreter="no"))
    assert without_address(sent, "co_applicant") == without_address(amina.get(f"{ROOT}/no"), "no")


def test_declaring_before_everything_is_answered_is_no_page(amina: Applicant) -> None:
    amina.begin()
    assert amina.declare().status_code == 404
    assert "Something is left to answer" in amina.page("granska")


def test_without_a_draft_every_page_looks_as_with_somebody_elses(app: Flask, amina: Applicant) -> None:
    amina.begin()
    amina.fill("costs/rad", RENT)
    row = draft(app).page("costs").rows[0].id
    other = Applicant(app, "johan")
    nothing = without_address(other.get(f"{ROOT}/no"), "no")
    for address in ("uppgifter", "message", "granska", "samma", "costs/rad", f"costs/rad/{row}"):
        assert without_address(other.get(f"{ROOT}/{address}"), address) == nothing
    token = carried(other.get(ROOT).text)["csrf_token"]
    for address in ("message", f"costs/rad/{row}", "granska"):
        sent = other.post(f"{ROOT}/{address}", {"csrf_token": token, "message": "Nu", **RENT})
        assert without_address(sent, address) == nothing
    assert draft(app).page("costs").rows[0].values["amount"] == RENT["amount"]


def test_the_form_of_one_person_does_nothing_for_the_next_in_the_same_browser(app: Flask, amina: Applicant) -> None:
    amina.begin()
    page = amina.page("message")
    amina.enter("johan")
    answer = amina.post(action_of(page), with_hidden(page, message="Aminas ord"))
    assert answer.status_code == 400
    assert "Aminas ord" not in answer.text
    with database_of(app).read() as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 1
    assert draft(app).values("message") == {}


def test_a_form_sent_after_the_session_has_ended_comes_back_after_signing_in(app: Flask, amina: Applicant) -> None:
    amina.begin()
    page = amina.page("message")
    with clock.frozen(NOON + timedelta(hours=2)):
        answer = amina.post(action_of(page), with_hidden(page, message="Sparas ändå"))
        assert answer.status_code == 401
        assert "Sparas ändå" in answer.text
        amina.enter("amina")
        assert amina.post(action_of(page), with_hidden(page, message="Sparas ändå")).status_code == 303
    assert draft(app).values("message") == {"message": "Sparas ändå"}


@pytest.mark.parametrize(
    ("person", "words"), [("noah", "You are under 18"), ("gustav", "You apply in Växjö"), ("lisa", "cannot help you")]
)
def test_who_cannot_apply_online_is_told_what_to_do_instead(app: Flask, person: str, words: str) -> None:
    with clock.frozen(NOON):
        answer = Applicant(app, person).get(ROOT)
    assert answer.status_code == 403
    assert words in answer.text


def test_a_protected_identity_is_met_like_any_other_that_needs_a_human(app: Flask) -> None:
    with clock.frozen(NOON):
        pages = {Applicant(app, person).get(f"{ROOT}/message").data for person in ("lisa", "tariq")}
    assert len(pages) == 1


def test_a_renewal_asks_only_what_may_have_changed(app: Flask, amina: Applicant) -> None:
    filed(app, AMINA, children=(Child("Yusuf Warsame", "201805022397", lunch_away=False),))
    amina.begin(month=1)
    answer = amina.fill("together", {"together": "no"})
    assert answer.location.endswith("/ansok/samma")
    page = amina.page("samma")
    assert "Yusuf Warsame" in page
    assert draft(app).about["kind"] == ApplicationKind.RENEWAL.value
    codes = re.findall(r'name="page" value="([^"]+)"', page)
    amina.post(f"{ROOT}/samma", {"csrf_token": carried(page)["csrf_token"], "page": codes})
    assert draft(app).page("housing").is_same
    left = re.findall(r"/ansok/(\w+)[^<]*<svg.*?(?:To do|Begun|Check)<", amina.page("uppgifter"), re.DOTALL)
    assert "livelihood" not in amina.page("uppgifter")
    assert "housing" not in left
    assert amina.get(f"{ROOT}/livelihood").status_code == 404


def test_what_changed_since_last_time_is_told(app: Flask, amina: Applicant) -> None:
    filed(app, AMINA)
    amina.begin(month=1)
    amina.fill("together", {"together": "no"})
    home = {"form": "sublet", "address": "Nygatan 1", "persons": "1", "rooms": "1"}
    assert amina.fill("housing", home).status_code == 303
    assert not draft(app).page("housing").is_same
    assert not draft(app).page("housing").is_carried


def test_a_month_applied_for_already_is_added_to(app: Flask, amina: Applicant) -> None:
    filed(app, AMINA, month="2026-12")
    amina.begin(month=1)
    amina.fill("together", {"together": "no"})
    assert draft(app).about["kind"] == ApplicationKind.SUPPLEMENTARY.value
    assert amina.get(f"{ROOT}/housing").status_code == 404
    assert amina.get(f"{ROOT}/costs").status_code == 200


def test_after_a_separation_the_others_data_is_nowhere(app: Flask) -> None:
    filed(app, assistance.ANNA, assistance.BO, message="Johan är sjuk")
    with clock.frozen(NOON):
        johan = Applicant(app, "johan")
        johan.begin(month=1)
        assert "Yes, with Elin Ekberg as last time" in johan.page("together")
        johan.fill("together", {"together": "no"})
        page = johan.page("uppgifter")
        johan.post(f"{ROOT}/hamta", carried(page))
    with database_of(app).read() as session:
        text = session.scalars(select(Draft)).one().pages or ""
    assert draft(app).about["kind"] == ApplicationKind.FIRST.value
    assert not {
        part for part in ("Elin", "199001092387", "elin@example.se", "Tallvägen", "Johan är sjuk") if part in text
    }
    assert draft(app).page("applicant").is_carried


def test_the_same_couple_goes_on_with_one_press(app: Flask) -> None:
    filed(app, assistance.ANNA, assistance.BO)
    with clock.frozen(NOON):
        elin = Applicant(app, "elin")
        elin.begin(month=1)
        assert elin.fill("together", {"together": "same"}).location.endswith("/samma")
    assert draft(app).about["kind"] == ApplicationKind.RENEWAL.value
    assert draft(app).page("co_applicant").is_carried


def test_who_never_signed_in_is_sent_to_the_door(app: Flask) -> None:
    answer = Applicant.nobody(app).get(f"{ROOT}/message")
    assert answer.status_code == 303
    assert "/logga-in" in answer.location


def test_a_file_is_added_on_its_page_and_named_among_the_answers(app: Flask, amina: Applicant) -> None:
    amina.begin()
    page = amina.page("housing")
    upload = {"files": (io.BytesIO(pictures.jpeg()), "kontrakt.jpg"), "attach": "1"}
    answer = amina.post(
        action_of(page), with_hidden(page, form="rental") | upload, content_type="multipart/form-data"
    )
    assert answer.status_code == 303
    assert answer.location.endswith("/housing#attachments")
    assert "kontrakt.jpg" in amina.page("housing")
    assert draft(app).values("housing") == {"form": "rental"}, "what was written is kept as well"


def test_throwing_away_leaves_nothing(app: Flask, amina: Applicant) -> None:
    amina.begin()
    page = amina.page("housing")
    upload = {"files": (io.BytesIO(pictures.jpeg()), "kontrakt.jpg"), "attach": "1"}
    amina.post(action_of(page), with_hidden(page, form="rental") | upload, content_type="multipart/form-data")
    amina.post(f"{ROOT}/kasta", carried(amina.page("kasta")))
    with database_of(app).read() as session:
        assert not session.scalar(select(func.count()).select_from(Draft))
        assert not session.scalar(select(func.count()).select_from(Attachment))


def test_drafts_are_forgotten_when_nobody_comes_back(app: Flask, amina: Applicant) -> None:
    amina.begin()
    with database_of(app).write() as session:
        assert applying.forget_expired(session, NOON + timedelta(days=29)) == 0
        assert applying.forget_expired(session, NOON + timedelta(days=30)) == 1
        assert not session.scalar(select(func.count()).select_from(Draft))


def test_a_month_that_was_taken_back_may_be_applied_for_anew(app: Flask, amina: Applicant) -> None:
    filed(app, AMINA, month="2026-12")
    with database_of(app).write() as session:
        session.execute(update(Case).values(state="withdrawn"))
    amina.begin(month=1)
    assert draft(app).about["kind"] == ApplicationKind.FIRST.value


def test_a_month_that_is_not_open_yet_cannot_be_chosen(app: Flask) -> None:
    with clock.frozen(datetime(2026, 11, 5, 12, 0, tzinfo=UTC)):
        amina = Applicant(app)
        amina.begin()
        page = amina.page("period")
        assert "2026-12" not in page
        assert amina.post(action_of(page), with_hidden(page, month="2026-12")).status_code == 422


def test_a_draft_of_a_month_that_has_passed_asks_for_the_month_again(app: Flask, amina: Applicant) -> None:
    amina.begin()
    amina.fill_all()
    with clock.frozen(datetime(2026, 12, 3, 12, 0, tzinfo=UTC)):
        amina.enter("amina")
        assert "Something is left to answer" in amina.page("granska")
        assert amina.declare().status_code == 404


HOSTILE = (
    "\x00",
    "٠" * 50,
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "%(name)s %s",
    "-1",
    "9" * 400,
    "å" * 9000,
    "child:nobody",
    "\u202e\r\n\t",
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_posted_text_breaks_a_page_or_the_pages_after_it(app: Flask, amina: Applicant, text: str) -> None:
    amina.begin()
    amina.fill_all()
    for code in conditions.asked(Setting(NOON.date())):
        page = amina.page(code)
        names = set(re.findall(r'name="([a-z_]+)"', page[page.find('id="page"') :])) - {"csrf_token", "language"}
        for quietly in ({"autosave": "1"}, {}):
            answer = amina.post(action_of(page), with_hidden(page) | dict.fromkeys(names, text) | quietly)
            assert answer.status_code in {200, 303, 409, 422}, (code, answer.status_code)
        if PAGES[code].row:
            row = amina.page(f"{code}/rad")
            names = set(re.findall(r'name="([a-z_]+)"', row[row.find('id="page"') :])) - {"csrf_token", "language"}
            amina.post(action_of(row), with_hidden(row) | dict.fromkeys(names, text))
    for code in ("uppgifter", "granska", *conditions.asked(Setting(NOON.date()))):
        page = amina.get(f"{ROOT}/{code}")
        assert page.status_code in {200, 404}, code
        assert "<script>alert" not in page.text


@pytest.mark.parametrize(
    "sent",
    [{"version": "-1"}, {"version": "9" * 30}, {"version": "²"}, {"tab": "x" * 5000}, {"till": "//evil.example"}],
    ids=str,
)
def test_what_the_form_carries_may_be_nonsense(amina: Applicant, sent: dict[str, str]) -> None:
    amina.begin()
    page = amina.page("message")
    answer = amina.post(action_of(page), carried(page) | {"message": "Hej"} | sent)
    assert answer.status_code in {303, 409}
    assert "evil" not in (answer.location or "")


def test_what_was_written_while_the_database_is_away_is_sent_once_more(
    app: Flask, amina: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina.begin()
    page = amina.page("message")

    def away() -> None:
        raise OperationalError("SELECT", {}, Exception("away"))

    with monkeypatch.context() as broken:
        broken.setattr(filling, "seen_draft", away)
        answer = amina.post(action_of(page), with_hidden(page, message="Mitt i allt"))
    assert answer.status_code == 503
    kept = {name: html.unescape(text) for name, text in HIDDEN.findall(answer.text)}
    assert kept["message"] == "Mitt i allt"
    assert amina.post(action_of(page), kept).status_code == 303
    assert draft(app).values("message") == {"message": "Mitt i allt"}
