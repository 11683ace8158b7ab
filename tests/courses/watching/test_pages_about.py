"""The page that says what we know of visitors says what is so, and nothing more (AN-28)."""

from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client

from portal.core.settings import Settings
from portal.courses.published import PublishedCourse
from portal.courses.watching import create_courses_app
from portal.courses.watching.app import blind
from portal.courses.watching.pages.knowing import SIGNS, known

PAGE = "/en/kurser/om/ingenting"
TELLING = {
    "Cookie": "portal_session=x",
    "Authorization": "Basic eDp5",
    "User-Agent": "CANARY-7f3",
    "Sec-CH-UA": '"Chromium"',
    "Accept-Language": "so-DJ,xh",
    "Referer": "https://elsewhere.example/",
    "X-Forwarded-For": "198.51.100.7",
}


def text_with(settings: Settings, **changes: object) -> str:
    """The page as it reads with other settings of the courses."""
    town = settings.municipality
    courses = replace(town.courses, **changes)  # type: ignore[arg-type]
    app = create_courses_app(replace(settings, municipality=replace(town, courses=courses)))
    page = app.test_client(use_cookies=False).get(PAGE).text
    app.extensions["portal"].database.dispose()
    return page


def test_nothing_that_tells_of_a_person_reaches_the_page_behind_its_door(
    settings: Settings, course: PublishedCourse
) -> None:
    app = create_courses_app(settings)
    outside = Client(blind(app))
    told = outside.get(PAGE, headers=TELLING, environ_base={"REMOTE_ADDR": "127.0.0.77"})
    silent = outside.get(PAGE)
    assert told.data == silent.data
    assert told.text.count("Did not reach us") == len(SIGNS)
    assert "Something reached the program" not in told.text
    app.extensions["portal"].database.dispose()


def test_the_page_says_so_when_the_door_is_open(reader: FlaskClient) -> None:
    page = reader.get(PAGE, headers=TELLING).text
    assert "Something reached the program" in page
    assert "Did not reach us" not in page


def test_values_of_a_visitor_are_never_shown(reader: FlaskClient) -> None:
    page = reader.get(PAGE, headers=TELLING).text
    assert not any(value in page for value in TELLING.values())


def test_the_decision_is_named_with_its_day_when_there_is_one(settings: Settings) -> None:
    page = text_with(settings, decision="SN 2026/0123", decided_on=date(2025, 11, 3))
    assert "SN 2026/0123" in page
    assert "3 November 2025" in page
    assert "not yet taken" not in page


def test_without_a_decision_the_page_says_that_there_is_none(settings: Settings) -> None:
    assert "has not yet taken a decision" in text_with(settings, decision=None, decided_on=None)


def test_the_threshold_is_the_one_that_is_set(settings: Settings) -> None:
    assert "Figures smaller than 17 " in text_with(settings, threshold=17)


def test_the_columns_named_are_those_of_the_tables(settings: Settings) -> None:
    facts = known(settings, {})
    assert facts.counted == ("course", "what", "month", "number")
    assert set(facts.written) == {"id", "course", "month", "words"}


@pytest.mark.parametrize(("host", "sentence"), [(None, "shares its address"), ("film.example", "address of its own")])
def test_whether_the_courses_have_an_address_of_their_own_is_told(
    settings: Settings, host: str | None, sentence: str
) -> None:
    app = create_courses_app(replace(settings, courses_host=host))
    assert sentence in app.test_client(use_cookies=False).get(PAGE).text
    app.extensions["portal"].database.dispose()


@pytest.mark.parametrize("page", ["ingenting", "sakerhet"])
def test_the_network_is_said_to_be_able_to_guess(reader: FlaskClient, page: str) -> None:
    text = reader.get(f"/en/kurser/om/{page}").text
    assert "cannot read which course" in text
    assert "may guess it from how much is sent" in text


def test_cleaning_up_names_what_the_browser_keeps_and_spares_everything_else(reader: FlaskClient) -> None:
    text = reader.get("/en/kurser/om/stada").text
    assert "Cached images and files" in text
    assert "choose Delete page." in text
    assert "choose Forget" not in text
