"""Every page has one address and says what may be done there; what only looks like one of ours is answered blind."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client, EnvironBuilder, run_wsgi_app
from werkzeug.wrappers import Response

from portal.core.settings import Settings
from portal.courses.published import PublishedCourse
from portal.courses.watching.addresses import takes_courses
from portal.courses.watching.app import blind, with_courses

LOOKS_LIKE_OURS = (
    *("//sv/kurser", "///sv//kurser", "/sv//kurser", "/sv/kurser/\n", "/sv/kurser\n", "/sv/kurser/a\nb"),
    *("/SV/kurser/granser-utan-brak", "/sv/KURSER", "/Sv/Kurser/granser-utan-brak/2", "/sv/kurser//a"),
    *("//media/a/b/240.mp4", "/MEDIA/a/b/240.mp4", "/media", "/media\n/a", "/media/a/b\n/240.mp4", "/sv/kurser\r\n"),
    *(
        "/./sv/kurser",
        "/../sv/kurser",
        "/sv/./kurser",
        "/sv/kurser;a",
        "/sv\\kurser",
        "/\nsv/kurser",
        "/sv/kurser\x85",
    ),
)
OTHERS: tuple[str, ...] = (
    "/",
    "/sv/",
    "/sv/felanmalan",
    "/handlaggning/kurser/",
    "/handlaggning/kurser/1/visa/sv/kurser/a",
)
OTHERS += (
    "/s/ABC",
    "/handlaggning/kurser/1/visa/media/a",
    "/mediafiler",
    "/sv/kursera",
    "/static/kurser-1.css",
    "/l/media",
)


def portal(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "portal_session=1")])
    return [b"the portal"]


def asked(app: Any, path: str) -> Response:
    """The answer to a path that no browser would write so."""
    environ = EnvironBuilder("/", headers={"Cookie": "portal_session=1"}).get_environ()
    environ["PATH_INFO"] = path
    return Response(*run_wsgi_app(app, environ, buffered=True))


@pytest.mark.parametrize("path", LOOKS_LIKE_OURS)
def test_what_only_looks_like_ours_is_answered_blind_and_found_nowhere(
    settings: Settings, course: PublishedCourse, path: str
) -> None:
    answer = asked(with_courses(portal, settings), path)
    assert answer.status_code == 404
    assert "Set-Cookie" not in answer.headers
    assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "no-referrer")


@pytest.mark.parametrize("path", OTHERS)
def test_what_is_the_portals_stays_the_portals(path: str) -> None:
    assert not takes_courses({"PATH_INFO": path})


@pytest.mark.parametrize("number", ["0001", "01", "0", "1.0", "+1", "-1", "\u0661", "1\n", "1/2", "99"])
def test_a_part_has_one_number(watching: Flask, course: PublishedCourse, number: str) -> None:
    path = f"/sv/kurser/{course.slug}/{number}".encode().decode("latin-1")
    assert asked(blind(watching), path).status_code == 404
    assert asked(blind(watching), f"/sv/kurser/{course.slug}/1").status_code == 200


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND"])
def test_another_method_is_told_which_there_are(watching: Flask, course: PublishedCourse, method: str) -> None:
    page = f"/sv/kurser/{course.slug}"
    reading = ("/", "/sv", "/sv/", "/sv/kurser", "/sv/kurser/", page, f"{page}/", f"{page}/1", f"{page}/intyg")
    for path in (*reading, "/sv/kurser/om/intyg", "/sv/kurser/om/siffror.csv", "/media/a/b/240.mp4"):
        answer = Client(blind(watching), use_cookies=False).open(path, method=method)
        assert answer.status_code == 405, path
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}
    for path in (f"{page}/asikt", f"{page}/rakna"):
        answer = Client(blind(watching), use_cookies=False).open(path, method=method)
        assert answer.status_code == 405
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}


def test_the_catalogue_takes_no_form_under_either_of_its_addresses(watching: Flask) -> None:
    for path in ("/sv/kurser", "/sv/kurser/"):
        assert Client(blind(watching), use_cookies=False).post(path, data={"a": "b"}).status_code == 405


def test_no_page_of_the_courses_may_ask_where_somebody_is_or_for_a_camera(
    watching: Flask, course: PublishedCourse
) -> None:
    for path in ("/", "/sv/kurser", f"/sv/kurser/{course.slug}", "/sv/kurser/nej"):
        policy = Client(blind(watching), use_cookies=False).get(path).headers["Permissions-Policy"]
        assert {"geolocation=()", "camera=()", "microphone=()"} <= set(policy.split(", "))


def test_a_kept_page_begins_its_links_where_each_request_does(watching: Flask, course: PublishedCourse) -> None:
    """A preview hangs below an address of its own; what was kept there is not shown elsewhere."""
    visitor, page = watching.test_client(use_cookies=False), f"/sv/kurser/{course.slug}"
    assert "/handlaggning/x/sv/kurser" in visitor.get(page, environ_overrides={"SCRIPT_NAME": "/handlaggning/x"}).text
    assert "/handlaggning/x" not in visitor.get(page).text
