"""The courses on a host of their own: everything there is theirs, and the portal's host leads to it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from werkzeug.test import Client, EnvironBuilder, run_wsgi_app
from werkzeug.wrappers import Response

from portal.core.settings import Settings
from portal.courses.published import PublishedCourse
from portal.courses.watching.app import courses_alone, courses_origin, on_host, with_courses

OWN = "film.kommun.example"


def portal(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "portal_session=1")])
    return [b"the portal"]


@pytest.fixture
def both(settings: Settings, course: PublishedCourse) -> Client:
    """The portal's host and the courses' own."""
    return Client(with_courses(portal, replace(settings, courses_host=OWN)), use_cookies=False)


def test_everything_on_the_own_host_is_the_courses(both: Client, course: PublishedCourse) -> None:
    for path in ("/", "/sv/", "/sv/felanmalan", "/handlaggning/", "/handlaggning/logga-in", "/metrics", "/s/ABC"):
        answer = both.get(path, base_url=f"http://{OWN}")
        assert answer.text != "the portal", path
        assert "Set-Cookie" not in answer.headers
    assert both.get(f"/sv/kurser/{course.slug}", base_url=f"http://{OWN}:8443").status_code == 200
    assert both.get("/sv/felanmalan", base_url="http://localhost").text == "the portal"


@pytest.mark.parametrize(("wanted", "given"), [("ar,en;q=0.5", "ar"), ("en-GB", "en"), ("so", "sv"), ("", "sv")])
def test_the_front_leads_to_the_catalogue_in_the_visitors_language(both: Client, wanted: str, given: str) -> None:
    answer = both.get("/", base_url=f"http://{OWN}", headers={"Accept-Language": wanted})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{given}/kurser/")
    assert answer.headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize("path", ["/sv/kurser", "/ar/kurser/granser-utan-brak/2", "/media/a/b/240.mp4"])
def test_the_portals_host_leads_to_the_own_host_and_keeps_nothing_of_the_query(both: Client, path: str) -> None:
    answer = both.get(f"{path}?canary=1", headers={"Cookie": "portal_session=1"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"http://{OWN}:8000{path}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/sv/kurser/%0d%0aSet-Cookie:a=b", "/sv/kurser/å", "/sv/kurser//other.example"])
def test_no_path_makes_another_header_or_host(both: Client, path: str) -> None:
    answer = both.get(path)
    if answer.status_code == 302:
        assert answer.headers["Location"].startswith(f"http://{OWN}:8000/sv/kurser/")
        assert answer.headers["Location"].isascii()
    assert "Set-Cookie" not in answer.headers or answer.text == "the portal"


def test_nothing_is_sent_on_by_a_form(both: Client) -> None:
    assert both.post("/sv/kurser/x/asikt", data={"a": "b"}).status_code == 405


@pytest.mark.parametrize(
    ("host", "is_own"),
    [
        (OWN, True),
        (OWN.upper(), True),
        (f"{OWN}:8000", True),
        (f"{OWN}.", True),
        ("kommun.example", False),
        ("", False),
    ],
)
def test_a_host_is_known_by_its_name_whatever_port_and_case(host: str, is_own: bool) -> None:
    assert on_host(OWN)({"HTTP_HOST": host}) is is_own


def test_the_address_of_the_courses_has_the_portals_scheme(settings: Settings) -> None:
    at = replace(settings, base_url="https://portal.kommun.example", courses_host=OWN)
    assert courses_origin(at) == f"https://{OWN}"
    assert courses_origin(replace(at, courses_host=None)) == at.base_url
    assert courses_origin(replace(settings, courses_host=f"{OWN}:9000")) == f"http://{OWN}:9000"


@pytest.fixture
def alone(settings: Settings, course: PublishedCourse) -> Client:
    """The courses' own process, with a host of their own."""
    return Client(courses_alone(replace(settings, courses_host=OWN)), use_cookies=False)


@pytest.mark.parametrize("path", ["/sv/kurser", "/media/a/b/240.mp4", "/", "/sv/felanmalan", "/static/x.css"])
def test_the_own_process_shows_nothing_under_another_host(alone: Client, path: str) -> None:
    for host in ("http://portal.kommun.example", "http://127.0.0.1:8001", f"http://{OWN}.evil.example"):
        answer = alone.get(f"{path}?canary=1", base_url=host)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"http://{OWN}:8000{path}")
        assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_the_own_process_plays_under_its_host_and_is_asked_for_health_under_any(
    alone: Client, course: PublishedCourse
) -> None:
    assert alone.get(f"/sv/kurser/{course.slug}", base_url=f"http://{OWN}").status_code == 200
    for path in ("/healthz", "/readyz"):
        assert alone.get(path, base_url="http://127.0.0.1:8001").status_code == 200


def test_without_a_host_of_their_own_the_own_process_plays_under_any(
    settings: Settings, course: PublishedCourse
) -> None:
    assert Client(courses_alone(settings), use_cookies=False).get(f"/sv/kurser/{course.slug}").status_code == 200


@pytest.mark.parametrize("path", ["@evil.example", ".evil.example/sv/kurser", "//evil.example", "/@evil.example"])
def test_no_path_leads_from_the_own_process_to_another_host(settings: Settings, path: str) -> None:
    app = courses_alone(replace(settings, courses_host=OWN))
    environ = EnvironBuilder("/").get_environ()
    environ["PATH_INFO"] = path
    answer = Response(*run_wsgi_app(app, environ))
    assert urlsplit(answer.headers["Location"]).netloc == f"{OWN}:8000"
