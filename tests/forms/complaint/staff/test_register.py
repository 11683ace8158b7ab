"""The ombudsman's pages about processes, and nobody else's."""

import io
import re

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts.permissions import Role
from portal.core.db import Database
from portal.forms.complaint.models import ProcessNode
from portal.forms.complaint.rules.register import NodeState
from tests.factories import accounts
from tests.factories.accounts import Browser
from tests.factories.processes import LINES, table

TREE = "/handlaggning/krangel/processer"


def node(database: Database, ref: str) -> ProcessNode:
    with database.read() as session:
        found = session.scalar(select(ProcessNode).where(ProcessNode.ref == ref))
    assert found
    return found


def address(database: Database, ref: str) -> str:
    return f"{TREE}/{node(database, ref).id}"


def test_the_tree_shows_every_level(browser: Browser) -> None:
    page = browser.get(TREE).text
    places = [page.index(name) for name in ("Planning and building", "Building permit", "Application", "Traffic")]
    assert places == sorted(places)


def test_a_search_finds_and_says_when_nothing_is_found(browser: Browser) -> None:
    assert "Building permit" in browser.get(f"{TREE}?q=byggl").text
    assert "Nothing has these words" in browser.get(f"{TREE}?q=xyzzy").text


def test_a_process_is_added_and_described(browser: Browser, database: Database) -> None:
    under = node(database, "SBF-B").id
    form = {"ref": "NY", "level": "process", "name_sv": "Rivningslov", "above": str(under), "owner": "", "team": ""}
    page = f"{TREE}/ny?niva=process&under={under}"
    assert browser.send(page, {**form, "name_sv": ""}).status_code == 422
    assert browser.send(page, form).status_code == 303
    changed = {**form, "name_sv": "Rivning", "team": "streets", "position": "4", "version": "1"}
    assert browser.send(address(database, "NY"), changed).status_code == 303
    found = node(database, "NY")
    assert (found.names, found.team, found.position, found.version) == ({"sv": "Rivning"}, "streets", 4, 2)
    assert browser.send(address(database, "NY"), changed).status_code == 409


def test_merging_closing_and_reopening(browser: Browser, database: Database) -> None:
    one, other = address(database, "SBF-B1"), node(database, "SBF-B2")
    assert browser.send(one, {"into": str(other.id), "version": "1"}, f"{one}/sla-ihop").status_code == 303
    assert node(database, "SBF-B1").merged_into_id == other.id
    assert "It is part of another now" in browser.get(one).text
    assert browser.send(one, {"version": "2"}, f"{one}/oppna").status_code == 303
    assert browser.send(one, {"version": "3"}, f"{one}/stang").status_code == 303
    assert browser.send(one, {"version": "3"}, f"{one}/stang").status_code == 409
    assert node(database, "SBF-B1").state is NodeState.CLOSED


def test_a_merge_with_something_unknown_is_refused(browser: Browser, database: Database) -> None:
    one = address(database, "SBF-B1")
    assert browser.send(one, {"into": "nonsense", "version": "1"}, f"{one}/sla-ihop").status_code == 422


def test_a_file_is_shown_before_it_is_imported(browser: Browser, database: Database) -> None:
    more = table(*LINES, "NY;process;SBF-B;Rivningslov;;;")
    page = f"{TREE}/importera"
    shown = browser.send(page, {"file": (io.BytesIO(more), "register.csv")})
    assert shown.status_code == 200
    assert "Rivningslov" in shown.text
    digest = re.search(r'name="digest" value="(\w+)"', shown.text)
    assert digest
    form = {"content": more.decode(), "digest": digest[1]}
    assert browser.send(page, form, f"{page}/gor").status_code == 303
    assert node(database, "NY").names == {"sv": "Rivningslov"}
    assert browser.send(page, form, f"{page}/gor").status_code == 422


def test_a_faulty_file_is_refused_with_its_lines(browser: Browser) -> None:
    page = f"{TREE}/importera"
    answer = browser.send(page, {"file": (io.BytesIO(table("A;process;B;X;;;")), "register.csv")})
    assert answer.status_code == 422
    assert "nothing with the ref" in answer.text
    assert browser.send(page, {}).status_code == 422


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OMBUDSMAN])
def test_nobody_else_sees_the_register(app: Flask, database: Database, role: Role) -> None:
    accounts.make_account(database, role, email="other@kommun.example.org")
    other = Browser(app)
    other.sign_in("other@kommun.example.org")
    assert other.get(TREE).status_code in {403, 404}
    assert other.get(address(database, "SBF-B1")).status_code in {403, 404}
