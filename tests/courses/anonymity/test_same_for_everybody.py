"""AN-1, AN-2, AN-3, AN-11, AN-12, AN-26: whoever asks gets the same, and nothing to be known by again."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import Client
from werkzeug.wrappers import Response

from portal.courses.published import PublishedCourse
from tests.courses.anonymity.crawl import Call, presses

STAFF = {"Cookie": "__Host-portal_session=abc.def; portal_session=abc.def; device=1"}
RESIDENT = {"Cookie": "portal_resident=abc", "Authorization": "Bearer abc"}
GARBAGE = {"Cookie": "\xff;;==; a=b=c; " + "x" * 3000, "Referer": "http://x/"}
SOMEBODY = {"User-Agent": "one", "Accept-Language": "ar", "X-Forwarded-For": "10.0.0.1", "Save-Data": "on"}
OTHER = {"User-Agent": "other", "Accept-Language": "en", "X-Forwarded-For": "10.9.9.9", "Sec-CH-UA-Model": "x"}


def bytes_of(answer: Response) -> tuple[int, list[tuple[str, str]], bytes]:
    return answer.status_code, sorted((k, v) for k, v in answer.headers if k != "Date"), answer.get_data()


def same(client: Client, calls: list[Call], *asking: tuple[dict[str, str], str]) -> list[str]:
    """The paths whose answers differ between those who ask."""
    different = []
    for call in calls:
        if call.path == "/":
            continue
        answers = [bytes_of(call.send(client, headers, REMOTE_ADDR=address)) for headers, address in asking]
        if any(answer != answers[0] for answer in answers):
            different.append(f"{call.method} {call.path}")
    return different


def test_the_crawl_meets_every_kind_of_answer(outside: Client, calls: list[Call]) -> None:
    assert {call.send(outside).status_code for call in calls} >= {200, 204, 206, 302, 303, 404, 405, 413, 416, 422}


def test_no_answer_sets_a_cookie(outside: Client, calls: list[Call]) -> None:
    for call in calls:
        for headers in ({}, STAFF, GARBAGE):
            assert "Set-Cookie" not in call.send(outside, headers).headers, call


def test_what_cannot_be_counted_now_is_told_to_everybody_alike(
    hindered: tuple[Client, int], course: PublishedCourse
) -> None:
    client, status = hindered
    asked = list(presses(course))
    assert (
        same(client, asked, ({}, "10.1.1.1"), (STAFF, "10.2.2.2"), (GARBAGE, "10.1.1.1"), (OTHER, "10.3.3.3")) == []
    )
    for call in asked:
        answer = call.send(client, STAFF)
        assert answer.status_code == status, call
        assert not {"Set-Cookie", "ETag", "Last-Modified"} & set(answer.headers.keys()), call
        assert answer.headers["Referrer-Policy"] == "no-referrer", call
        assert answer.headers["Cache-Control"] == "no-store", call
        assert not re.search(r'nonce=|name="(csrf|token|_token)', answer.get_data(as_text=True)), call


def test_a_view_that_tries_to_set_one_cannot(watching: Flask, outside: Client) -> None:
    @watching.after_request
    def _bake(answer: Any) -> Any:
        answer.set_cookie("visitor", "1")
        return answer

    assert "Set-Cookie" in watching.test_client().get("/sv/kurser").headers
    assert "Set-Cookie" not in outside.get("/sv/kurser").headers


def test_cookies_of_staff_residents_or_none_give_the_same_bytes(outside: Client, calls: list[Call]) -> None:
    here = "127.0.0.1"
    assert same(outside, calls, ({}, here), (STAFF, here), (RESIDENT, here), (GARBAGE, here)) == []


def test_two_browsers_at_two_addresses_get_the_same_bytes(outside: Client, calls: list[Call]) -> None:
    assert same(outside, calls, (SOMEBODY, "10.1.1.1"), (OTHER, "10.2.2.2"), (SOMEBODY, "10.1.1.1")) == []


def test_an_application_that_looks_at_its_visitors_is_found_out(calls: list[Call]) -> None:
    def looking(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(environ.get("HTTP_COOKIE", "")).encode()]

    assert same(Client(looking, use_cookies=False), calls, ({}, "10.1.1.1"), (STAFF, "10.1.1.1"))


def test_no_answer_varies_by_cookie_browser_or_address(outside: Client, calls: list[Call]) -> None:
    for call in calls:
        varies = {name.strip().lower() for name in call.send(outside).headers.get("Vary", "").split(",")} - {""}
        assert varies <= ({"accept-language"} if call.path == "/" else {"accept-encoding"}), call


def test_no_page_holds_a_nonce_or_a_token(outside: Client, calls: list[Call]) -> None:
    for call in calls:
        answer = call.send(outside)
        if answer.mimetype == "text/html":
            assert not re.search(r'nonce=|name="(csrf|token|_token)', answer.get_data(as_text=True)), call
            assert "nonce-" not in answer.headers.get("Content-Security-Policy", "")


def test_no_answer_gives_a_validator_by_which_a_browser_is_known_again(outside: Client, calls: list[Call]) -> None:
    for call in calls:
        assert not {"ETag", "Last-Modified"} & set(call.send(outside).headers.keys()), call


def test_every_answer_forbids_the_referrer_and_storing(outside: Client, calls: list[Call]) -> None:
    for call in calls:
        headers = call.send(outside).headers
        assert headers["Referrer-Policy"] == "no-referrer", call
        assert headers["Cache-Control"] == "no-store", call


def test_links_that_lead_away_carry_no_referrer(outside: Client, calls: list[Call]) -> None:
    seen = 0
    for call in calls:
        answer = call.send(outside)
        if answer.mimetype != "text/html":
            continue
        for tag in re.findall(r'<a [^>]*href="https?://[^>]*>', answer.get_data(as_text=True)):
            seen += 1
            rel = re.search(r'rel="([^"]*)"', tag)
            assert rel, (call.path, tag)
            assert {"noreferrer", "noopener", "nofollow"} <= set(rel[1].split()), (call.path, tag)
    assert seen


def test_the_two_forms_are_all_that_can_be_sent(watching: Flask) -> None:
    taking = {rule.rule for rule in watching.url_map.iter_rules() if (rule.methods or set()) - {"GET", "HEAD"}}
    assert {path.rpartition("/")[2] for path in taking} == {"rakna", "asikt"}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "FOO"])
def test_every_other_method_is_refused_everywhere(outside: Client, calls: list[Call], method: str) -> None:
    for path in sorted({call.path for call in calls}):
        assert outside.open(path, method=method).status_code in {400, 404, 405}, path


def test_a_form_is_refused_where_none_is_taken(outside: Client, calls: list[Call]) -> None:
    for path in sorted({call.path for call in calls}):
        if not path.endswith(("/rakna", "/asikt")):
            assert outside.post(path, data={"a": "b"}).status_code in {400, 404, 405}, path


def test_the_query_of_an_address_changes_nothing(
    outside: Client, visitor: FlaskClient, course: PublishedCourse
) -> None:
    for path in ("/sv/kurser", f"/sv/kurser/{course.slug}", f"/media/{course.slug}/x"):
        assert bytes_of(outside.get(path)) == bytes_of(outside.get(f"{path}?fbclid=canary"))
