"""The workshop's pages: the list, a course, its words in several languages, two editors at once."""

import re

import pytest
from flask import Flask

from portal.accounts.permissions import Role
from portal.core.db import Database
from portal.core.settings import Settings
from portal.courses import queries
from portal.courses.models import Course
from portal.courses.published import CourseWords, SurveyQuestion
from portal.courses.service import editing
from tests.courses.staff.conftest import signed_in
from tests.factories import workshop
from tests.factories.accounts import NOON, Browser
from tests.factories.markup import Page

ROOT = "/handlaggning/kurser"


def kept(database: Database, slug: str = "granser") -> Course:
    """The course as it lies in the database."""
    with database.read() as session:
        found = queries.course_by_slug(session, slug)
    assert found is not None
    return found


def made(database: Database, settings: Settings) -> Course:
    """A complete course by an editor who is not signed in."""
    with database.write() as session:
        return workshop.complete(session, settings, workshop.editor(session))


def seen(text: str) -> str:
    """The mark of what a form shows."""
    found = re.search(r'name="seen" value="([0-9a-f]{16})"', text)
    assert found, text
    return found[1]


def test_an_empty_workshop_says_what_a_course_is(editor: Browser) -> None:
    answer = editor.get(ROOT)
    Page(answer.get_data(as_text=True))
    assert "There is no course yet" in answer.text


def test_the_list_tells_what_is_missing_and_who_changed_it(editor: Browser, database: Database) -> None:
    with database.write() as session:
        workshop.draft(session, workshop.editor(session, "Omar Test"))
    text = editor.get(ROOT).text
    Page(text)
    for part in ("Gränser", "Draft", "1 thing is missing", "Omar Test"):
        assert part in text


def test_a_course_is_begun_with_title_address_and_audience(editor: Browser, database: Database) -> None:
    sent = {"title": "Skärmar hemma", "slug": "skarmar-hemma", "audience": "parents"}
    answer = editor.send(f"{ROOT}/ny", sent)
    assert answer.status_code == 303, answer.text
    course = kept(database, "skarmar-hemma")
    shown = editor.get(answer.location).text
    Page(shown)
    assert "Skärmar hemma" in shown
    assert editor.send(f"{ROOT}/ny", sent).status_code == 422
    assert [text.language for text in course.texts] == ["sv"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "Våld hemma"},
        {"slug": "om"},
        {"slug": "Å"},
        {"audience": "cats"},
        {"title": "a" * 91},
    ],
)
def test_what_cannot_be_is_asked_again_with_what_was_typed(editor: Browser, wrong: dict[str, str]) -> None:
    sent = {"title": "Skärmar", "slug": "skarmar", "audience": "parents"} | wrong
    answer = editor.send(f"{ROOT}/ny", sent)
    assert answer.status_code == 422
    Page(answer.text)
    assert sent["slug"] in answer.text


def test_every_page_of_a_course_is_sound(editor: Browser, database: Database, settings: Settings) -> None:
    course = made(database, settings)
    part = course.parts[0]
    for path in (
        "",
        "/om-kursen",
        "/text/sv",
        "/text/ar",
        "/enkat",
        f"/delar/{part.id}/text/sv",
        f"/delar/{part.id}/text/en",
        f"/delar/{part.id}/ta-bort",
    ):
        answer = editor.get(f"{ROOT}/{course.id}{path}")
        assert answer.status_code == 200, path
        Page(answer.text)
    assert "När barnet säger nej" in editor.get(f"{ROOT}/{course.id}/delar/{part.id}/text/en").text
    paper = editor.get(f"{ROOT}/{course.id}/delar/{part.id}/papper/sv.pdf")
    assert paper.data.startswith(b"%PDF-")
    assert editor.get(f"{ROOT}/{course.id}/delar/{part.id}/papper/en.pdf").status_code == 404
    for strange in ("/text/xx", f"/delar/{course.id}/text/sv", f"/delar/{part.id}/text/xx"):
        assert editor.get(f"{ROOT}/{course.id}{strange}").status_code == 404


def test_words_are_written_in_a_language_beside_the_swedish(
    editor: Browser, database: Database, settings: Settings
) -> None:
    course = made(database, settings)
    at = f"{ROOT}/{course.id}/text/ar"
    sent = {"title": "حدود", "summary": "كيف", "seen": seen(editor.get(at).text)}
    assert editor.send(at, sent).status_code == 303
    part = f"{ROOT}/{course.id}/delar/{course.parts[0].id}/text/ar"
    words = {"title": "لا", "exercise": "واحد\n\nاثنان", "hand_out": "تذكّر", "seen": seen(editor.get(part).text)}
    assert editor.send(part, words).status_code == 303
    now = kept(database)
    assert editing.words_of(now, "ar") == CourseWords("حدود", "كيف")
    written = editing.words_of_part(now.parts[0], "ar")
    assert written is not None
    assert written.exercise == ("واحد", "اثنان")
    assert editor.send(at, sent).status_code in {303, 409}


def test_who_comes_second_sees_both_and_can_save_all_the_same(
    editor: Browser, database: Database, settings: Settings
) -> None:
    course = made(database, settings)
    at = f"{ROOT}/{course.id}/text/sv"
    first = seen(editor.get(at).text)
    with database.write() as session:
        other, words = workshop.editor(session), CourseWords("Hennes", "Att säga nej.")
        editing.write_course(session, course.id, "sv", words, seen=None, by=other, now=NOON)
    answer = editor.send(at, {"title": "Min", "summary": "Mitt", "seen": first})
    assert answer.status_code == 409
    Page(answer.text)
    for part in ("Hennes", "Min", "Mitt", "Nothing was overwritten"):
        assert part in answer.text
    assert editing.words_of(kept(database), "sv") == CourseWords("Hennes", "Att säga nej.")
    again = editor.send(at, {"title": "Min", "summary": "Mitt", "seen": seen(answer.text)})
    assert again.status_code == 303
    assert editing.words_of(kept(database), "sv") == CourseWords("Min", "Mitt")


