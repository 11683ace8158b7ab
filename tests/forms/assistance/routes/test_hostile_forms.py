"""Forms as they should not come: twice, in two tabs, half written, with nonsense, while the database is away."""

import html
import re

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from portal.forms.assistance.pages.catalogue import PAGES
from portal.forms.assistance.routes import filling
from portal.forms.assistance.rules import conditions
from portal.forms.assistance.rules.conditions import Setting
from tests.factories.filling import (
    CHILD,
    NOON,
    RENT,
    ROOT,
    Applicant,
    action_of,
    carried,
    draft_in,
    with_hidden,
)

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def test_a_row_sent_twice_is_one_row(app: Flask, amina: Applicant) -> None:
    amina.begin()
    page = amina.page("costs/rad")
    for _ in range(2):
        assert amina.post(action_of(page), with_hidden(page) | RENT).status_code == 303
    assert len(draft_in(app).page("costs").rows) == 1


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
    assert draft_in(app).values("housing") == {"form": "rental", "rooms": "tv"}
    assert "Begun" in amina.page("uppgifter")


def test_two_tabs_do_not_overwrite_each_other(app: Flask, amina: Applicant) -> None:
    amina.begin()
    first, second = amina.page("message"), amina.page("message")
    amina.post(action_of(first), with_hidden(first, message="Från första fliken"))
    answer = amina.post(action_of(second), with_hidden(second, message="Från andra fliken"))
    assert answer.status_code == 409
    assert "Från andra fliken" in answer.text
    assert draft_in(app).values("message") == {"message": "Från första fliken"}
    assert amina.post(action_of(answer.text), with_hidden(answer.text, message="Båda")).status_code == 303
    assert draft_in(app).values("message") == {"message": "Båda"}


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
    assert draft_in(app).values("message") == {"message": "Mitt i allt"}
