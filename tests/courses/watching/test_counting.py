"""The two forms of the watching side: the counting beacon and what somebody thinks; and the public figures."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import Client, TestResponse

from portal.core import clock
from portal.core.db import Database
from portal.core.settings import Settings
from portal.courses.counting import service
from portal.courses.counting.ceiling import CEILING, Ceiling
from portal.courses.counting.engine import CountingDatabase
from portal.courses.counting.models import CourseCount, CourseVoice
from portal.courses.figures import countable
from portal.courses.published import PublishedCourse, Shelf
from portal.courses.watching import create_courses_app
from portal.courses.watching.app import blind
from tests.factories import courses

COUNT, FEEDBACK = "/sv/kurser/granser-utan-brak/rakna", "/sv/kurser/granser-utan-brak/asikt"
FOREIGN = {"Sec-Fetch-Site": "cross-site"}
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
NOVEMBER = datetime(2026, 11, 22, 12, tzinfo=UTC)


def counts(database: Database) -> dict[str, int]:
    with database.read() as session:
        return {row.what: row.number for row in session.scalars(select(CourseCount))}


def words(database: Database) -> list[str]:
    with database.read() as session:
        return sorted(session.scalars(select(CourseVoice.words)))


@pytest.fixture
def surveyed(watching: Flask, shelf: Shelf, tmp_path: Path) -> PublishedCourse:
    """A course whose survey has words in Swedish."""
    course = courses.published_course(parts=2)
    swedish = replace(
        course.words["sv"],
        survey={"support": "Vilket stöd önskar du?", "support.talk": "Samtal", "support.relief": "Avlastning"},
    )
    return courses.put(shelf, replace(course, words={**course.words, "sv": swedish}), tmp_path / "made")


@pytest.mark.parametrize("milestone", ["visit", "part-1", "part-2", "done"])
def test_a_beacon_adds_one_and_says_nothing(visitor: FlaskClient, database: Database, milestone: str) -> None:
    answer = visitor.post(COUNT, data={"milestone": milestone})
    assert (answer.status_code, answer.data) == (204, b"")
    assert "Set-Cookie" not in answer.headers
    assert counts(database) == {milestone: 1}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "milestone=part-3",
        "milestone=help-yes",
        "milestone=visit&at=2026-11-22",
        "milestone=visit&milestone=done",
        "visit=1",
        "milestone=",
    ],
)
def test_a_beacon_that_says_anything_else_is_refused(visitor: FlaskClient, database: Database, body: str) -> None:
    answer = visitor.post(COUNT, data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 404
    assert counts(database) == {}


def test_a_beacon_is_at_most_64_bytes(visitor: FlaskClient, database: Database) -> None:
    body = "milestone=" + "x" * 55
    assert visitor.post(COUNT, data=body, content_type="application/x-www-form-urlencoded").status_code == 413
    assert counts(database) == {}


def test_a_course_that_is_not_on_the_shelf_is_not_counted(visitor: FlaskClient, database: Database) -> None:
    answer = visitor.post("/sv/kurser/finns-inte/rakna", data={"milestone": "visit"})
    assert answer.status_code == 404
    assert counts(database) == {}


@pytest.mark.parametrize("headers", [FOREIGN, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://other.example"}])
def test_another_sites_page_can_send_neither_form(
    visitor: FlaskClient, database: Database, headers: dict[str, str]
) -> None:
    assert visitor.post(COUNT, data={"milestone": "visit"}, headers=headers).status_code == 403
    assert visitor.post(FEEDBACK, data={"helped": "yes"}, headers=headers).status_code == 403
    assert counts(database) == {}


def test_nothing_is_counted_by_looking(visitor: FlaskClient, database: Database) -> None:
    for page in ("", "/granser-utan-brak", "/granser-utan-brak/asikt", "/granser-utan-brak/rakna", "/om/siffror"):
        assert visitor.get(f"/sv/kurser{page}").status_code == 200
    assert counts(database) == {}


def test_without_a_script_the_button_leads_to_a_page(visitor: FlaskClient, database: Database) -> None:
    answer = visitor.post(COUNT, data={"milestone": "visit"}, headers=PAGE)
    assert (answer.status_code, answer.headers["Location"]) == (303, COUNT)
    assert visitor.get(COUNT).status_code == 200
    assert counts(database) == {"visit": 1}


def test_above_the_ceiling_nobody_is_counted_and_nobodys_words_are_lost(
    visitor: FlaskClient, watching: Flask, database: Database
) -> None:
    watching.extensions["portal"].services[CEILING] = Ceiling(1)
    assert visitor.post(COUNT, data={"milestone": "visit"}).status_code == 204
    assert visitor.post(COUNT, data={"milestone": "visit"}).status_code == 429
    assert visitor.post(COUNT, data={"milestone": "visit"}, headers=PAGE).status_code == 429
    kept = visitor.post(FEEDBACK, data={"words": "Mina ord"})
    assert kept.status_code == 429
    assert 'name="words" value="Mina ord"' in kept.text
    assert counts(database) == {"visit": 1}


def test_feedback_is_counted_and_its_words_are_kept(
    surveyed: PublishedCourse, visitor: FlaskClient, database: Database
) -> None:
    page = visitor.get(FEEDBACK).text
    assert "Vilket stöd önskar du?" in page
    assert "Avlastning" in page
    sent = {"helped": "partly", "survey-support": ["talk", "relief"], "words": " Mer om syskon. "}
    answer = visitor.post(FEEDBACK, data=sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{FEEDBACK}/tack")
    assert visitor.get(f"{FEEDBACK}/tack").status_code == 200
    assert counts(database) == {"help-partly": 1, "survey-support-relief": 1, "survey-support-talk": 1}
    assert words(database) == ["Mer om syskon."]


def test_a_form_with_words_that_is_sent_twice_counts_once(visitor: FlaskClient, database: Database) -> None:
    for _ in range(2):
        assert visitor.post(FEEDBACK, data={"helped": "yes", "words": "Bra!"}).status_code == 303
    assert counts(database) == {"help-yes": 1}
    assert words(database) == ["Bra!"]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"words": "   "},
        {"helped": "perhaps"},
        {"helped": "yes", "survey-support": "money"},
        {"words": "x" * 2001},
        {"words": "a\x07b"},
    ],
)
def test_a_form_that_cannot_be_taken_comes_back(
    visitor: FlaskClient, database: Database, sent: dict[str, str]
) -> None:
    assert visitor.post(FEEDBACK, data=sent).status_code == 422
    assert counts(database) == {}
    assert words(database) == []


@pytest.mark.parametrize(
    "secret", ["811228-9874", "anna@exempel.se", "070-123 45 67", "۸۱۱۲۲۸-۹۸۷۴", "٠٧٠-١٢٣ ٤٥ ٦٧"]
)
def test_words_that_name_somebody_are_stopped_and_kept_on_the_page(
    visitor: FlaskClient, database: Database, secret: str
) -> None:
    answer = visitor.post(FEEDBACK, data={"helped": "yes", "words": f"Hör av er: {secret}"})
    assert answer.status_code == 422
    assert f"Hör av er: {secret}</textarea>" in answer.text
    assert re.search(r'value="yes" checked', answer.text)
    assert 'id="words-error"' in answer.text
    assert counts(database) == {}
    assert words(database) == []


def test_the_language_can_be_changed_without_losing_words_or_sending_them(
    visitor: FlaskClient, database: Database
) -> None:
    answer = visitor.post(FEEDBACK, data={"language": "ar", "helped": "no", "words": "Mina ord"})
    assert answer.status_code == 200
    assert '<html lang="ar" dir="rtl">' in answer.text
    assert "Mina ord</textarea>" in answer.text
    assert words(database) == []


def answers(client: Client, headers: dict[str, str]) -> list[TestResponse]:
    pages = (FEEDBACK, f"{FEEDBACK}/tack", COUNT, "/sv/kurser/om/siffror", "/sv/kurser/om/siffror.csv")
    return [client.get(page, headers=headers) for page in pages]


def test_everybody_gets_the_same_bytes(watching: Flask) -> None:
    visitor = Client(blind(watching))
    known = {"Cookie": "portal_session=x", "User-Agent": "CANARY", "Accept-Language": "so", "Referer": "http://x/"}
    for one, other in zip(answers(visitor, {}), answers(visitor, known), strict=True):
        assert one.status_code == other.status_code == 200
        assert one.data == other.data
        assert one.headers == other.headers
        assert "Set-Cookie" not in one.headers
        assert one.headers["Cache-Control"] == "no-store"


@pytest.fixture
def counted(database: Database, course: PublishedCourse) -> None:
    """October: 12 visits, 9 to the end; November, which is not over: 40 visits."""
    with database.write() as session:
        for milestone, number, month in (("visit", 12, 10), ("done", 9, 10), ("visit", 40, 11)):
            at = datetime(2026, month, 9, tzinfo=UTC)
            for _ in range(number):
                service.count(session, course=countable(course), milestone=milestone, now=at)


def test_figures_show_closed_months_and_nothing_below_the_threshold(counted: None, visitor: FlaskClient) -> None:
    with clock.frozen(NOVEMBER):
        page = visitor.get("/en/kurser/om/siffror").text
        rows = list(csv.reader(io.StringIO(visitor.get("/en/kurser/om/siffror.csv").text)))
    cells = re.findall(r"<tr><th scope=\"row\">October 2026</th>(.*?)</tr>", page)
    assert [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells[0])] == [
        "12",
        "&lt; 10",
        "&lt; 10",
        "&lt; 10",
    ]
    assert "November 2026" not in page
    assert ["granser-utan-brak", "visit", "2026-10", "12"] in rows
    assert ["granser-utan-brak", "done", "2026-10", ""] in rows
    assert {row[3] for row in rows[1:]} == {"", "12"}


def test_one_more_visitor_changes_no_figure_before_the_month_is_over(
    counted: None, visitor: FlaskClient, database: Database, course: PublishedCourse
) -> None:
    with clock.frozen(NOVEMBER):
        before = [visitor.get(f"/sv/kurser/om/{page}").data for page in ("siffror", "siffror.csv")]
        for milestone in ("visit", "done"):
            assert visitor.post(COUNT, data={"milestone": milestone}).status_code == 204
        assert visitor.post(FEEDBACK, data={"helped": "yes", "words": "Bra!"}).status_code == 303
        assert [visitor.get(f"/sv/kurser/om/{page}").data for page in ("siffror", "siffror.csv")] == before
    with clock.frozen(datetime(2026, 12, 9, tzinfo=UTC)):
        assert "41" in visitor.get("/sv/kurser/om/siffror.csv").text


@pytest.fixture
def away(settings: Settings, course: PublishedCourse, tmp_path: Path) -> Iterator[FlaskClient]:
    """Somebody who watches while the database is away: nobody listens where PostgreSQL should be."""
    url = f"postgresql+psycopg://portal@/none?host={tmp_path}"
    app = create_courses_app(replace(settings, courses_database_url=url))
    yield app.test_client(use_cookies=False)
    app.extensions["portal"].database.dispose()


def test_while_the_database_is_away_counting_says_so_and_words_are_not_lost(away: FlaskClient) -> None:
    assert away.get("/sv/kurser/granser-utan-brak").status_code == 200
    assert away.get(FEEDBACK).status_code == 200
    assert away.post(COUNT, data={"milestone": "visit"}).status_code == 503
    page = away.post(COUNT, data={"milestone": "visit"}, headers=PAGE)
    assert page.status_code == 503
    assert "/sv/kurser/granser-utan-brak" in page.text
    kept = away.post(FEEDBACK, data={"helped": "yes", "words": "Mina ord"})
    assert kept.status_code == 503
    assert 'name="words" value="Mina ord"' in kept.text
    assert f'action="{FEEDBACK}"' in kept.text
    assert away.get("/sv/kurser/om/siffror").status_code == 503


def test_the_application_reaches_the_database_by_its_own_door(watching: Flask) -> None:
    assert isinstance(watching.extensions["portal"].database, CountingDatabase)
