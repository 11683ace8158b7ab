"""The dispatch: the first application that takes a request answers; a blind one neither gets nor sets cookies."""

from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.test import Client

from portal.core.web.dispatch import WSGI, Dispatch, cookie_blind


def saying(name: str) -> WSGI:
    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "who=you"), ("X-App", name)])
        seen = [key for key in ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_REFERER") if key in environ]
        return [f"{name}:{','.join(seen)}".encode()]

    return app


NAMED = {"Cookie": "portal_session=1", "Authorization": "Bearer x", "Referer": "http://localhost/sv/folj"}


def takes_courses(environ: dict[str, Any]) -> bool:
    return "/kurser" in str(environ["PATH_INFO"])


BOTH = Client(Dispatch(saying("main"), [(takes_courses, cookie_blind(saying("courses")))]), use_cookies=False)


def test_the_main_application_answers_what_no_other_takes() -> None:
    answer = BOTH.get("/sv/", headers=NAMED)
    assert answer.text == "main:HTTP_COOKIE,HTTP_AUTHORIZATION,HTTP_REFERER"
    assert answer.headers["Set-Cookie"] == "who=you"


def test_a_blind_application_never_learns_who_asks() -> None:
    assert BOTH.get("/sv/kurser", headers=NAMED).text == "courses:"


def test_a_blind_application_cannot_set_a_cookie() -> None:
    answer = BOTH.get("/sv/kurser")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["X-App"] == "courses"
