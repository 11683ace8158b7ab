"""Staff see what the public sees and nothing else; words only when enough people have written."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from portal.accounts.permissions import Role
from portal.core import clock
from portal.core.db import Database
from portal.core.settings import Settings
from portal.courses.counting import service
from portal.courses.counting.rules import Feedback
from portal.courses.figures import countable
from portal.courses.models import CourseEvent
from portal.courses.published import PublishedCourse, Shelf
from portal.courses.rules.workflow import Step
from tests.factories import workshop
from tests.factories.accounts import Browser, make_account

PAGE = "/handlaggning/kurser/siffror"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAMING = ("models", "service", "queries", "engine", "role", "keeping", "demo")
PORTAL = Path(__file__).resolve().parents[3] / "portal"


@pytest.fixture
def october(database: Database, course: PublishedCourse) -> None:
    """In October twelve visits, nine to the end, and ten voices; in November an eleventh."""
    at = datetime(2026, 10, 9, tzinfo=UTC)
    with database.write() as session:
        for milestone, number in (("visit", 12), ("done", 9)):
            for _ in range(number):
                service.count(session, course=countable(course), milestone=milestone, now=at)
        for number in range(11):
            when = at if number < 10 else NOW
            feedback = Feedback((), f"Röst nummer {number}.")
            service.take_feedback(session, course=countable(course), feedback=feedback, now=when)


@pytest.fixture
def frozen() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def signed_in(app: Flask, role: Role) -> Browser:
    database = app.extensions["portal"].database
    make_account(database, role)
    browser = Browser(app)
    assert browser.sign_in().status_code in {302, 303}
    return browser


def cells(page: str) -> list[str]:
    return [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", page)]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.MANAGER])
def test_those_who_make_courses_and_those_who_see_figures_come_in(
    app: Flask, course: PublishedCourse, frozen: None, role: Role
) -> None:
    assert signed_in(app, role).get(PAGE).status_code == 200


@pytest.mark.parametrize("role", [Role.ASSISTANCE, Role.HANDLER, Role.ADMIN, Role.AUDITOR])
def test_nobody_else_does(app: Flask, course: PublishedCourse, frozen: None, role: Role) -> None:
    assert signed_in(app, role).get(PAGE).status_code == 403


def test_staff_see_the_publics_own_numbers(app: Flask, watching: Flask, october: None, frozen: None) -> None:
    public = watching.test_client().get("/en/kurser/om/siffror").text
    own = signed_in(app, Role.EDITOR).get(PAGE).text
    assert "12" in cells(public)
    assert "&lt; 10" in cells(public)
    assert cells(own) == cells(public)


def test_words_of_closed_months_are_read_by_those_who_make_courses_alone(
    app: Flask, october: None, frozen: None
) -> None:
    page = signed_in(app, Role.EDITOR).get(PAGE).text
    assert page.count("Röst nummer") == 10
    assert "Röst nummer 10." not in page


def test_who_sees_figures_alone_reads_no_words(app: Flask, october: None, frozen: None) -> None:
    page = signed_in(app, Role.MANAGER).get(PAGE).text
    assert "Röst nummer" not in page
    assert "12" in cells(page)


def test_nine_voices_are_read_by_nobody(
    app: Flask, database: Database, course: PublishedCourse, frozen: None
) -> None:
    with database.write() as session:
        for number in range(9):
            feedback = Feedback((), f"Röst nummer {number}.")
            at = datetime(2026, 10, 9, tzinfo=UTC)
            service.take_feedback(session, course=countable(course), feedback=feedback, now=at)
    assert "Röst nummer" not in signed_in(app, Role.EDITOR).get(PAGE).text


def test_a_withdrawn_course_keeps_its_figures_and_words_for_staff(
    app: Flask, october: None, frozen: None, course: PublishedCourse, shelf: Shelf
) -> None:
    browser = signed_in(app, Role.EDITOR)
    shelf.withdraw(course.slug)
    after = browser.get(PAGE).text
    assert "12" in cells(after)
    assert after.count("Röst nummer") == 10
    assert f">{course.slug}</h2>" in after


def test_a_course_that_was_published_once_is_named_by_its_last_title(
    app: Flask, database: Database, settings: Settings, frozen: None
) -> None:
    with database.write() as session:
        by = workshop.editor(session)
        once = workshop.complete(session, settings, by)
        session.add(CourseEvent(course_id=once.id, step=Step.PUBLISHED, version=1, note="", by_id=None, at=NOW))
        workshop.draft(session, by, replace(workshop.FACTS, slug="aldrig-visad"))
    page = signed_in(app, Role.EDITOR).get(PAGE).text
    assert page.count(f">{workshop.WORDS.title}</h2>") == 1


def modules_that_name(name: str) -> set[str]:
    return {
        str(path.relative_to(PORTAL))
        for path in PORTAL.rglob("*.py")
        if any(
            getattr(node, "id", "") == name or getattr(node, "attr", "") == name or getattr(node, "name", "") == name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    }


def test_nothing_but_the_counting_reads_what_visitors_left() -> None:
    only_columns = {"courses/watching/pages/knowing.py"}
    names = {f"courses/counting/{name}.py" for name in NAMING}
    for model in ("CourseCount", "CourseVoice"):
        found = modules_that_name(model)
        assert "courses/counting/queries.py" in found
        assert found - only_columns <= names
    table = re.compile(r"\bcourse_(count|voice)\b")
    raw = {
        str(path.relative_to(PORTAL))
        for path in PORTAL.rglob("*.py")
        if table.search(path.read_text(encoding="utf-8"))
    }
    assert raw <= {"courses/counting/models.py", "migrations/versions/0006_courses.py"}