def test_facts_and_survey_are_changed_and_conflicts_shown(
    editor: Browser, database: Database, settings: Settings
) -> None:
    course = made(database, settings)
    facts, survey = f"{ROOT}/{course.id}/om-kursen", f"{ROOT}/{course.id}/enkat"
    before = seen(editor.get(facts).text)
    sent = {"slug": "granser", "audience": "companies", "topics": "procurement", "position": "7", "is_easy": "y"}
    assert editor.send(facts, sent | {"seen": before}).status_code == 303
    assert editing.facts_of(kept(database)).topics == ("procurement",)
    late = editor.send(facts, sent | {"position": "8", "seen": before})
    assert late.status_code == 409
    Page(late.text)
    assert editor.send(facts, sent | {"position": "x", "seen": before}).status_code == 422
    asked = {"questions": "stod: prata, avlastning\n\nhur: ofta, sallan", "seen": seen(editor.get(survey).text)}
    assert editor.send(survey, asked).status_code == 303
    assert editing.questions_of(kept(database))[0] == SurveyQuestion("stod", ("prata", "avlastning"))
    assert "stod.prata" in editor.get(f"{ROOT}/{course.id}/text/sv").text
    for wrong in ("stod", "stod:", "Stöd: a", "a: b\na: c", "a-b: c\na: b-c", "a: b--c"):
        again = editor.send(survey, {"questions": wrong, "seen": seen(editor.get(survey).text)})
        assert again.status_code == 422, wrong


def test_the_survey_s_words_are_kept_by_code(editor: Browser, database: Database, settings: Settings) -> None:
    course = made(database, settings)
    with database.write() as session:
        questions = [SurveyQuestion("stod", ("prata",))]
        by = workshop.editor(session)
        editing.change_survey(session, course.id, questions, seen=None, by=by, now=NOON)
    at = f"{ROOT}/{course.id}/text/sv"
    sent = {"title": "Gränser", "summary": "S", "stod": "Vilket stöd?", "stod.prata": "Prata"}
    assert editor.send(at, sent | {"seen": seen(editor.get(at).text)}).status_code == 303
    words = editing.words_of(kept(database), "sv")
    assert words is not None
    assert words.survey == {"stod": "Vilket stöd?", "stod.prata": "Prata"}


def test_parts_are_added_moved_and_removed(editor: Browser, database: Database, settings: Settings) -> None:
    course = made(database, settings)
    added = editor.send(f"{ROOT}/{course.id}", {"title": "Del två"}, f"{ROOT}/{course.id}/delar")
    assert added.status_code == 303
    assert editor.send(f"{ROOT}/{course.id}", {"title": ""}, f"{ROOT}/{course.id}/delar").status_code == 422
    now = kept(database)
    home, at = f"{ROOT}/{course.id}", f"{ROOT}/{course.id}/delar/{now.parts[1].id}"
    assert editor.send(home, {"to": "up", "version": str(now.version)}, f"{at}/flytta").status_code == 303
    assert editor.send(home, {"to": "up", "version": str(now.version)}, f"{at}/flytta").status_code == 409
    now = kept(database)
    assert [part.texts[0].title for part in now.parts] == ["Del två", "När barnet säger nej"]
    assert editor.send(f"{at}/ta-bort", {"version": "1"}).status_code == 409
    assert editor.send(f"{at}/ta-bort", {"version": str(now.version)}).status_code == 303
    assert [part.texts[0].title for part in kept(database).parts] == ["När barnet säger nej"]


def test_a_film_gets_its_place_and_leads_on_to_its_page(
    editor: Browser, database: Database, settings: Settings
) -> None:
    course = made(database, settings)
    home, at = f"{ROOT}/{course.id}", f"{ROOT}/{course.id}/delar/{course.parts[0].id}/film"
    answer = editor.send(home, {"variant": "signed", "spoken": "sv"}, at)
    assert answer.status_code == 303
    assert "/handlaggning/kurser/film/" in answer.location
    assert {film.variant for film in kept(database).parts[0].films} == {"plain", "signed"}
    assert editor.send(home, {"variant": "loud", "spoken": "sv"}, at).status_code == 422


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.EDITOR, Role.PUBLISHER}])
def test_nobody_else_enters_the_workshop(app: Flask, database: Database, role: Role) -> None:
    browser = signed_in(app, database, role, "annan@kommun.example.org")
    assert browser.get(ROOT).status_code == 403


def test_a_publisher_reads_and_does_not_write(publisher: Browser, database: Database, settings: Settings) -> None:
    course = made(database, settings)
    text = publisher.get(f"{ROOT}/{course.id}").text
    Page(text)
    assert "Written" in text
    assert f"{course.id}/text/sv" not in text
    for path in ("/ny", f"/{course.id}/text/sv", f"/{course.id}/om-kursen", f"/{course.id}/enkat"):
        assert publisher.get(ROOT + path).status_code == 403


def test_a_form_without_its_token_changes_nothing(editor: Browser, database: Database, settings: Settings) -> None:
    course = made(database, settings)
    answer = editor.post(f"{ROOT}/{course.id}/delar", {"title": "Smyg"})
    assert answer.status_code == 400
    assert len(kept(database).parts) == 1
