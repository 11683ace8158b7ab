"""Filling in through the door, without a script: page by page, rows, files, throwing away."""

import io
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from portal.forms.assistance.models import Application, ApplicationState, Attachment
from portal.forms.assistance.rules.answers import from_json
from portal.forms.assistance.service import applying
from portal.forms.drafts.models import Draft
from tests.factories import pictures
from tests.factories.filling import (
    ALONE,
    NOON,
    RENT,
    ROOT,
    WAGE,
    Applicant,
    action_of,
    carried,
    database_of,
    draft_in,
    mistakes,
    values,
    with_hidden,
)


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
    assert not draft_in(app).page("payment").is_said


def test_rows_are_added_changed_and_removed(app: Flask, amina: Applicant) -> None:
    amina.begin()
    assert amina.fill("costs", {"has": "yes"}).location.endswith("/costs/rad")
    amina.fill("costs/rad", RENT)
    amina.fill("costs/rad", RENT | {"type": "medicine", "amount": "300"})
    rent, medicine = draft_in(app).page("costs").rows
    assert amina.fill(f"costs/rad/{rent.id}", RENT | {"amount": "8 000"}).status_code == 303
    page = amina.page("costs")
    assert "8\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr" in page
    amina.post(f"{ROOT}/costs/rad/{medicine.id}/bort", with_hidden(page))
    assert [row.id for row in draft_in(app).page("costs").rows] == [rent.id]
    amina.post(f"{ROOT}/costs/rad/{rent.id}/bort", with_hidden(page))
    assert 'name="has" value="yes"' in amina.page("costs"), "with no row left it is asked again"


def test_a_page_with_an_unfinished_row_does_not_go_on(app: Flask, amina: Applicant) -> None:
    amina.begin()
    assert amina.fill("incomes/rad", WAGE | {"amount": "mycket"}).status_code == 422
    answer = amina.fill("incomes", {})
    assert answer.status_code == 422
    assert "Finish or remove: Wage, after tax" in answer.text


def test_one_goes_on_with_another_device(app: Flask, amina: Applicant) -> None:
    amina.begin()
    amina.fill("message", {"message": "Jag skriver på bussen."})
    other = Applicant(app)
    assert other.get(ROOT).location.endswith("/uppgifter")
    assert "Jag skriver på bussen." in other.page("message")


def test_the_language_changes_without_losing_a_word(app: Flask, amina: Applicant) -> None:
    amina.begin()
    page = amina.page("message")
    answer = amina.post(action_of(page), with_hidden(page, message="Halvfärdigt", language="sv"))
    assert answer.location == "/sv/ekonomiskt-bistand/ansok/message"
    assert "Halvfärdigt" in amina.get(answer.location).text


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
    assert draft_in(app).values("housing") == {"form": "rental"}, "what was written is kept as well"


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
