"""Flask's own session, which the portal does not have: visitors get no cookie, those who sign in get their own."""

from flask import Flask, Request
from flask.sessions import NullSession, SessionInterface


class NoSession(SessionInterface):
    """Opens nothing and saves nothing; whoever writes to `flask.session` gets an error."""

    def __init__(self) -> None:
        self._nothing = NullSession()

    def open_session(self, app: Flask, request: Request) -> NullSession:
        """The session that cannot be written to."""
        return self._nothing
