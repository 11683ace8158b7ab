"""What the courses' application says when something breaks: the kind of error and the place in our code, no more.

Neither the address asked for nor an error's own words, which may hold what a visitor sent.
"""

import logging
from pathlib import PurePath
from types import TracebackType

from flask import Flask, Response

from portal.core.web.current import release_session
from portal.core.web.errors import error_page

log = logging.getLogger("portal.courses")
FRAMES = 4


class QuietFlask(Flask):
    """A Flask that logs no request, in failure neither."""

    def log_exception(self, exc_info: object) -> None:
        """Called for what even the page about an error cannot say."""
        error = exc_info[1] if isinstance(exc_info, tuple) else None
        log.error("unexpected: %s", told(error))


def told(error: BaseException | None) -> str:
    """The kind of error and the innermost places it passed, as file and line."""
    return f"{type(error).__name__} at {places(error.__traceback__)}" if error else "nobody knows"


def places(trace: TracebackType | None) -> str:
    """File and line of the innermost frames."""
    frames = []
    while trace is not None:
        frames.append(f"{PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " > ".join(frames[-FRAMES:])


def install(app: Flask) -> None:
    """Answer the unexpected with the page for it; stands in for the handler that logs the whole error."""

    @app.errorhandler(Exception)
    def _unexpected(error: Exception) -> Response:
        release_session()
        log.error("unexpected: %s", told(error))
        return error_page(500)
