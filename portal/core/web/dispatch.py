"""One process, several WSGI applications: the courses answer before the main one and never learn who asks."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_OF_THE_SERVER = (
    *("SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "SCRIPT_NAME", "wsgi.version", "wsgi.url_scheme"),
    *("wsgi.input", "wsgi.errors", "wsgi.input_terminated", "wsgi.file_wrapper", "wsgi.run_once"),
    *("wsgi.multithread", "wsgi.multiprocess"),
)
_OF_THE_REQUEST = ("REQUEST_METHOD", "PATH_INFO", "HTTP_HOST", "HTTP_ACCEPT_ENCODING", "HTTP_RANGE", "HTTP_IF_RANGE")
_OF_A_FORM = ("CONTENT_TYPE", "CONTENT_LENGTH", "HTTP_ORIGIN", "HTTP_SEC_FETCH_SITE", "HTTP_ACCEPT")
"""What is sent, and whether a page of ours sent it (Fetch Metadata): the same for everybody who fills it in here."""
SILENCE_SECONDS = 20
"""A reader that takes nothing for so long is given up; its browser asks for the rest when it goes on."""


def cookie_blind(app: WSGI, queries: Callable[[str], bool] = lambda _path: False) -> WSGI:
    """`app` for which everybody is the same: what names a person or tells browsers apart never reaches its code.

    Only what an answer is made from is handed on: method, path, host, range, encodings, a form; the language that
    a browser asks for at `/` alone; the query only for paths that `queries` says yes to. No cookie gets out.
    """

    def blind(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        _lose_patience(environ)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [h for h in headers if h[0].lower() != "set-cookie"], *rest)

        return app(nobody(environ, queries), start)

    return blind


def nobody(environ: dict[str, Any], queries: Callable[[str], bool]) -> dict[str, Any]:
    """A request like `environ` that anybody could have sent."""
    path = environ.get("PATH_INFO", "")
    names = [*_OF_THE_SERVER, *_OF_THE_REQUEST]
    if environ.get("REQUEST_METHOD") == "POST":
        names += _OF_A_FORM
    if path == "/":
        names.append("HTTP_ACCEPT_LANGUAGE")
    kept = {name: environ[name] for name in names if name in environ}
    kept["QUERY_STRING"] = environ.get("QUERY_STRING", "") if queries(path) else ""
    return kept


def _lose_patience(environ: dict[str, Any]) -> None:
    """A time-out on the connection: without it a stalled sendfile(2) would hold its thread for good."""
    connection = environ.get("gunicorn.socket")
    if connection is not None:
        connection.settimeout(SILENCE_SECONDS)


class Dispatch:
    """Sends a request to the first application whose test says yes, otherwise to the main one."""

    def __init__(self, main: WSGI, others: Sequence[tuple[Callable[[dict[str, Any]], bool], WSGI]] = ()) -> None:
        self.main = main
        self.others = tuple(others)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        for takes, app in self.others:
            if takes(environ):
                return app(environ, start_response)
        return self.main(environ, start_response)
