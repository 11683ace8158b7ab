"""Who sees applications: the role alone, on record first; hidden from those with jäv, everywhere."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts.permissions import Role
from portal.cases.models import Case
from portal.core import clock
from portal.core.db import Database
from portal.forms.assistance.models import DeclaredPerson
from portal.platform.audit.models import AuditEntry
from tests.factories import robot
from tests.factories.casework import ROOT, Caseworker, answers, waiting

AMINA = robot.AMINA.personnummer
STRANGER = "198508052399"


def entries(database: Database) -> list[tuple[str, str]]:
    with database.read() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.seq))
        return [(entry.action, entry.subject_ref) for entry in rows if entry.action != "accounts.signed-in"]


def actions(database: Database, about: str) -> list[str]:
    return [action for action, ref in entries(database) if ref == about]


def unmasked(page: str) -> str:
    """The page without the token, which differs each time."""
    return re.sub(r'("X-CSRF-Token": "|name="csrf_token" value=")[^"]+', "", page)


@pytest.fixture
def number(app: Flask, database: Database) -> str:
    return waiting(database)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ASSISTANCE, Role.ASSISTANCE_LEAD}])
def test_no_other_role_learns_that_there_is_an_application(
    app: Flask, database: Database, number: str, role: Role
) -> None:
    other = Caseworker(app, database, role)
    for address in (f"{ROOT}/{number}", f"{ROOT}/{number}/besluta", f"{ROOT}/", f"{ROOT}/utbetalningar"):
        assert other.get(address).status_code == 403
    there = other.get(f"/handlaggning/arenden/{number}")
    nowhere = other.get("/handlaggning/arenden/E-26-ZZZZZ")
    assert there.status_code == nowhere.status_code
    assert there.status_code in {403, 404}
    assert number not in other.get("/handlaggning/").text
    assert f"/arenden/{number}" not in other.get(f"/handlaggning/?q={number}").text
    assert number not in other.get("/handlaggning/arenden.csv").text


def test_a_view_is_on_record_before_anything_is_shown(
    app: Flask, database: Database, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    maria = Caseworker(app, database)

    def broken(*_given: object) -> None:
        raise RuntimeError("the page cannot be made")

    monkeypatch.setattr("portal.forms.assistance.queries.casework.casework", broken)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert maria.get(f"{ROOT}/{number}").status_code == 500
    assert maria.get(f"{ROOT}/{number}/besluta").status_code == 500
    assert actions(database, number)[-2:] == ["case.view", "case.view"]


@pytest.mark.parametrize("view", ["", "/besluta", "/skriv", "/fraga/komplettering", "/ny-rad", "/ansokan.pdf"])
def test_every_page_about_an_application_is_on_record(app: Flask, database: Database, number: str, view: str) -> None:
    maria = Caseworker(app, database)
    before = actions(database, number).count("case.view")
    maria.get(f"{ROOT}/{number}{view}")
    assert actions(database, number).count("case.view") == before + 1


def test_a_form_that_is_sent_and_shown_again_is_on_record(app: Flask, database: Database, number: str) -> None:
    maria = Caseworker(app, database)
    before = actions(database, number).count("case.view")
    assert maria.act(number, "/skriv", words="").status_code == 422
    assert actions(database, number).count("case.view") == before + 2  # the page it came from, and the form


def test_a_search_and_an_export_of_the_queue_are_on_record(app: Flask, database: Database, number: str) -> None:
    maria = Caseworker(app, database)
    triage = Caseworker(app, database, Role.TRIAGE, name="Tage Triage")
    for who in (maria, triage):
        who.get(f"/handlaggning/?q={number}")
        who.get("/handlaggning/arenden.csv")
    assert [action for action, _ in entries(database) if action.startswith("queue.")] == [
        "queue.search",
        "queue.export",
    ]


def test_a_person_is_found_by_personnummer_and_the_search_is_on_record(
    app: Flask, database: Database, number: str
) -> None:
    maria = Caseworker(app, database)
    page = maria.send_at("/sok", number="910314-2387").text
    assert number in page
    looked_up = [(action, ref) for action, ref in entries(database) if action == "person.look-up"]
    assert len(looked_up) == 1
    assert AMINA not in looked_up[0][1]
    assert number not in maria.send_at("/sok", number=STRANGER).text
    assert maria.send_at("/sok", number="12345").status_code == 422
    assert len([action for action, _ in entries(database) if action == "person.look-up"]) == 2


def test_a_declared_person_s_cases_are_hidden_everywhere(app: Flask, database: Database, number: str) -> None:
    maria = Caseworker(app, database)
    lead = Caseworker(app, database, Role.ASSISTANCE_LEAD, name="Lena Ledare")
    assert number in maria.get("/handlaggning/").text
    assert maria.send_at("/jav", number=AMINA).status_code == 303
    gone, nowhere = maria.get(f"{ROOT}/{number}"), maria.get(f"{ROOT}/E-26-ZZZZZ")
    assert gone.status_code == nowhere.status_code == 404
    assert unmasked(gone.text) == unmasked(nowhere.text)
    assert f"/arenden/{number}" not in maria.get(f"/handlaggning/?q={number}").text
    for address in (
        "/handlaggning/",
        "/handlaggning/arenden.csv",
        f"{ROOT}/",
        f"{ROOT}/utbetalningar",
    ):
        assert number not in maria.get(address).text, address
    assert maria.get(f"/handlaggning/arenden/{number}").status_code == 404
    assert maria.get(f"/handlaggning/arenden/{number}/forhandsvisning").status_code == 404
    assert number not in maria.send_at("/sok", number=AMINA).text
    assert re.search(r"Hidden from Maria Thorsell", lead.page(number))
    assert "Maria Thorsell</option>" not in lead.page(number)
    assert '<span>All open</span><span class="facet__count">0</span>' in maria.get("/handlaggning/").text


def test_a_case_opened_after_the_declaration_is_hidden_too(app: Flask, database: Database) -> None:
    maria = Caseworker(app, database)
    maria.send_at("/jav", number=AMINA)
    number = waiting(database, answers(clock.now()))
    assert maria.get(f"{ROOT}/{number}").status_code == 404
    assert number not in maria.get("/handlaggning/").text


def test_a_child_s_cases_are_hidden_too(app: Flask, database: Database, number: str) -> None:
    maria = Caseworker(app, database)
    assert maria.send_at("/jav", number="201805022397").status_code == 303
    assert maria.get(f"{ROOT}/{number}").status_code == 404
    assert number not in maria.get("/handlaggning/").text


def test_a_declaration_keeps_no_number_and_can_be_taken_back_unless_it_is_one_s_own(
    app: Flask, database: Database, number: str
) -> None:
    maria = Caseworker(app, database)
    maria.send_at("/jav", number=AMINA)
    maria.send_at("/jav", number=STRANGER, is_self="y")
    with database.read() as session:
        rows = session.scalars(select(DeclaredPerson).order_by(DeclaredPerson.is_self)).all()
        assert [row.is_self for row in rows] == [False, True]
        assert not any(AMINA in str(vars(row)) or STRANGER in str(vars(row)) for row in rows)
    near, own = rows
    assert maria.send_at(f"/jav/{own.id}/ta-bort").status_code == 422
    lena = Caseworker(app, database, Role.ASSISTANCE, name="Lena Annan")
    assert lena.send_at(f"/jav/{near.id}/ta-bort").status_code == 404
    assert maria.send_at(f"/jav/{near.id}/ta-bort").status_code == 303
    assert maria.get(f"{ROOT}/{number}").status_code == 200


@pytest.mark.parametrize("action", ["avsluta", "lage", "svara", "team"])
def test_the_backoffice_s_own_actions_go_past_no_rule(
    app: Flask, database: Database, number: str, action: str
) -> None:
    maria = Caseworker(app, database)
    page = maria.page(number)
    assert f"/arenden/{number}/{action}" not in page
    assert maria.get(f"/handlaggning/arenden/{number}/{action}").status_code == 422
    with database.read() as session:
        case = session.scalar(select(Case).where(Case.number == number))
        assert case is not None
        version = case.version
    data = {
        "version": version,
        "outcome": "refused",
        "detail": "Nej",
        "to": "decided",
        "words": "Hej",
        "step": "send",
    }
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    answer = maria.post(f"/handlaggning/arenden/{number}/{action}", {"csrf_token": token[1]} | data)
    assert answer.status_code == 422
    with database.read() as session:
        after = session.scalar(select(Case).where(Case.number == number))
        assert after is not None
        assert (after.version, after.state, after.team) == (version, "received", "assistance")


def test_publishing_is_not_for_this_role_at_all(app: Flask, database: Database, number: str) -> None:
    maria = Caseworker(app, database)
    assert maria.get(f"/handlaggning/arenden/{number}/publicera").status_code == 403
