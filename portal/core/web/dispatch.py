"""One process, several WSGI applications: the courses answer before the main one and never see a cookie."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_NAMES_A_PERSON = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_REFERER")


def cookie_blind(app: WSGI) -> WSGI:
    """`app` without cookies in or out: it neither receives what names a person nor can set a cookie."""

    def blind(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        for name in _NAMES_A_PERSON:
            environ.pop(name, None)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [h for h in headers if h[0].lower() != "set-cookie"], *rest)

        return app(environ, start)

    return blind


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
