"""The complaint as somebody sends it: page by page, nothing lost, filed once; and what is not for the ombudsman."""

import io
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from portal.cases.models import Case, CasePhoto
from portal.core import clock
from portal.core.db import Database
from portal.forms.complaint.models import ComplaintRow, ProcessNode
from portal.forms.complaint.rules.answers import Who
from tests.factories import accounts, pictures, processes
from tests.factories.complaints import ANSWERS, Teller


@pytest.fixture
def teller(client: FlaskClient) -> Teller:
    return Teller(client)


def filed(database: Database) -> ComplaintRow:
    with database.read() as session:
        return session.scalars(select(ComplaintRow)).one()


def cases(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Case)) or 0


def node(database: Database, ref: str) -> ProcessNode:
    with database.write() as session:
        processes.fill(session)
    with database.read() as session:
        return session.scalars(select(ProcessNode).where(ProcessNode.ref == ref)).one()


def test_four_pages_and_a_look_are_a_complaint(teller: Teller, database: Database) -> None:
    answer = teller.fill().send()
    assert answer.status_code == 303
    assert "/sv/kvitto/" in answer.location
    complaint = filed(database)
    assert (complaint.who, complaint.hard, complaint.minutes, complaint.kronor) == (
        Who.RESIDENT,
        ["twice", "waiting"],
        90,
        1200,
    )
    with database.read() as session:
        assert session.scalars(select(ComplaintRow)).one().simpler == "Fråga en gång."
        case = session.scalars(select(Case)).one()
        assert case.search_text == ""
    assert (case.kind, case.team, case.excerpt) == ("complaint", None, "")
    assert case.number.startswith("K")


def test_the_receipt_and_the_follow_page_open(teller: Teller) -> None:
    receipt = teller.fill().send().location
    assert teller.client.get(receipt).status_code == 200
    code = receipt.rsplit("/", 1)[-1]
    page = teller.client.get(f"/f/{code}", follow_redirects=True)
    assert ANSWERS["happened"] in page.text


def test_a_process_is_chosen_from_the_tree(client: FlaskClient, database: Database) -> None:
    chosen = node(database, "SBF-B1")
    teller = Teller(client)
    assert "Bygglov" in teller.page
    assert "Granskning" not in teller.page
    teller.fill(node=str(chosen.id)).send()
    assert filed(database).node_id == chosen.id


def test_the_same_form_twice_is_one_complaint(teller: Teller, database: Database) -> None:
    teller.fill()
    assert teller.send().location == teller.send().location
    assert cases(database) == 1


def test_other_words_under_the_same_token_are_another(teller: Teller, database: Database) -> None:
    first = teller.fill().send().location
    teller.press("2")
    teller.press(happened="Något annat.", hard=["fee"])
    assert teller.press("5") is not None
    teller.press("next")
    teller.press("next")
    assert teller.send().location != first
    assert cases(database) == 2


@pytest.mark.parametrize(
    ("wrong", "step"),
    [
        ({"who": ""}, 1),
        ({"who": "king"}, 1),
        ({"node": "nonsense"}, 1),
        ({"hard": []}, 2),
        ({"hard": ["nonsense"]}, 2),
        ({"happened": "  "}, 2),
        ({"happened": "x" * 5001}, 2),
        ({"hours": "tre"}, 3),
        ({"hours": "9999999"}, 3),
        ({"kronor": "-5"}, 3),
        ({"contact": "inte en adress"}, 4),
    ],
)
def test_a_wrong_answer_keeps_its_page_and_everything_written(
    teller: Teller, database: Database, wrong: dict[str, object], step: int
) -> None:
    with pytest.raises(AssertionError):
        teller.fill(**wrong)
    assert teller.step == step
    assert 'class="error-summary"' in teller.page
    assert cases(database) == 0


