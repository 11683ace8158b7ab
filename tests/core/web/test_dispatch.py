"""The dispatch: the first application that takes a request answers; a blind one cannot learn who asks."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.test import Client

from portal.core.web.dispatch import WSGI, Dispatch, cookie_blind, nobody

CANARY = "canary-7f3"
NAMED = {
    "Cookie": f"portal_session={CANARY}",
    "Authorization": f"Bearer {CANARY}",
    "Referer": f"http://localhost/{CANARY}",
    "User-Agent": CANARY,
    "Accept-Language": f"sv, x-{CANARY}",
    "X-Forwarded-For": CANARY,
    "X-Real-IP": CANARY,
    "Forwarded": f"for={CANARY}",
    "Sec-CH-UA": CANARY,
    "Sec-CH-UA-Platform-Version": CANARY,
    "DNT": CANARY,
    "Via": CANARY,
    "From": CANARY,
    "If-None-Match": CANARY,
    "If-Modified-Since": CANARY,
    "Save-Data": CANARY,
    "X-Anything-New": CANARY,
}
FROM = {
    "REMOTE_ADDR": CANARY,
    "REMOTE_PORT": CANARY,
    "REMOTE_USER": CANARY,
    "RAW_URI": CANARY,
    "SSL_CLIENT_CERT": CANARY,
}


def saying(name: str) -> WSGI:
    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "who=you"), ("X-App", name)])
        seen = {key: str(value) for key, value in environ.items()}
        return [json.dumps(seen).encode()]

    return app


def takes_courses(environ: dict[str, Any]) -> bool:
    return "/kurser" in str(environ["PATH_INFO"]) or environ["PATH_INFO"] == "/"


def browser(queries: Callable[[str], bool] = lambda _path: False) -> Client:
    both = Dispatch(saying("main"), [(takes_courses, cookie_blind(saying("courses"), queries))])
    return Client(both, use_cookies=False)


def seen(path: str, method: str = "GET", **options: Any) -> dict[str, str]:
    answer = browser().open(path, method=method, headers=NAMED, environ_overrides=FROM, **options)
    found: dict[str, str] = json.loads(answer.text)
    return found


def test_the_main_application_answers_what_no_other_takes() -> None:
    answer = browser().get("/sv/", headers=NAMED)
    assert answer.headers["X-App"] == "main"
    assert answer.headers["Set-Cookie"] == "who=you"
    assert CANARY in answer.text  # so the next tests can fail


def test_a_blind_application_never_learns_who_asks() -> None:
    for path in ("/sv/kurser", f"/sv/kurser?q={CANARY}", f"/sv/kurser/{'x'}?fbclid={CANARY}"):
        assert CANARY not in json.dumps(seen(path))


def test_a_body_comes_through_and_its_sender_does_not() -> None:
    found = seen("/sv/kurser/x/asikt", "POST", data={"help": "yes"})
    assert found["CONTENT_LENGTH"] == "8"
    assert CANARY not in json.dumps(found)


def test_the_language_is_asked_for_at_the_front_alone() -> None:
    assert "HTTP_ACCEPT_LANGUAGE" in seen("/")
    assert "HTTP_ACCEPT_LANGUAGE" not in seen("/sv/kurser")


def test_what_an_answer_is_made_from_comes_through() -> None:
    found = json.loads(browser().get("/sv/kurser", headers={"Range": "bytes=1-", "Accept-Encoding": "gzip"}).text)
    assert (found["HTTP_RANGE"], found["HTTP_ACCEPT_ENCODING"]) == ("bytes=1-", "gzip")
    assert found["HTTP_HOST"] == "localhost"


def test_a_query_is_handed_on_where_a_page_asks_for_one() -> None:
    asking = browser(queries=lambda path: path == "/sv/kurser/om/intyg")
    assert json.loads(asking.get("/sv/kurser/om/intyg?kod=1").text)["QUERY_STRING"] == "kod=1"
    assert json.loads(asking.get("/sv/kurser?kod=1").text)["QUERY_STRING"] == ""


def test_a_blind_application_cannot_set_a_cookie() -> None:
    answer = browser().get("/sv/kurser")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["X-App"] == "courses"


def test_the_connection_itself_is_not_handed_on() -> None:
    environ = {"PATH_INFO": "/sv/kurser", "REQUEST_METHOD": "GET", "gunicorn.socket": object(), "wsgi.input": None}
    always = {"PATH_INFO", "REQUEST_METHOD", "QUERY_STRING", "SCRIPT_NAME"}
    assert set(nobody(environ, lambda _path: False)) == {*always, "wsgi.input"}


def test_nobody_chooses_where_the_links_of_a_page_begin() -> None:
    environ = {"PATH_INFO": "/sv/kurser", "REQUEST_METHOD": "GET", "SCRIPT_NAME": "//evil.example"}
    assert nobody(environ, lambda _path: False)["SCRIPT_NAME"] == ""
