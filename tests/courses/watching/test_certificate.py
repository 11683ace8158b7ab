"""Certificates prove a course and a month, never a person (AN-17)."""

import re
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from portal.core import clock, codes
from portal.core.keys import Keyring
from portal.courses.watching.pages.certificates import LETTERS, check, code_of, month_of
from tests.factories import courses

KEYRING = Keyring((), b"i" * 32, b"s" * 32)
COURSE = courses.published_course()
TODAY = date(2026, 11, 22)
PAPER = f"/en/kurser/{COURSE.slug}/intyg"


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))


def code_on(page: str) -> str:
    found = re.search(r'<bdi class="code">([0-9A-Z-]{11})</bdi>', page)
    assert found
    return found[1]


def test_everybody_gets_the_same_certificate_in_a_month() -> None:
    assert code_of(KEYRING, COURSE.slug, month_of(date(2026, 11, 1))) == code_of(
        KEYRING, COURSE.slug, month_of(TODAY)
    )


def test_another_month_course_or_portal_has_another_code() -> None:
    november = month_of(TODAY)
    seen = {
        code_of(KEYRING, COURSE.slug, november),
        code_of(KEYRING, COURSE.slug, date(2026, 10, 1)),
        code_of(KEYRING, "annan", november),
        code_of(Keyring((), b"i" * 32, b"t" * 32), COURSE.slug, november),
    }
    assert len(seen) == 4


def test_a_code_leads_to_its_course_and_month_as_it_is_typed() -> None:
    code = code_of(KEYRING, COURSE.slug, date(2025, 3, 1))
    for typed in (code, code.lower(), codes.grouped(code, 5), f" {code[:4]} {code[4:]} "):
        found = check(KEYRING, typed, [COURSE], TODAY)
        assert (found.course, found.month) == (COURSE, date(2025, 3, 1))


@given(place=st.integers(0, LETTERS - 1), letter=st.sampled_from(codes.ALPHABET))
def test_one_mistyped_letter_is_forgiven(place: int, letter: str) -> None:
    code = code_of(KEYRING, COURSE.slug, month_of(TODAY))
    typed = code[:place] + letter + code[place + 1 :]
    assert check(KEYRING, typed, [COURSE], TODAY).course == COURSE


@given(st.text(max_size=60))
def test_anything_else_is_no_certificate(typed: str) -> None:
    assert check(KEYRING, typed, [COURSE], TODAY).course is None


def test_codes_of_the_future_of_long_ago_and_of_courses_that_are_gone_are_unknown() -> None:
    future = code_of(KEYRING, COURSE.slug, date(2026, 12, 1))
    past = code_of(KEYRING, COURSE.slug, date(2021, 11, 1))
    now = code_of(KEYRING, COURSE.slug, month_of(TODAY))
    assert check(KEYRING, future, [COURSE], TODAY).course is None
    assert check(KEYRING, past, [COURSE], TODAY).course is None
    assert check(KEYRING, now, [], TODAY).course is None


def test_the_code_on_the_paper_is_right_when_it_is_checked(reader: FlaskClient, today: None) -> None:
    page = reader.get(PAPER).text
    answer = reader.get("/en/kurser/om/intyg", query_string={"kod": code_on(page)})
    assert "The code is right" in answer.text
    assert "Limits without fights" in answer.text
    assert "November 2026" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_wrong_code_is_said_kindly_and_shown_again_as_text(reader: FlaskClient) -> None:
    answer = reader.get("/en/kurser/om/intyg", query_string={"kod": '"><script>'})
    assert answer.status_code == 200
    assert "We do not know that code" in answer.text
    assert "<script>" not in answer.text


def test_the_paper_asks_for_no_name_and_works_without_a_script(reader: FlaskClient) -> None:
    page = reader.get(PAPER).text
    fields = re.findall(r"<input[^>]*>", page)
    assert len(fields) == 2
    assert all('type="checkbox"' in field and " name=" not in field for field in fields)
    assert "<form" not in page


def test_checking_a_code_keeps_nothing(reader: FlaskClient) -> None:
    folder = reader.application.extensions["portal"].settings.data_dir
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    reader.get("/en/kurser/om/intyg", query_string={"kod": "KR472-FE3PC"})
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
