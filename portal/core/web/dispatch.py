"""One process, several WSGI applications: the courses answer before the main one and never learn who asks."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_KEPT = (
    *("REQUEST_METHOD", "PATH_INFO", "HTTP_HOST", "HTTP_ACCEPT_ENCODING", "HTTP_RANGE", "HTTP_IF_RANGE"),
    *("SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "wsgi.version", "wsgi.url_scheme"),
    *("wsgi.input", "wsgi.errors", "wsgi.input_terminated", "wsgi.file_wrapper", "wsgi.run_once"),
    *("wsgi.multithread", "wsgi.multiprocess"),
)
_OF_A_FORM = ("CONTENT_TYPE", "CONTENT_LENGTH", "HTTP_ORIGIN", "HTTP_SEC_FETCH_SITE", "HTTP_ACCEPT")
"""What is sent, and whether a page of ours sent it (Fetch Metadata): the same for everybody who fills it in here."""


def cookie_blind(app: WSGI, queries: Callable[[str], bool] = lambda _path: False) -> WSGI:
    """`app` for which everybody is the same: what names a person or tells browsers apart never reaches its code.

    Only what an answer is made from is handed on: method, path, host, range, encodings, a form; the language that
    a browser asks for at `/` alone; the query only for paths that `queries` says yes to. No cookie gets out.
    """

    def blind(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [h for h in headers if h[0].lower() != "set-cookie"], *rest)

        return app(nobody(environ, queries), start)

    return blind


def nobody(environ: dict[str, Any], queries: Callable[[str], bool]) -> dict[str, Any]:
    """A request like `environ` that anybody could have sent."""
    path = environ.get("PATH_INFO", "")
    kept = {name: environ[name] for name in _KEPT if name in environ}
    if environ.get("REQUEST_METHOD") == "POST":
        kept |= {name: environ[name] for name in _OF_A_FORM if name in environ}
    if path == "/" and "HTTP_ACCEPT_LANGUAGE" in environ:
        kept["HTTP_ACCEPT_LANGUAGE"] = environ["HTTP_ACCEPT_LANGUAGE"]
    kept["QUERY_STRING"] = environ.get("QUERY_STRING", "") if queries(path) else ""
    kept["SCRIPT_NAME"] = ""  # else a page would hold links that a visitor chose, and be kept for everybody
    return kept


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