def test_a_last_page_that_somebody_forged_leads_to_what_is_missing(teller: Teller, database: Database) -> None:
    token = dict(teller.hidden())["token"]
    answer = teller.client.post(teller.address, data={"token": token, "step": "5", "go": "send"})
    assert answer.status_code == 422
    assert 'name="step" value="1"' in answer.text
    assert cases(database) == 0


@pytest.mark.parametrize("step", ["0", "99", "-1", "x", "²", "5" * 400])
def test_a_page_that_is_none_is_the_first(teller: Teller, step: str) -> None:
    token = dict(teller.hidden())["token"]
    assert teller.client.post(teller.address, data={"token": token, "step": step}).status_code == 422


def test_going_back_and_changing_keeps_the_rest(teller: Teller) -> None:
    teller.fill()
    teller.press("1")
    assert teller.step == 1
    teller.press("next", who="company", node="-")
    teller.press("back", hard=["fee"], happened=ANSWERS["happened"])
    assert teller.step == 1
    assert ("happened", ANSWERS["happened"]) in teller.hidden()
    assert re.search(r'value="company" checked', teller.page)


def test_another_language_shows_the_same_page_with_everything_written(teller: Teller) -> None:
    teller.press(who="resident", node="-")
    teller.press(language="ar", hard=["fee"], happened="Hej")
    assert teller.step == 2
    assert 'dir="rtl"' in teller.page
    assert "Hej</textarea>" in teller.page


def test_personal_data_are_pointed_out_once(teller: Teller, database: Database) -> None:
    teller.press(who="resident", node="-")
    words = {"hard": ["other"], "happened": "Mitt nummer är 811228-9874."}
    assert teller.press(**words).status_code == 422
    assert "811228-9874" in teller.page
    assert teller.press(asked="personal", **words).status_code == 200
    assert teller.step == 3
    assert cases(database) == 0


def test_a_photo_comes_along_and_stays_over_a_wrong_answer(teller: Teller, database: Database) -> None:
    teller.press(who="resident", node="-")
    photo = (io.BytesIO(pictures.jpeg(200, 100)), "brev.jpg")
    assert teller.press(hard=[], happened="Brevet", photos=[photo]).status_code == 422
    teller.press(hard=["unclear"], happened="Brevet")
    teller.press("next")
    teller.press("next")
    teller.send()
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(CasePhoto)) == 1


def test_what_is_no_picture_is_refused_with_words(teller: Teller) -> None:
    teller.press(who="resident", node="-")
    answer = teller.press(hard=["form"], happened="X", photos=[(io.BytesIO(b"MZ" + b"\0" * 200), "x.exe")])
    assert answer.status_code == 422
    assert 'id="photos-error"' in answer.text


def test_a_form_left_open_for_days_is_sent_with_one_more_press(app: Flask, database: Database) -> None:
    with clock.frozen(accounts.NOON):
        teller = Teller(app.test_client()).fill()
    with clock.frozen(accounts.NOON + timedelta(days=3)):
        assert teller.send().status_code == 422
        assert teller.send().status_code == 303
    assert cases(database) == 1


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
@pytest.mark.parametrize(
    "address", ["", "/i-stallet/overklaga", "/i-stallet/bemotande", "/i-stallet/akut", "/i-stallet/plats"]
)
def test_every_door_opens(client: FlaskClient, language: str, address: str) -> None:
    assert client.get(f"/{language}/krangel{address}").status_code == 200
    assert client.get(f"/{language}/krangel/i-stallet/annat").status_code == 404


def test_an_appeal_is_told_its_time_limit_before_anything_else(client: FlaskClient) -> None:
    page = client.get("/en/krangel").text
    assert page.index("/i-stallet/overklaga") < page.index("/krangel/beratta")
    assert "Three weeks" in client.get("/en/krangel/i-stallet/overklaga").text


def test_no_cookie_is_set(teller: Teller) -> None:
    assert "Set-Cookie" not in teller.fill().send().headers
