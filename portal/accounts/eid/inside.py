"""Reaches an address of this very application without the network, so that a server of one thread does not wait for
itself: the simulated provider is asked for tokens this way.
"""

from io import BytesIO
from typing import Any

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app


class InsideTransport:
    """What `requests` mounts instead of the network; each request gets a context of its own."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def send(self, request: Any, **_network: object) -> Any:
        """The application's answer to a prepared request of `requests`."""
        from requests import Response  # noqa: PLC0415 (slow to load; loaded by who calls)

        said = {name: value for name, value in request.headers.items() if name.lower() != "accept-encoding"}
        asked = EnvironBuilder(request.path_url, request.url, method=request.method, headers=said, data=request.body)
        with self._app.app_context():
            parts, status, headers = run_wsgi_app(self._app, asked.get_environ(), buffered=True)
            body = b"".join(parts)
        answer = Response()
        answer.status_code = int(status.split()[0])
        answer.headers.update(headers.items())
        answer.raw, answer.url, answer.request = BytesIO(body), request.url, request
        return answer

    def close(self) -> None:
        """Nothing is held open."""
